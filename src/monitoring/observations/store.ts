import { sql } from "kysely";
import { byteaArray, textArray } from "#base/array-parameter.ts";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import { packChunk, unpackChunk } from "./chunk.ts";
import type { Chunk } from "./merge.ts";
import type { Latest, Revision, StreamKey } from "./reading.ts";

/** A stream as it is kept: its number, and what is known of it without reading its values. */
export type StreamRow = Latest & {
  id: number;
  /** Since when the newest value is the same, and how many times in a row. */
  alikeSinceMs: number;
  alike: number;
};

type Row = {
  id: number;
  key: string;
  network: string;
  party: string;
  count: bigint;
  first_at: bigint;
  last_at: bigint;
  last_value: number | null;
  last_flags: number;
  last_revision: number;
  last_averaging: number;
  alike_since: bigint;
  alike: number;
};

const toStream = (row: Row): StreamRow => ({
  id: row.id,
  stream: row.key,
  network: row.network,
  party: row.party,
  count: Number(row.count),
  firstAtMs: Number(row.first_at),
  atMs: Number(row.last_at),
  value: row.last_value,
  flags: row.last_flags,
  revision: row.last_revision,
  averagingMinutes: row.last_averaging,
  alikeSinceMs: Number(row.alike_since),
  alike: row.alike,
});

const numbers = (values: readonly number[]) => textArray(values.map(String));

export const readStreams = async (tx: Tx | Db, keys?: readonly StreamKey[]): Promise<StreamRow[]> => {
  const among = keys ? sql`where key = any(array(select unnest(${textArray(keys)}::text[])))` : sql``;
  const { rows } = await sql<Row>`select * from monitoring.stream ${among} order by key`.execute(tx);
  return rows.map(toStream);
};

/** Streams of one station, or of all stations of a network. */
export const findStreams = async (
  tx: Tx | Db,
  { network, station }: { network?: string | undefined; station?: string | undefined },
): Promise<StreamRow[]> => {
  const { rows } = await sql<Row>`
    select * from monitoring.stream
    where (${network ?? null}::text is null or network = ${network ?? null})
      and (${station ?? null}::text is null or key between ${`${station}/`} and ${`${station}/~`})
    order by key`.execute(tx);
  return rows.map(toStream);
};

/** Own recordings follow each other, in whichever process: what is here already is looked up before it is said. */
export const holdRecording = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(7100114211)`.execute(tx);
};

export type Wanted = { stream: StreamKey; lowMs: number; highMs: number };

/**
 * Streams with their chunks around a stretch of time: all that begin in it and the one before; where nothing begins before
 * it, the first of all. A stream that is not here is absent.
 */
export const readAround = async (
  tx: Tx | Db,
  wanted: readonly Wanted[],
): Promise<Map<StreamKey, { row: StreamRow; chunks: Chunk[] }>> => {
  const found = new Map<StreamKey, { row: StreamRow; chunks: Chunk[] }>();
  if (wanted.length === 0) return found;
  const { rows } = await sql<Row & { chunk_at: bigint | null; packed: Uint8Array | null }>`
    select s.*, c.first_at as chunk_at, c.packed
    from unnest(${textArray(wanted.map(({ stream }) => stream))}::text[],
      ${numbers(wanted.map(({ lowMs }) => lowMs))}::text[]::bigint[],
      ${numbers(wanted.map(({ highMs }) => highMs))}::text[]::bigint[]) as w(key, low, high)
    join monitoring.stream s on s.key = w.key
    cross join lateral (
      select coalesce(
        (select first_at from monitoring.chunk where stream = s.id and first_at <= w.low order by first_at desc limit 1),
        s.first_at) as start
    ) f
    left join monitoring.chunk c on c.stream = s.id and c.first_at between f.start and greatest(w.high, f.start)
    order by s.id, c.first_at`.execute(tx);
  for (const row of rows) {
    let one = found.get(row.key);
    if (!one) found.set(row.key, (one = { row: toStream(row), chunks: [] }));
    if (row.packed) one.chunks.push({ firstAtMs: Number(row.chunk_at), series: unpackChunk(row.packed) });
  }
  return found;
};

/** Numbers for streams that have none yet. */
export const insertStreams = async (
  tx: Tx,
  fresh: readonly Omit<StreamRow, "id">[],
): Promise<Map<StreamKey, number>> => {
  if (fresh.length === 0) return new Map();
  const { rows } = await sql<{ id: number; key: string }>`
    insert into monitoring.stream
      (key, network, party, count, first_at, last_at, last_value, last_flags, last_revision, last_averaging,
       alike_since, alike)
    select * from json_to_recordset(${JSON.stringify(fresh)}::json) as g(stream text, network text, party text, count bigint,
      "firstAtMs" bigint, "atMs" bigint, value double precision, flags integer, revision integer, "averagingMinutes" integer,
      "alikeSinceMs" bigint, alike integer)
    returning id, key`.execute(tx);
  return new Map(rows.map(({ id, key }) => [key, id]));
};

/** Streams as they are now, and chunks that are new, changed or gone. */
export const writeSeries = async (
  tx: Tx,
  moved: readonly StreamRow[],
  written: readonly { id: number; chunk: Chunk }[],
  removed: readonly { id: number; firstAtMs: number }[],
): Promise<void> => {
  if (removed.length > 0)
    await sql`
      delete from monitoring.chunk c using unnest(${numbers(removed.map(({ id }) => id))}::text[]::integer[],
        ${numbers(removed.map(({ firstAtMs }) => firstAtMs))}::text[]::bigint[]) as g(stream, first_at)
      where c.stream = g.stream and c.first_at = g.first_at`.execute(tx);
  if (written.length === 0) return;
  await sql`
    with moved as (
      update monitoring.stream s set count = g.count, first_at = g.first_at, last_at = g.last_at,
        last_value = g.last_value, last_flags = g.last_flags, last_revision = g.last_revision, last_averaging = g.last_averaging,
        alike_since = g.alike_since, alike = g.alike
      from unnest(${numbers(moved.map(({ id }) => id))}::text[]::integer[],
        ${numbers(moved.map(({ count }) => count))}::text[]::bigint[],
        ${numbers(moved.map(({ firstAtMs }) => firstAtMs))}::text[]::bigint[],
        ${numbers(moved.map(({ atMs }) => atMs))}::text[]::bigint[],
        ${textArray(moved.map(({ value }) => (value === null ? null : String(value))))}::text[]::double precision[],
        ${numbers(moved.map(({ flags }) => flags))}::text[]::integer[],
        ${numbers(moved.map(({ revision }) => revision))}::text[]::integer[],
        ${numbers(moved.map(({ averagingMinutes }) => averagingMinutes))}::text[]::integer[],
        ${numbers(moved.map(({ alikeSinceMs }) => alikeSinceMs))}::text[]::bigint[],
        ${numbers(moved.map(({ alike }) => alike))}::text[]::integer[]
      ) as g(id, count, first_at, last_at, last_value, last_flags, last_revision, last_averaging, alike_since, alike)
      where s.id = g.id
    )
    insert into monitoring.chunk (stream, first_at, packed)
    select * from unnest(${numbers(written.map(({ id }) => id))}::text[]::integer[],
      ${numbers(written.map(({ chunk }) => chunk.firstAtMs))}::text[]::bigint[],
      ${byteaArray(written.map(({ chunk }) => packChunk(chunk.series)))}::bytea[])
    on conflict (stream, first_at) do update set packed = excluded.packed`.execute(tx);
};

export type RevisionRow = {
  id: number;
  atMs: number;
  revision: number;
  value: number | null;
  flags: number;
  replacedAt: string;
  party: Party;
  role: string;
  department: string;
  source: string;
  event: string;
};

export const insertRevisions = async (tx: Tx, replaced: readonly RevisionRow[]): Promise<void> => {
  if (replaced.length === 0) return;
  await sql`
    insert into monitoring.revision
      (stream, at, revision, value, flags, replaced_at, party, role, department, source, event)
    select * from json_to_recordset(${JSON.stringify(replaced)}::json) as g(id integer, "atMs" bigint, revision integer,
      value double precision, flags integer, "replacedAt" timestamptz, party text, role text, department text,
      source text, event text)`.execute(tx);
};

/** What ever stood at these moments and was replaced since. */
export const readReplaced = async (
  tx: Tx,
  moments: readonly { id: number; atMs: number }[],
): Promise<{ id: number; atMs: number; value: number | null }[]> => {
  if (moments.length === 0) return [];
  const { rows } = await sql<{ stream: number; at: bigint; value: number | null }>`
    select r.stream, r.at, r.value from unnest(${numbers(moments.map(({ id }) => id))}::text[]::integer[],
      ${numbers(moments.map(({ atMs }) => atMs))}::text[]::bigint[]) as w(stream, at)
    join monitoring.revision r on r.stream = w.stream and r.at = w.at`.execute(tx);
  return rows.map(({ stream, at, value }) => ({ id: stream, atMs: Number(at), value }));
};

/** What stood in streams before, oldest first; at one moment, or in a stretch of time. */
export const readRevisions = async (
  db: Tx | Db,
  streams: readonly StreamKey[],
  fromMs: number,
  toMs: number = fromMs + 1,
): Promise<Revision[]> => {
  const { rows } = await sql<{
    key: string;
    at: bigint;
    revision: number;
    value: number | null;
    flags: number;
    replaced_at: string;
    party: string;
    role: string;
    department: string;
    source: string;
    event: string;
  }>`select s.key, r.* from monitoring.revision r join monitoring.stream s on s.id = r.stream
    where s.key = any(${textArray(streams)}::text[]) and r.at >= ${fromMs} and r.at < ${toMs}
    order by r.at, r.revision`.execute(db);
  return rows.map(
    ({ key, at, revision, value, flags, replaced_at, party, role, department, source, event }) => ({
      stream: key,
      atMs: Number(at),
      revision,
      value,
      flags,
      replacedAt: replaced_at,
      by: { party, role, department },
      source,
      event,
    }),
  );
};
