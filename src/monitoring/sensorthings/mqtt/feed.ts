import type { Digest } from "#protocol/event.ts";
import { readAppliedSince } from "../../live/store.ts";
import { readingsIn } from "../../observations/batch.ts";
import { observedKind, type Observed } from "../../observations/events.ts";
import type { StreamKey } from "../../observations/reading.ts";
import type { Views } from "../entities.ts";
import { readChangedSince } from "../entity-store.ts";
import type { Moment } from "../extra-store.ts";
import type { Entity, Id, TypeName } from "../model.ts";
import { edition11 } from "../naming.ts";
import { observationsAt, streamOf, type ObservationEntity } from "../observation-rows.ts";
import { presentAll } from "../present.ts";
import { resolve, type Target } from "../resolve.ts";
import type { SensorThings } from "../undertake.ts";
import { isAbout, type Changed, type Topic } from "./topic.ts";

/** `isOpen`: anybody may receive it. */
export type Publish = (topic: string, payload: Buffer, isOpen: boolean) => void;

/** While nothing rings, somebody else of this node may have changed an entity. */
const lookMs = 2000;

/** How far subscribers have been told: what was applied, and the entities as they were. */
type Told = { applied: string; change: number; entities: Map<Id, Entity> };

/** What a topic is about now; for everybody, if it can be seen by everybody. */
type Aim = { topic: Topic; target: Target; open?: Target };

/** Streams whose observations a target holds. */
const streamsOf = (target: Target): StreamKey[] => {
  if (target.kind === "one") return [(target.entity as ObservationEntity).stream];
  return target.members.kind === "observations" ? target.members.sources.map(({ stream }) => stream) : [];
};

/**
 * Tells subscribers of everything that changes, whoever changed it and in whichever process: entities by the number of
 * their change, observations by the events that were applied, from here or from a peer.
 */
export const openFeed = (sta: SensorThings, root: string, publish: Publish) => {
  const { db, clock, applied, events } = sta.deps;
  const topics = new Map<string, { topic: Topic; clients: Set<string> }>();
  const stopped = new AbortController();
  let told: Told | undefined;

  const asking = (views: Views) => ({ db, graph: views.all, nowMs: Date.parse(clock()) });
  const aimsAt = async (views: Views, type: TypeName): Promise<Aim[]> => {
    const aims: Aim[] = [];
    for (const { topic } of topics.values()) {
      if (topic.path.type.name !== type) continue;
      const target = await resolve(topic.path, asking(views));
      const open = await resolve(topic.path, { ...asking(views), graph: views.open });
      if (target.ok) aims.push({ topic, target: target.value, ...(open.ok && { open: open.value }) });
    }
    return aims;
  };
  const tell = async (
    views: Views,
    type: TypeName,
    aims: readonly Aim[],
    changes: readonly Changed[],
  ): Promise<void> => {
    for (const { topic, target, open } of aims) {
      const about = changes.filter((change) => isAbout(topic, target, views.all, change));
      const entities = about.map(({ entity }) => entity);
      const presented = await presentAll(
        { ...asking(views), naming: edition11, root },
        type,
        entities,
        topic.options,
      );
      if (!presented.ok) continue;
      const { property } = topic.path;
      for (const [i, change] of about.entries()) {
        const value =
          property === undefined ? presented.value[i] : { [property]: change.entity.properties[property] };
        const isOpen = open !== undefined && isAbout(topic, open, views.open, change);
        publish(topic.text, Buffer.from(JSON.stringify(value)), isOpen);
      }
    }
  };

  const tellObservations = async (views: Views, moments: readonly Moment[]): Promise<void> => {
    if (moments.length === 0) return;
    const aims = await aimsAt(views, "Observation");
    const wanted = new Set(aims.flatMap(({ target }) => streamsOf(target)));
    const byStream = Map.groupBy(moments, ({ stream }) => stream);
    for (const datastream of views.all.all("Datastream")) {
      const source = { datastream, stream: streamOf(datastream) };
      const own = wanted.has(source.stream) && byStream.get(source.stream);
      if (!own) continue;
      const entities = await observationsAt(db, source, new Set(own.map(({ atMs }) => atMs)));
      await tell(
        views,
        "Observation",
        aims,
        entities.map((entity) => ({ entity })),
      );
    }
  };
  const tellEntities = async (views: Views, changes: readonly Changed[]): Promise<void> => {
    for (const [type, own] of Map.groupBy(changes, ({ entity }) => entity.type))
      await tell(views, type, await aimsAt(views, type), own);
  };

  const momentsIn = async (digests: readonly Digest[]): Promise<Moment[]> => {
    const found = await events(digests);
    return found.flatMap(({ event }) =>
      event.type === observedKind.type ? [...readingsIn(event.data as Observed).values()].flat() : [],
    );
  };
  /** Entities that changed since; `before` is what was told last. */
  const changedSince = async (since: Told): Promise<Changed[]> => {
    const changes: Changed[] = [];
    for (const { entity, change, isDeleted } of await readChangedSince(db, since.change)) {
      since.change = change;
      if (isDeleted) since.entities.delete(entity.id);
      else {
        changes.push({ entity, before: since.entities.get(entity.id) });
        since.entities.set(entity.id, entity);
      }
    }
    return changes;
  };
  const begin = async (): Promise<void> => {
    if (told) return;
    const { after } = await readAppliedSince(db, undefined);
    const now: Told = { applied: after, change: 0, entities: new Map() };
    await changedSince(now);
    told = now;
  };
  const look = async (): Promise<void> => {
    if (topics.size === 0) told = undefined;
    if (!told) return;
    const { events: digests, after } = await readAppliedSince(db, told.applied);
    const changes = await changedSince(told);
    told.applied = after;
    if (digests.length + changes.length === 0) return;
    const views = await sta.entities.read();
    await tellEntities(views, changes);
    await tellObservations(views, await momentsIn(digests));
  };

  /** One after the other. */
  let queue: Promise<unknown> = Promise.resolve();
  const later = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work);
    queue = done.catch((error: unknown) => sta.onFault(error));
    return done;
  };
  let isPlanned = false;
  const lookSoon = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    void later(() => {
      isPlanned = false; // what rings from now on is looked for again
      return look();
    }).catch(() => {});
  };
  const onBeside = (moments: readonly Moment[]): void =>
    void later(async () => {
      if (told) await tellObservations(await sta.entities.known(), moments);
    }).catch(() => {});
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await applied.wait(lookMs, stopped.signal);
      lookSoon();
    }
  };
  sta.onEntities.add(lookSoon);
  sta.onBeside.add(onBeside);
  const running = run();
  return {
    /** From when this is done, the client is told of everything. */
    add: (topic: Topic, client: string): Promise<void> => {
      const clients = topics.get(topic.text)?.clients ?? new Set();
      topics.set(topic.text, { topic, clients: clients.add(client) });
      return later(begin);
    },
    remove: (text: string, client: string): void => {
      const clients = topics.get(text)?.clients;
      clients?.delete(client);
      if (clients?.size === 0) topics.delete(text);
    },
    stop: async (): Promise<void> => {
      sta.onEntities.delete(lookSoon);
      sta.onBeside.delete(onBeside);
      stopped.abort();
      await running;
      await queue;
    },
  };
};
