import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork, definitionsOf } from "../in-force.ts";
import type { Network } from "../network.ts";
import { readChange, readChangedSince } from "./entity-store.ts";
import { openGraph, type Graph, type WritableGraph } from "./graph.ts";
import type { Entity } from "./model.ts";
import { networkEntities } from "./network-entities.ts";

/** `all` for whoever signs in; `open` is what anybody may see: networks that a clause lets the parties publish. */
export type Views = {
  all: Graph;
  open: Graph;
  /** The state of this node's own entities: a decision on an older one is not written. */
  change: number;
};

export type Entities = {
  /** As the database has them now; two short questions if nothing changed. */
  read: () => Promise<Views>;
  /** As they were read last: enough to find a datastream, which hardly ever changes. */
  known: () => Promise<Views>;
};

type Held = { all: WritableGraph; open: WritableGraph; change: number; fixed: Entity[]; networks: string };

const maxAgeMs = 2000;

/** Entities of this node and of the networks in force, held in memory and brought up to date by what changed. */
export const openEntities = ({ db, here, clock, agreements }: MonitoringDeps): Entities => {
  const held: Held = { all: openGraph(), open: openGraph(), change: 0, fixed: [], networks: "" };
  let readAtMs = 0;

  const takeNetworks = async (): Promise<void> => {
    const at = clock();
    const standings = await agreements.read(db);
    const networks = definitionsOf<Network>(standings, "monitoring-network", at).map(
      ({ content, agreement }) => {
        const ask = { network: content.id, party: here, power: "observe", at } as const;
        const publishes = clauseForNetwork(standings, ask)?.publishes === true;
        return { content, publishes, key: `${agreement} ${content.id} ${publishes}` };
      },
    );
    const key = networks.map((network) => network.key).join();
    if (key === held.networks) return;
    for (const { type, id } of held.fixed) {
      held.all.remove(type, id);
      held.open.remove(type, id);
    }
    held.fixed = networkEntities(networks.map(({ content }) => content));
    for (const entity of held.fixed) held.all.put(entity);
    const open = networks.filter(({ publishes }) => publishes).map(({ content }) => content);
    for (const entity of networkEntities(open)) held.open.put(entity);
    held.networks = key;
  };

  const takeOwn = async (): Promise<void> => {
    if ((await readChange(db)) === held.change) return;
    for (const { entity, change, isDeleted } of await readChangedSince(db, held.change)) {
      if (isDeleted) held.all.remove(entity.type, entity.id);
      else held.all.put(entity);
      held.change = change;
    }
  };

  const views = (): Views => ({ all: held.all, open: held.open, change: held.change });
  const readAgain = async (): Promise<Views> => {
    await takeNetworks();
    await takeOwn();
    readAtMs = Date.now();
    return views();
  };
  /** One after the other, so that an older answer never replaces a newer one; who asks meanwhile shares the next. */
  let running: Promise<Views> | undefined;
  let next: Promise<Views> | undefined;
  const read = (): Promise<Views> => {
    if (!running) return (running = readAgain().finally(() => (running = undefined)));
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return read();
      });
    return next;
  };
  return { read, known: async () => (Date.now() - readAtMs < maxAgeMs ? views() : read()) };
};
