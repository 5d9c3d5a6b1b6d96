import { sql } from "kysely";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";

/** Called by whoever puts back a backup: this database may be older than what the node has said since. */
export const markRestored = async (tx: Tx, at: Instant): Promise<void> => {
  await sql`insert into exchange.restored (restored_at) values (${at}::timestamptz)`.execute(tx);
};

export const isRestored = async (db: Db | Tx): Promise<boolean> => {
  const { rows } = await sql`select from exchange.restored limit 1`.execute(db);
  return rows.length > 0;
};

/** Every peer has told what it holds, or the operator has decided not to wait for the rest. */
export const forgetRestored = async (db: Db | Tx): Promise<void> => {
  await sql`delete from exchange.restored`.execute(db);
};
