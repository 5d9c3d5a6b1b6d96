import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Db, Tx } from "#base/tx.ts";

export const noteChange = async (tx: Tx, types: readonly string[]): Promise<void> => {
  await sql`insert into monitoring.change (types) select ${textArray(types)}::text[]`.execute(tx);
};

/** What was applied since a snapshot, and the snapshot that sees it. */
export type Changes = { types: string[]; after: string };

export const readChanges = async (db: Db, after: string | undefined): Promise<Changes> => {
  const now = sql`pg_current_snapshot()`;
  const { rows } = await sql<{ types: string[] | null; after: string }>`
    select ${now}::text as after, (
      select array_agg(distinct type order by type) from monitoring.change c, unnest(c.types) as type
      where c.transaction >= pg_snapshot_xmin(${after ?? null}::pg_snapshot)
        and c.transaction < pg_snapshot_xmax(${now}) -- left over from another server: a backup came back
        and not pg_visible_in_snapshot(c.transaction, ${after ?? null}::pg_snapshot)
    ) as types`.execute(db);
  const { types, after: seen } = rows[0]!;
  return { types: types ?? [], after: seen };
};

export const forgetChanges = async (db: Db): Promise<void> => {
  await sql`delete from monitoring.change where at < now() - interval '1 hour'`.execute(db);
};
