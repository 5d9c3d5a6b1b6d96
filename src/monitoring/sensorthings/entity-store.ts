import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Entity, Id, TypeName } from "./model.ts";

/** How far this node's own entities have changed. */
export const readChange = async (db: Tx | Db): Promise<number> => {
  const { rows } = await sql<{ number: bigint }>`select number from monitoring.sta_change`.execute(db);
  return Number(rows[0]?.number ?? 0);
};

export type ChangedEntity = { entity: Entity; change: number; isDeleted: boolean };

export const readChangedSince = async (db: Tx | Db, since: number): Promise<ChangedEntity[]> => {
  const { rows } = await sql<{
    id: bigint;
    type: TypeName;
    properties: Record<string, unknown>;
    links: Record<string, Id[]>;
    change: bigint;
    deleted: boolean;
  }>`select * from monitoring.sta_entity where change > ${since} order by change`.execute(db);
  return rows.map(({ id, type, properties, links, change, deleted }) => ({
    entity: { type, id: Number(id), properties, links },
    change: Number(change),
    isDeleted: deleted,
  }));
};

export const drawIds = async (db: Tx | Db, count: number): Promise<number[]> => {
  const { rows } = await sql<{ id: bigint }>`
    select nextval('monitoring.sta_id') as id from generate_series(1, ${count}::integer)`.execute(db);
  return rows.map(({ id }) => Number(id));
};

/**
 * Writes entities as they are now and forgets others. Changes come one after the other (the counter's row is held), and
 * what was decided on an older state is not written: then it answers false.
 */
export const writeEntities = async (
  tx: Tx,
  decidedAt: number,
  written: readonly Entity[],
  removed: readonly Id[] = [],
): Promise<boolean> => {
  const change = decidedAt + 1;
  const { rows } = await sql`
    update monitoring.sta_change set number = ${change} where number = ${decidedAt} returning number`.execute(
    tx,
  );
  if (rows.length === 0) return false;
  if (written.length > 0)
    await sql`
      insert into monitoring.sta_entity (id, type, properties, links, change)
      select id::bigint, type, properties::json, links::json, ${change}
      from unnest(${textArray(written.map(({ id }) => String(id)))}::text[],
        ${textArray(written.map(({ type }) => type))}::text[],
        ${textArray(written.map(({ properties }) => JSON.stringify(properties)))}::text[],
        ${textArray(written.map(({ links }) => JSON.stringify(links)))}::text[]) as g(id, type, properties, links)
      on conflict (id) do update set properties = excluded.properties, links = excluded.links, change = excluded.change`.execute(
      tx,
    );
  if (removed.length > 0)
    await sql`
      update monitoring.sta_entity set deleted = true, properties = '{}', links = '{}', change = ${change}
      where id = any(${textArray(removed.map(String))}::text[]::bigint[])`.execute(tx);
  return true;
};
