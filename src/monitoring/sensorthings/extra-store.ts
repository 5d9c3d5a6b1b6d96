import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { StreamKey } from "../observations/reading.ts";
import type { Id } from "./model.ts";

/** What an observation says beside a number and an instant. Absent members were not said. */
export type Extra = {
  /** A result that is no number: text, boolean, JSON. */
  result?: unknown;
  /** An interval as it was given; its end is the instant of the stream. */
  phenomenonTime?: string;
  resultTime?: string | null;
  validTime?: string;
  resultQuality?: unknown;
  parameters?: unknown;
  /** A feature other than the one that the datastream's observations have by themselves. */
  feature?: Id;
  deleted?: true;
  /** Its time was corrected: the observation is now at this instant. */
  movedToMs?: number;
};

const numbers = (values: readonly number[]) => textArray(values.map(String));

export type ExtraRow = { stream: StreamKey; atMs: number; extra: Extra };

export type Moment = { stream: StreamKey; atMs: number };

const moments = (rows: readonly { stream: string; at: bigint }[]): Moment[] =>
  rows.map(({ stream, at }) => ({ stream, atMs: Number(at) }));

/** Answers where that says something else than before. */
export const writeExtras = async (tx: Tx | Db, written: readonly ExtraRow[]): Promise<Moment[]> => {
  if (written.length === 0) return [];
  const { rows } = await sql<{ stream: string; at: bigint }>`
    insert into monitoring.sta_extra as e (stream, at, extra)
    select stream, at::bigint, extra::json
    from unnest(${textArray(written.map(({ stream }) => stream))}::text[], ${numbers(written.map(({ atMs }) => atMs))}::text[],
      ${textArray(written.map(({ extra }) => JSON.stringify(extra)))}::text[]) as g(stream, at, extra)
    on conflict (stream, at) do update set extra = excluded.extra where e.extra::jsonb is distinct from excluded.extra::jsonb
    returning stream, at`.execute(tx);
  return moments(rows);
};

/** What is said again without anything beside the number says nothing beside it any more. */
export const removeExtras = async (tx: Tx | Db, keys: readonly Moment[]): Promise<Moment[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ stream: string; at: bigint }>`
    delete from monitoring.sta_extra e
    using unnest(${textArray(keys.map(({ stream }) => stream))}::text[], ${numbers(keys.map(({ atMs }) => atMs))}::text[]::bigint[])
      as g(stream, at)
    where e.stream = g.stream and e.at = g.at
    returning e.stream, e.at`.execute(tx);
  return moments(rows);
};

/** Extras of streams from one instant up to but not at another, by stream and instant. */
export const readExtras = async (
  db: Tx | Db,
  streams: readonly StreamKey[],
  fromMs: number,
  toMs: number,
): Promise<Map<StreamKey, Map<number, Extra>>> => {
  const { rows } = await sql<{ stream: string; at: bigint; extra: Extra }>`
    select stream, at, extra from monitoring.sta_extra
    where stream = any(${textArray(streams)}::text[]) and at >= ${fromMs} and at < ${toMs}`.execute(db);
  const extras = new Map<StreamKey, Map<number, Extra>>();
  for (const { stream, at, extra } of rows) {
    const known = extras.get(stream) ?? new Map<number, Extra>();
    extras.set(stream, known.set(Number(at), extra));
  }
  return extras;
};

/** How many observations of each stream were deleted: they are not counted. */
export const countDeleted = async (db: Tx | Db, streams: readonly StreamKey[]): Promise<number> => {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from monitoring.sta_extra where stream = any(${textArray(streams)}::text[]) and deleted`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
};

/** Streams that have observations of a feature which is not their own. */
export const streamsOfFeature = async (db: Tx | Db, feature: Id): Promise<StreamKey[]> => {
  const { rows } = await sql<{ stream: string }>`
    select distinct stream from monitoring.sta_extra where feature = ${String(feature)}`.execute(db);
  return rows.map(({ stream }) => stream);
};
