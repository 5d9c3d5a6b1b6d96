import type { Views } from "../entities.ts";
import {
  streamOf,
  sourcesOf,
  findObservation,
  observationRows,
  type ObservationEntity,
} from "../observation-rows.ts";
import { readLatest } from "../../observations/read.ts";
import type { StreamKey } from "../../observations/reading.ts";
import type { Graph } from "../graph.ts";
import { edition11 } from "../naming.ts";
import { presentAll } from "../present.ts";
import { resolve } from "../resolve.ts";
import type { EntityChange, SensorThings } from "../undertake.ts";
import { isAbout, type Topic } from "./topic.ts";

/** `isOpen`: anybody may receive it. */
export type Publish = (topic: string, payload: Buffer, isOpen: boolean) => void;

const mostRemembered = 20_000;
const lookMs = 2000;

/**
 * Tells subscribers what changed: entities and observations that clients of this process made, and what was recorded in
 * any other way (an import, a peer's page), which it finds by looking at the newest values whenever something was applied.
 */
export const openFeed = (sta: SensorThings, root: string, publish: Publish) => {
  const { db, clock, applied } = sta.deps;
  const topics = new Map<string, { topic: Topic; count: number }>();
  const told = new Set<string>();
  const seenUpTo = new Map<StreamKey, number>();
  const stopped = new AbortController();

  const inGraph = async (topic: Topic, graph: Graph, change: EntityChange): Promise<boolean> => {
    const target = await resolve(topic.path, { db, graph, nowMs: Date.parse(clock()) });
    return target.ok && isAbout(topic, target.value, graph, change);
  };
  const tell = async (views: Views, change: EntityChange): Promise<void> => {
    const { entity } = change;
    for (const { topic } of topics.values()) {
      if (topic.path.type.name !== entity.type || !(await inGraph(topic, views.all, change))) continue;
      const { property } = topic.path;
      const asking = { db, graph: views.all, nowMs: Date.parse(clock()), naming: edition11, root };
      const presented = await presentAll(asking, entity.type, [entity], topic.options);
      if (!presented.ok) continue;
      const value = property === undefined ? presented.value[0] : { [property]: entity.properties[property] };
      publish(topic.text, Buffer.from(JSON.stringify(value)), await inGraph(topic, views.open, change));
    }
  };
  /** Each revision of each observation once, whichever way it was heard of. */
  const tellObservation = async (views: Views, entity: ObservationEntity): Promise<void> => {
    const key = `${entity.id} ${JSON.stringify(entity.properties)}`;
    if (told.has(key)) return;
    if (told.size > mostRemembered) told.clear();
    told.add(key);
    await tell(views, { entity });
  };
  const wantsObservations = (): boolean =>
    [...topics.values()].some(({ topic }) => topic.path.type.name === "Observation");

  let queue: Promise<unknown> = Promise.resolve();
  const later = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch((error: unknown) => sta.onFault(error));
  };
  const onEntities = (changes: readonly EntityChange[]): void =>
    later(async () => {
      const views = await sta.entities.read();
      for (const change of changes) await tell(views, change);
    });
  const onObserved = (observed: readonly { datastream: string | number; atMs: number }[]): void =>
    later(async () => {
      if (!wantsObservations()) return;
      const views = await sta.entities.known();
      for (const one of observed) {
        const found = await findObservation(db, views.all, one);
        if (found) await tellObservation(views, found);
      }
    });

  /** What is newer than when this was looked at last, in streams that are looked at. */
  const look = async (): Promise<void> => {
    if (!wantsObservations()) return seenUpTo.clear();
    const views = await sta.entities.known();
    const datastreams = new Map(views.all.all("Datastream").map((one) => [streamOf(one), one]));
    for (const { stream, atMs } of await readLatest(db)) {
      const before = seenUpTo.get(stream);
      seenUpTo.set(stream, atMs);
      const datastream = datastreams.get(stream);
      if (before === undefined || before >= atMs || !datastream) continue;
      const range = { fromMs: before + 1, toMs: atMs + 1 };
      for await (const rows of observationRows(db, sourcesOf([datastream]), range, false, 1000))
        for (const row of rows) await tellObservation(views, row);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await applied.wait(lookMs, stopped.signal);
      later(look);
      await queue;
    }
  };
  sta.onEntities.add(onEntities);
  sta.onObserved.add(onObserved);
  const running = run();
  return {
    add: (topic: Topic): void => {
      const known = topics.get(topic.text);
      topics.set(topic.text, { topic, count: (known?.count ?? 0) + 1 });
      later(look);
    },
    remove: (text: string): void => {
      const known = topics.get(text);
      if (known && known.count > 1) topics.set(text, { ...known, count: known.count - 1 });
      else topics.delete(text);
    },
    stop: async (): Promise<void> => {
      sta.onEntities.delete(onEntities);
      sta.onObserved.delete(onObserved);
      stopped.abort();
      await running;
      await queue;
    },
  };
};
