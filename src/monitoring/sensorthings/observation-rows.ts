import type { Db, Tx } from "#base/tx.ts";
import { flagCodes } from "../observations/flags.ts";
import { readLatest, readSeries } from "../observations/read.ts";
import type { Latest, Series, StreamKey } from "../observations/reading.ts";
import { readExtras, type Extra } from "./extra-store.ts";
import { compareIds, type Graph } from "./graph.ts";
import type { Entity, Id } from "./model.ts";
import { observationId } from "./naming.ts";

export type ObservationEntity = Entity & {
  stream: StreamKey;
  datastream: Id;
  atMs: number;
  /** What its maker said beside the number, before what was found out about it. */
  extra: Extra;
};

/** A datastream and where its values are kept. */
export type Source = { datastream: Entity; stream: StreamKey };

/** The stream of a datastream; what clients made here is kept under a station of this node's own. */
export const streamOf = ({ id, isFixed }: Pick<Entity, "id" | "isFixed">): StreamKey =>
  isFixed ? String(id).replace(".", "/") : `local.${id}/value`;

export const sourcesOf = (datastreams: readonly Entity[]): Source[] =>
  datastreams.map((datastream) => ({ datastream, stream: streamOf(datastream) }));

/** The feature that observations of a datastream have where they do not say another. */
export const featureOf = (datastream: Entity): Id | undefined =>
  datastream.isFixed ? datastream.links["Thing"]?.[0] : datastream.links["FeatureOfInterest"]?.[0];

const minute = 60_000;

/** What was found out about a value stands beside what its maker says of its quality. */
const qualityOf = (given: unknown, flags: number, revision: number): unknown => {
  if (flags === 0 && revision === 0) return given;
  const found = { ...(flags !== 0 && { flags: flagCodes(flags) }), ...(revision > 0 && { revision }) };
  return given === undefined || given === null ? found : [given, found].flat();
};

type Kept = Pick<Latest, "atMs" | "value" | "flags" | "revision" | "averagingMinutes">;

const at = (series: Series, i: number): Kept => ({
  atMs: series.atMs[i]!,
  value: series.values[i] ?? null,
  flags: series.flags[i]!,
  revision: series.revisions[i]!,
  averagingMinutes: series.averagingMinutes[i]!,
});

/** A kept value as an observation; undefined where it was deleted or is now at another time. */
export const toObservation = (
  { datastream, stream }: Source,
  { atMs, value, flags, revision, averagingMinutes }: Kept,
  extra: Extra | undefined,
): ObservationEntity | undefined => {
  if (extra?.deleted) return undefined;
  const iso = new Date(atMs).toISOString();
  const period =
    averagingMinutes > 0 ? `${new Date(atMs - averagingMinutes * minute).toISOString()}/${iso}` : iso;
  const quality = qualityOf(extra?.resultQuality, flags, revision);
  const feature = extra?.feature ?? featureOf(datastream);
  return {
    type: "Observation",
    id: observationId(datastream.id, atMs),
    stream,
    datastream: datastream.id,
    atMs,
    extra: extra ?? {},
    properties: {
      phenomenonTime: extra?.phenomenonTime ?? period,
      resultTime: extra?.resultTime ?? null,
      result: extra && "result" in extra ? extra.result : value,
      ...(quality !== undefined && quality !== null && { resultQuality: quality }),
      ...(extra?.validTime !== undefined && { validTime: extra.validTime }),
      ...(extra?.parameters !== undefined && { parameters: extra.parameters }),
    },
    links: { Datastream: [datastream.id], ...(feature !== undefined && { FeatureOfInterest: [feature] }) },
    ...(datastream.isFixed && { isFixed: true }),
  };
};

/** Newest values of many datastreams at once, from the table of newest values. */
export const latestObservations = async (
  db: Tx | Db,
  sources: readonly Source[],
): Promise<Map<StreamKey, ObservationEntity | undefined>> => {
  const streams = sources.map(({ stream }) => stream);
  const latest = new Map((await readLatest(db, streams)).map((one) => [one.stream, one]));
  const times = [...latest.values()].map(({ atMs }) => atMs);
  if (times.length === 0) return new Map();
  const extras = await readExtras(db, streams, Math.min(...times), Math.max(...times) + 1);
  const found = new Map<StreamKey, ObservationEntity | undefined>();
  for (const source of sources) {
    const kept = latest.get(source.stream);
    if (kept)
      found.set(source.stream, toObservation(source, kept, extras.get(source.stream)?.get(kept.atMs)));
  }
  return found;
};

export type Range = { fromMs: number; toMs: number };

export const extentOf = (latest: readonly Latest[]): (Range & { count: number }) | undefined =>
  latest.length === 0
    ? undefined
    : {
        fromMs: latest.reduce((least, { firstAtMs }) => Math.min(least, firstAtMs), Infinity),
        toMs: latest.reduce((most, { atMs }) => Math.max(most, atMs), -Infinity) + 1,
        count: latest.reduce((sum, { count }) => sum + count, 0),
      };

const mostPerWindow = 20_000;

/**
 * Observations in the order of their time, read window by window: about as many as are wanted first, then ever more, so
 * that a page of a long series does not read the series.
 */
export const observationRows = async function* (
  db: Tx | Db,
  sources: readonly Source[],
  { fromMs, toMs }: Range,
  isDescending: boolean,
  wanted: number,
): AsyncGenerator<ObservationEntity[]> {
  const bySource = new Map(sources.map((source) => [source.stream, source]));
  const extent = extentOf(await readLatest(db, [...bySource.keys()]));
  if (!extent) return;
  const low = Math.max(fromMs, extent.fromMs);
  const high = Math.min(toMs, extent.toMs);
  const spacing = (extent.toMs - extent.fromMs) / Math.max(1, extent.count);
  let size = Math.ceil(spacing * Math.min(wanted + 1, mostPerWindow)) + 1;
  const largest = Math.ceil(spacing * mostPerWindow) + 1;
  for (let edge = isDescending ? high : low; isDescending ? edge > low : edge < high;) {
    const next = isDescending ? Math.max(low, edge - size) : Math.min(high, edge + size);
    const [from, to] = isDescending ? [next, edge] : [edge, next];
    const streams = [...bySource.keys()];
    const series = await readSeries(db, streams, from, to);
    const extras = await readExtras(db, streams, from, to);
    const rows: ObservationEntity[] = [];
    for (const [stream, values] of series) {
      const source = bySource.get(stream)!;
      const beside = extras.get(stream);
      for (let i = 0; i < values.atMs.length; i++) {
        const row = toObservation(source, at(values, i), beside?.get(values.atMs[i]!));
        if (row) rows.push(row);
      }
    }
    const sign = isDescending ? -1 : 1;
    rows.sort((a, b) => sign * (a.atMs - b.atMs) || compareIds(a.id, b.id));
    if (rows.length > 0) yield rows;
    edge = next;
    size = Math.min(size * 2, largest);
  }
};

/** What a datastream has at these moments, in the order of time. */
export const observationsAt = async (
  db: Tx | Db,
  source: Source,
  moments: ReadonlySet<number>,
): Promise<ObservationEntity[]> => {
  const { stream } = source;
  const fromMs = moments.values().reduce((a, b) => Math.min(a, b), Infinity);
  const toMs = moments.values().reduce((a, b) => Math.max(a, b), -Infinity) + 1;
  const series = (await readSeries(db, [stream], fromMs, toMs)).get(stream)!;
  const extras = (await readExtras(db, [stream], fromMs, toMs)).get(stream);
  return series.atMs.flatMap((atMs, i) => {
    if (!moments.has(atMs)) return [];
    return toObservation(source, at(series, i), extras?.get(atMs)) ?? [];
  });
};

export const findObservation = async (
  db: Tx | Db,
  graph: Graph,
  { datastream: id, atMs }: { datastream: Id; atMs: number },
): Promise<ObservationEntity | undefined> => {
  const datastream = graph.find("Datastream", id);
  if (!datastream) return undefined;
  const source = { datastream, stream: streamOf(datastream) };
  const extra = (await readExtras(db, [source.stream], atMs, atMs + 1)).get(source.stream)?.get(atMs);
  if (extra?.movedToMs !== undefined)
    return findObservation(db, graph, { datastream: id, atMs: extra.movedToMs });
  const series = (await readSeries(db, [source.stream], atMs, atMs + 1)).get(source.stream);
  return series && series.atMs.length > 0 ? toObservation(source, at(series, 0), extra) : undefined;
};
