import { sql } from "kysely";
import { hash } from "#base/hash.ts";
import type { Tx } from "#base/tx.ts";
import type { Attempts } from "./lock-out.ts";

// Hashed, because people type their password into the field of the name.
const keyOf = (username: string): Buffer => hash("sha256", "attempt\n", username.trim().toLowerCase());

/** The attempts on a name, its row locked: made first if need be, for there is nothing to lock in a missing row. */
export const lockAttempts = async (tx: Tx, username: string): Promise<Attempts> => {
  await sql`insert into people.attempt (name_hash, failures, last_at)
    values (${keyOf(username)}, 0, to_timestamp(0)) on conflict (name_hash) do nothing`.execute(tx);
  const { rows } = await sql<{ failures: number; lastAt: string; lockedUntil: string | null }>`
    select failures, last_at as "lastAt", locked_until as "lockedUntil"
    from people.attempt where name_hash = ${keyOf(username)} for update`.execute(tx);
  const row = rows[0]!;
  return { ...row, lockedUntil: row.lockedUntil ?? undefined };
};

export const saveAttempts = async (tx: Tx, username: string, attempts: Attempts): Promise<void> => {
  const { failures, lastAt, lockedUntil } = attempts;
  await sql`insert into people.attempt (name_hash, failures, last_at, locked_until)
    values (${keyOf(username)}, ${failures}, ${lastAt}, ${lockedUntil ?? null})
    on conflict (name_hash) do update
    set failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until`.execute(
    tx,
  );
};

export const forgetAttempts = async (tx: Tx, username: string): Promise<void> => {
  await sql`delete from people.attempt where name_hash = ${keyOf(username)}`.execute(tx);
};
