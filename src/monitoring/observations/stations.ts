import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Digest } from "#protocol/event.ts";
import type { Standings } from "#agreements/standing.ts";
import { definitionsOf } from "../in-force.ts";
import type { Network, Station } from "../network.ts";

/** A station as its network has it, ready to be asked for every value. */
export type StationFacts = Station & { network: string; measures: ReadonlySet<string> };
export type Stations = ReadonlyMap<string, StationFacts>;

const indexed = new WeakMap<Network, readonly StationFacts[]>();

const factsOf = (network: Network): readonly StationFacts[] => {
  let facts = indexed.get(network);
  if (!facts) {
    facts = network.stations.map((station) => ({
      ...station,
      network: network.id,
      measures: new Set(station.properties),
    }));
    indexed.set(network, facts);
  }
  return facts;
};

/** Where two networks name a station, the newer agreement's stands: it comes first. */
const byId = (networks: readonly Network[]): Stations => {
  const stations = new Map<string, StationFacts>();
  for (const facts of networks.flatMap(factsOf)) if (!stations.has(facts.id)) stations.set(facts.id, facts);
  return stations;
};

const keptUnder = new WeakMap<object, Stations>();

/** The stations as the agreement says that an event names: the same on every node, and for ever. */
export const stationsUnder = (standings: Standings, agreement: Digest): Stations => {
  const files = standings.get(agreement)?.signing.bundle.files;
  if (!files) return new Map();
  let stations = keptUnder.get(files);
  if (!stations) {
    const isNetwork = (content: unknown): content is Network =>
      (content as { kind?: unknown } | null)?.kind === "monitoring-network";
    keptUnder.set(files, (stations = byId(Object.values(files).filter(isNetwork))));
  }
  return stations;
};

const keptInForce = new WeakMap<Standings, { key: string; stations: Stations }>();

/** The stations of every network in force at a time. */
export const stationsInForce = (standings: Standings, at: Instant): Stations => {
  const networks = definitionsOf<Network>(standings, "monitoring-network", at);
  const key = networks.map(({ agreement, path }) => `${agreement} ${path}`).join();
  const kept = keptInForce.get(standings);
  if (kept?.key === key) return kept.stations;
  const stations = byId(networks.map(({ content }) => content));
  keptInForce.set(standings, { key, stations });
  return stations;
};

/** Whether a party's node records this station. */
export const records = (station: StationFacts | undefined, party: Party): station is StationFacts =>
  station?.party === party;
