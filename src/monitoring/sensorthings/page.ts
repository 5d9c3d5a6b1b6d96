import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Db } from "#base/tx.ts";
import { readLatest } from "../observations/read.ts";
import { holds, type Facts } from "./evaluate.ts";
import { countDeleted } from "./extra-store.ts";
import type { Graph } from "./graph.ts";
import type { Entity, Id } from "./model.ts";
import { mentions, rangeOf } from "./narrow.ts";
import {
  extentOf,
  observationRows,
  sourcesOf,
  streamOf,
  type ObservationEntity,
  type Source,
} from "./observation-rows.ts";
import type { Options, Order } from "./options.ts";
import { compareRows, keysOf, type Keys } from "./order.ts";
import { reachFrom, type ObservationsOf } from "./reach.ts";
import { writeTime } from "./time.ts";

export type Asking = { db: Db; graph: Graph; nowMs: number };

/** What a collection consists of before anything is asked of it. */
export type Members =
  | { kind: "entities"; entities: Entity[] }
  | { kind: "observations"; sources: Source[]; feature?: Id };

export type Page = { rows: Entity[]; count?: number; after?: Keys };

const usualTop = 100;
const mostTop = { entities: 1000, observations: 10_000 } as const;
/** No single request reads more, whoever asks. */
const mostRead = 500_000;

const tooWide = () => refuse("STA_TOO_WIDE", { limit: mostRead });

type Refused = "STA_TOO_WIDE";

/** Datastreams with the time their observations cover, which no client sets. */
export const withExtents = async (db: Db, datastreams: readonly Entity[]): Promise<Entity[]> => {
  const latest = new Map((await readLatest(db, datastreams.map(streamOf))).map((one) => [one.stream, one]));
  return datastreams.map((datastream) => {
    const extent = extentOf([latest.get(streamOf(datastream)) ?? []].flat());
    if (!extent) return datastream;
    const phenomenonTime = writeTime({ kind: "time", startMs: extent.fromMs, endMs: extent.toMs - 1 });
    return { ...datastream, properties: { ...datastream.properties, phenomenonTime } };
  });
};

const asks = ({ filter, orderBy }: Options, name: string): boolean =>
  [filter, ...orderBy.map(({ by }) => by)].some((one) => mentions(one, name));

/** Observations of every datastream, for conditions that reach from elsewhere into them. */
const readAllObservations = async ({ db, graph }: Asking): Promise<Outcome<ObservationsOf, Refused>> => {
  const sources = sourcesOf(graph.all("Datastream"));
  const extent = extentOf(
    await readLatest(
      db,
      sources.map(({ stream }) => stream),
    ),
  );
  if ((extent?.count ?? 0) > mostRead) return tooWide();
  const rows: ObservationEntity[] = [];
  for await (const some of observationRows(
    db,
    sources,
    { fromMs: -Infinity, toMs: Infinity },
    false,
    mostRead,
  ))
    rows.push(...some);
  const byDatastream = Map.groupBy(rows, ({ datastream }) => datastream);
  const byFeature = Map.groupBy(rows, ({ links }) => links["FeatureOfInterest"]?.[0]);
  return done(({ type, id }) => (type === "Datastream" ? byDatastream.get(id) : byFeature.get(id)) ?? []);
};

/** Sorted rows → one page: from where the page before ended, and whether there is another. */
const cut = (
  rows: { entity: Entity; keys: Keys }[],
  options: Options,
  most: number,
): Pick<Page, "rows" | "after"> => {
  const compare = compareRows(options.orderBy);
  const { after } = options;
  rows.sort((a, b) => compare(a.keys, b.keys));
  const start = after ? rows.findIndex(({ keys }) => compare(keys, after) > 0) : options.skip;
  const top = Math.min(options.top ?? usualTop, most);
  const page = start < 0 ? [] : rows.slice(start, start + top);
  const hasMore = start >= 0 && top > 0 && rows.length > start + top;
  return { rows: page.map(({ entity }) => entity), ...(hasMore && { after: page.at(-1)!.keys }) };
};

const entityPage = async (
  entities: Entity[],
  options: Options,
  asking: Asking,
): Promise<Outcome<Page, Refused>> => {
  let observationsOf: ObservationsOf | undefined;
  if (asks(options, "Observations")) {
    const read = await readAllObservations(asking);
    if (!read.ok) return read;
    observationsOf = read.value;
  }
  const isTimed = entities[0]?.type === "Datastream" && asks(options, "phenomenonTime");
  const members = isTimed ? await withExtents(asking.db, entities) : entities;
  const rows: { entity: Entity; keys: Keys }[] = [];
  for (const entity of members) {
    const facts: Facts = { nowMs: asking.nowMs, reach: reachFrom(entity, asking.graph, observationsOf) };
    if (options.filter && !holds(options.filter, facts)) continue;
    rows.push({ entity, keys: keysOf(entity, options.orderBy, facts) });
  }
  const count = rows.length;
  return done({ ...cut(rows, options, mostTop.entities), ...(options.count && { count }) });
};

const timeOrder: Order[] = [{ by: { kind: "path", steps: ["phenomenonTime"], at: 1 }, isDescending: false }];

const isByTime = ([first, second]: readonly Order[]): boolean =>
  second === undefined && first?.by.kind === "path" && first.by.steps.join() === "phenomenonTime";

const countAll = async (db: Db, sources: readonly Source[]): Promise<number> => {
  const streams = sources.map(({ stream }) => stream);
  const kept = extentOf(await readLatest(db, streams))?.count ?? 0;
  return kept === 0 ? 0 : kept - (await countDeleted(db, streams));
};

const observationPage = async (
  { sources, feature }: Members & { kind: "observations" },
  given: Options,
  asking: Asking,
): Promise<Outcome<Page, Refused>> => {
  const options = given.orderBy.length === 0 ? { ...given, orderBy: timeOrder } : given;
  const { filter, orderBy, after } = options;
  const byTime = isByTime(orderBy);
  const isDescending = byTime && orderBy[0]!.isDescending;
  const top = Math.min(options.top ?? usualTop, mostTop.observations);
  const isPlain = !filter && feature === undefined;
  const count = options.count && isPlain ? await countAll(asking.db, sources) : undefined;
  const mustReadAll = !byTime || (options.count && !isPlain);
  const range = { ...rangeOf(filter) };
  // A page that follows begins where the one before ended; only the count still needs what came before.
  const edge = byTime && !mustReadAll && typeof after?.[0] === "number" ? after[0] : undefined;
  if (edge !== undefined && isDescending) range.toMs = Math.min(range.toMs, edge + 1);
  else if (edge !== undefined) range.fromMs = Math.max(range.fromMs, edge);
  const enough = mustReadAll ? Infinity : top + options.skip + 1;
  const compare = compareRows(orderBy);
  const rows: { entity: Entity; keys: Keys }[] = [];
  let read = 0;
  let found = 0;
  const wanted = mustReadAll ? mostRead : top + options.skip;
  for await (const some of observationRows(asking.db, sources, range, isDescending, wanted)) {
    for (const entity of some) {
      const facts: Facts = { nowMs: asking.nowMs, reach: reachFrom(entity, asking.graph) };
      if (feature !== undefined && entity.links["FeatureOfInterest"]?.[0] !== feature) continue;
      if (filter && !holds(filter, facts)) continue;
      const keys = keysOf(entity, orderBy, facts);
      if (!after || compare(keys, after) > 0) found += 1;
      rows.push({ entity, keys });
    }
    read += some.length;
    if (found >= enough) break;
    if (read > mostRead) return tooWide();
  }
  const counted = count ?? (options.count ? rows.length : undefined);
  const page = cut(rows, options, mostTop.observations);
  return done({ ...page, ...(counted !== undefined && { count: counted }) });
};

/** One page of a collection: filtered, counted, sorted, and where the next one begins. */
export const readPage = (
  members: Members,
  options: Options,
  asking: Asking,
): Promise<Outcome<Page, Refused>> =>
  members.kind === "entities"
    ? entityPage(members.entities, options, asking)
    : observationPage(members, options, asking);

/** How many a collection has, with nothing read that need not be. */
export const countMembers = async (
  members: Members,
  options: Options,
  asking: Asking,
): Promise<Outcome<number, Refused>> => {
  const page = await readPage(members, { ...options, count: true, top: 0 }, asking);
  return page.ok ? done(page.value.count ?? 0) : page;
};
