import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";

export const noteChange = async (tx: Tx, events: readonly Recorded[]): Promise<void> => {
  const types = [...new Set(events.map(({ event }) => event.type))];
  const digests = events.map(({ digest }) => digest);
  await sql`
    insert into monitoring.change (types, events) select ${textArray(types)}::text[], ${textArray(digests)}::text[]`.execute(
    tx,
  );
};

const now = sql`pg_current_snapshot()`;

/** Rows of `monitoring.change c` that a snapshot did not see. */
const since = (after: string | undefined) => sql`
  c.transaction >= pg_snapshot_xmin(${after ?? null}::pg_snapshot)
    and c.transaction < pg_snapshot_xmax(${now}) -- left over from another server: a backup came back
    and not pg_visible_in_snapshot(c.transaction, ${after ?? null}::pg_snapshot)`;

/** What was applied since a snapshot, and the snapshot that sees it. */
export type Changes = { types: string[]; after: string };

export const readChanges = async (db: Db, after: string | undefined): Promise<Changes> => {
  const { rows } = await sql<{ types: string[] | null; after: string }>`
    select ${now}::text as after, (
      select array_agg(distinct type order by type) from monitoring.change c, unnest(c.types) as type
      where ${since(after)}
    ) as types`.execute(db);
  const { types, after: seen } = rows[0]!;
  return { types: types ?? [], after: seen };
};

/** Which events were applied since a snapshot, as the transactions began, and the snapshot that sees them. */
export const readAppliedSince = async (
  db: Db,
  after: string | undefined,
): Promise<{ events: Digest[]; after: string }> => {
  const { rows } = await sql<{ events: Digest[] | null; after: string }>`
    select ${now}::text as after, (
      select array_agg(digest order by c.transaction, n)
      from monitoring.change c cross join unnest(c.events) with ordinality as e(digest, n)
      where ${since(after)}
    ) as events`.execute(db);
  const { events, after: seen } = rows[0]!;
  return { events: events ?? [], after: seen };
};

export const forgetChanges = async (db: Db): Promise<void> => {
  await sql`delete from monitoring.change where at < now() - interval '1 hour'`.execute(db);
};
