import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Db } from "#base/tx.ts";
import { maxAheadMs } from "../observations/apply.ts";
import { maxAtMs } from "../observations/events.ts";
import { flag } from "../observations/flags.ts";
import { mayObserve, mayShape, type Asker } from "./access.ts";
import { drawIds } from "./entity-store.ts";
import { type Entity, type EntityType, type Id, type TypeName } from "./model.ts";
import { observationId } from "./naming.ts";
import { featureOf, observationRows, type ObservationEntity } from "./observation-rows.ts";
import { featureFromLocation, observe, type Observed } from "./observe.ts";
import type { Overlay } from "./overlay.ts";
import { countMade, type Given, type Linked } from "./read-entity.ts";
import { membersOf } from "./resolve.ts";
import { instant, writeTime } from "./time.ts";

/** All that one request decides, before any of it is written: entities over those that are, and observations. */
export type Work = {
  db: Db;
  here: string;
  asker: Asker;
  nowMs: number;
  graph: Overlay;
  observed: Observed[];
  /** Numbers drawn for entities to come. */
  ids: number[];
};

export type Made = { type: TypeName; id: Id };

const entityFault = (type: TypeName, field: string, what: string) =>
  refuse("STA_ENTITY", { type, field, what }, field);

const nextId = async (work: Work): Promise<number> => {
  if (work.ids.length === 0) work.ids = await drawIds(work.db, 1);
  return work.ids.shift()!;
};

const locate = async (work: Work, thing: Entity, locations: readonly Id[]): Promise<void> => {
  work.graph.put({ ...thing, links: { ...thing.links, Locations: locations } });
  if (locations.length === 0) return;
  // Whenever a thing's place changes, its history says so by itself (18-088, 10.3.4).
  work.graph.put({
    type: "HistoricalLocation",
    id: await nextId(work),
    properties: { time: writeTime(instant(work.nowMs)) },
    links: { Thing: [thing.id], Locations: locations },
  });
};

const findLinked = (work: Work, type: EntityType, name: string, id: Id): Outcome<Entity> => {
  const entity = work.graph.find(type.navigation[name]!.to, id);
  return entity ? done(entity) : entityFault(type.name, name, `@iot.id ${id}`);
};

/** Relations that the new entity keeps itself. */
const linkForward = async (work: Work, { type, links }: Given): Promise<Outcome<Entity["links"]>> => {
  const kept: Record<string, Id[]> = {};
  for (const [name, linked] of Object.entries(links)) {
    if (type.navigation[name]!.keptAs !== undefined || type.navigation[name]!.to === "Observation") continue;
    kept[name] = [];
    for (const one of linked) {
      const found = "made" in one ? await make(work, one.made) : findLinked(work, type, name, one.id);
      if (!found.ok) return found;
      kept[name].push(found.value.id);
    }
  }
  return done(kept);
};

/** Relations that the other end keeps: it is changed, or made with this one as its end. */
export const linkBack = async (
  work: Work,
  type: EntityType,
  id: Id,
  links: Record<string, Linked[]>,
): Promise<Outcome<void>> => {
  for (const [name, linked] of Object.entries(links)) {
    const { to, keptAs } = type.navigation[name]!;
    const back = to === "Observation" ? type.name : keptAs;
    if (back === undefined) continue;
    for (const one of linked) {
      if ("made" in one) {
        const made = await make(work, { ...one.made, links: { ...one.made.links, [back]: [{ id }] } });
        if (!made.ok) return made;
        continue;
      }
      if (to === "Observation") return entityFault(type.name, name, "@iot.id");
      const other = findLinked(work, type, name, one.id);
      if (!other.ok) return other;
      const may = mayShape(work.asker, other.value);
      if (!may.ok) return may;
      if (to === "Thing") await locate(work, other.value, [id]);
      else work.graph.put({ ...other.value, links: { ...other.value.links, [back]: [id] } });
    }
  }
  return done(undefined);
};

/** A history entry that is the newest of its thing says where the thing is now. */
const followHistory = (work: Work, entry: Entity): void => {
  const thing = work.graph.find("Thing", entry.links["Thing"]![0]!);
  if (!thing || thing.isFixed) return;
  const time = String(entry.properties["time"]);
  const others = work.graph.related(thing, "HistoricalLocations");
  if (others.every(({ properties }) => String(properties["time"]) <= time))
    work.graph.put({ ...thing, links: { ...thing.links, Locations: entry.links["Locations"]! } });
};

/** Makes an entity and everything written out within it. */
export const make = async (work: Work, given: Given): Promise<Outcome<Made>> => {
  if (given.type.name === "Observation") return makeObservation(work, given);
  const may = mayShape(work.asker);
  if (!may.ok) return may;
  if (work.ids.length === 0) work.ids = await drawIds(work.db, countMade(given));
  const { type, properties } = given;
  const id = await nextId(work);
  const links = await linkForward(work, given);
  if (!links.ok) return links;
  const entity: Entity = { type: type.name, id, properties, links: links.value };
  work.graph.put(entity);
  const places = links.value["Locations"];
  if (type.name === "Thing" && places) await locate(work, entity, places);
  if (type.name === "HistoricalLocation") followHistory(work, entity);
  const back = await linkBack(work, type, id, given.links);
  return back.ok ? done({ type: type.name, id }) : back;
};

/** The feature an observation is about where it names none; made from the thing's place the first time. */
const usualFeature = async (work: Work, datastream: Entity): Promise<Outcome<Id | undefined>> => {
  if (datastream.isFixed) return done(undefined);
  const { graph } = work;
  const [thing] = graph.related(datastream, "Thing");
  const [location] = thing ? graph.related(thing, "Locations") : [];
  let feature = location?.isFixed ? location.id : location?.links["FeatureOfInterest"]?.[0];
  if (feature === undefined || !graph.find("FeatureOfInterest", feature)) {
    const made = featureFromLocation(location, await nextId(work));
    if (!made.ok) return made;
    graph.put(made.value);
    feature = made.value.id;
    graph.put({ ...location!, links: { ...location!.links, FeatureOfInterest: [feature] } });
  }
  if (featureOf(datastream) === undefined)
    graph.put({ ...datastream, links: { ...datastream.links, FeatureOfInterest: [feature] } });
  return done(feature);
};

/** Which feature, and may this asker write to this datastream: asked once for many observations. */
export const prepareObserving = async (
  work: Work,
  datastreamId: Id,
  given?: Linked,
): Promise<Outcome<{ datastream: Entity; feature: Id | undefined }>> => {
  const datastream = work.graph.find("Datastream", datastreamId);
  if (!datastream) return entityFault("Observation", "Datastream", `@iot.id ${datastreamId}`);
  const may = mayObserve(work.asker, datastream, work.here);
  if (!may.ok) return may;
  let feature: Outcome<Id | undefined>;
  if (!given) feature = await usualFeature(work, datastream);
  else if ("made" in given) {
    const made = await make(work, given.made);
    feature = made.ok ? done(made.value.id) : made;
  } else {
    const found = work.graph.find("FeatureOfInterest", given.id);
    feature = found ? done(found.id) : entityFault("Observation", "FeatureOfInterest", `@iot.id ${given.id}`);
  }
  if (!feature.ok) return feature;
  return done({ datastream: work.graph.find("Datastream", datastreamId)!, feature: feature.value });
};

/** The same bounds that recording has, said in the words of this interface before anything is written. */
export const addObserved = (
  work: Work,
  datastream: Entity,
  properties: Record<string, unknown>,
  feature: Id | undefined,
): Outcome<Made> => {
  const observed = observe(datastream, properties, { feature, nowMs: work.nowMs });
  const { atMs } = observed.reading;
  if (atMs < 0 || atMs > Math.min(maxAtMs, work.nowMs + maxAheadMs))
    return entityFault(
      "Observation",
      "phenomenonTime",
      `1970-01-01 … ${writeTime(instant(work.nowMs))} + P1D`,
    );
  work.observed.push(observed);
  return done({ type: "Observation", id: observationId(datastream.id, atMs) });
};

const makeObservation = async (work: Work, { properties, links }: Given): Promise<Outcome<Made>> => {
  const [datastream] = links["Datastream"] ?? [];
  if (!datastream) return entityFault("Observation", "Datastream", "✗");
  const made = "made" in datastream ? await make(work, datastream.made) : done(datastream);
  if (!made.ok) return made;
  const ready = await prepareObserving(work, made.value.id, links["FeatureOfInterest"]?.[0]);
  return ready.ok ? addObserved(work, ready.value.datastream, properties, ready.value.feature) : ready;
};

const withdraw = (
  work: Work,
  { stream, datastream, atMs, extra }: ObservationEntity,
  movedToMs?: number,
): void => {
  const { movedToMs: _, ...kept } = extra;
  work.observed.push({
    datastream,
    reading: { stream, atMs, value: null, flags: flag.withdrawn },
    extra: { ...kept, deleted: true, ...(movedToMs !== undefined && { movedToMs }) },
  });
};

/** Changes an observation: a new revision where it is, or, if its time was wrong, withdrawn here and recorded there. */
export const changeObservation = async (
  work: Work,
  entity: ObservationEntity,
  given: Given,
  isWhole: boolean,
): Promise<Outcome<Made>> => {
  const ready = await prepareObserving(
    work,
    entity.datastream,
    given.links["FeatureOfInterest"]?.[0] ?? { id: entity.links["FeatureOfInterest"]![0]! },
  );
  if (!ready.ok) return ready;
  const { resultQuality: _, ...shown } = entity.properties;
  const quality = entity.extra.resultQuality;
  const before = { ...shown, ...(quality !== undefined && { resultQuality: quality }) };
  const { phenomenonTime } = entity.properties;
  const properties = isWhole ? { phenomenonTime, ...given.properties } : { ...before, ...given.properties };
  const added = addObserved(work, ready.value.datastream, properties, ready.value.feature);
  if (!added.ok) return added;
  const { reading } = work.observed.at(-1)!;
  // A number that is now a text is taken back as a number.
  if (reading.value === null && typeof shown["result"] === "number") reading.flags = flag.withdrawn;
  const { atMs } = reading;
  if (atMs !== entity.atMs) withdraw(work, entity, atMs);
  return added;
};

/** What cannot be without the entity goes with it (18-088, table 26). */
const dependents: Partial<Record<TypeName, readonly string[]>> = {
  Thing: ["Datastreams", "HistoricalLocations"],
  Location: ["HistoricalLocations"],
  Sensor: ["Datastreams"],
  ObservedProperty: ["Datastreams"],
};

export const remove = async (work: Work, entity: Entity): Promise<Outcome<void>> => {
  const { graph, db } = work;
  if (entity.type === "Observation") {
    const observation = entity as ObservationEntity;
    const datastream = graph.find("Datastream", observation.datastream)!;
    const may = mayObserve(work.asker, datastream, work.here);
    if (may.ok) withdraw(work, observation);
    return may;
  }
  const may = mayShape(work.asker, entity);
  if (!may.ok) return may;
  for (const name of dependents[entity.type] ?? [])
    for (const dependent of graph.related(entity, name)) {
      const removed = await remove(work, dependent);
      if (!removed.ok) return removed;
    }
  if (entity.type === "Location")
    for (const thing of graph.related(entity, "Things"))
      graph.put({
        ...thing,
        links: { ...thing.links, Locations: thing.links["Locations"]!.filter((id) => id !== entity.id) },
      });
  if (entity.type === "FeatureOfInterest") {
    const members = await membersOf({ db, graph, nowMs: work.nowMs }, entity, "Observations");
    const sources = members.kind === "observations" ? members.sources : [];
    const always = { fromMs: -Infinity, toMs: Infinity };
    for await (const rows of observationRows(db, sources, always, false, 1000))
      for (const row of rows) if (row.links["FeatureOfInterest"]?.[0] === entity.id) withdraw(work, row);
    for (const { datastream } of sources)
      if (featureOf(datastream) === entity.id && !datastream.isFixed) {
        const { FeatureOfInterest: _, ...links } = datastream.links;
        graph.put({ ...datastream, links });
      }
  }
  graph.remove(entity.type, entity.id);
  return done(undefined);
};

/** Changes what an entity says of itself and what it hangs on; relations are named by id, not written out within. */
export const change = async (
  work: Work,
  entity: Entity,
  given: Given,
  isWhole: boolean,
): Promise<Outcome<Made>> => {
  const inline = Object.entries(given.links).find(([, linked]) => linked.some((one) => "made" in one));
  if (inline) return entityFault(given.type.name, inline[0], '{ "@iot.id" }');
  if (entity.type === "Observation")
    return changeObservation(work, entity as ObservationEntity, given, isWhole);
  const may = mayShape(work.asker, entity);
  if (!may.ok) return may;
  const merged = isWhole ? given.properties : { ...entity.properties, ...given.properties };
  const properties = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  const forward = await linkForward(work, given);
  if (!forward.ok) return forward;
  const changed = { ...entity, properties, links: { ...entity.links, ...forward.value } };
  work.graph.put(changed);
  const places = forward.value["Locations"];
  if (entity.type === "Thing" && places) await locate(work, changed, places);
  const back = await linkBack(work, given.type, entity.id, given.links);
  return back.ok ? done({ type: entity.type, id: entity.id }) : back;
};
