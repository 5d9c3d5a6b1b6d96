import type { Party } from "#base/party.ts";
import type { Network, Reach, Station } from "./network-schema.ts";

/* What pages and rules ask of a network. The schema stands beside it, so that no page carries the library for schemas. */
export type { Network, Place, Reach, River, Station, Travel } from "./network-schema.ts";

export const flowClasses = ["low", "normal", "high"] as const;
export type FlowClass = (typeof flowClasses)[number];

/** A station whose interval is as long as this reports once a month: 28 days, the shortest. */
export const monthMinutes = 40_320;

export const findStation = (network: Network, id: string): Station | undefined =>
  network.stations.find((station) => station.id === id);

/** The target that holds in a year: that of the latest year not after it. */
export const targetIn = ({ targets }: Station, year: number): Station["targets"][number] | undefined =>
  targets.filter((target) => target.year <= year).sort((a, b) => b.year - a.year)[0];

type Reaches = Pick<Network, "reaches">;

/** Every way from a section to those below it; a network is checked to be free of circles. */
export const pathsDownstream = (network: Reaches, from: string): Reach[][] =>
  network.reaches
    .filter((reach) => reach.from === from)
    .flatMap((reach) => [[reach], ...pathsDownstream(network, reach.to).map((rest) => [reach, ...rest])]);

/** Everything that `next` leads to, nearest first. */
const reachable = (start: string, next: (id: string) => readonly string[]): string[] => {
  const found = new Set<string>();
  for (let front = next(start); front.length > 0;) {
    const fresh = [...new Set(front)].filter((id) => !found.has(id));
    for (const id of fresh) found.add(id);
    front = fresh.flatMap(next);
  }
  return [...found];
};

/** Sections directly below and directly above. */
export const nextBelow = ({ reaches }: Reaches, id: string): string[] =>
  reaches.filter(({ from }) => from === id).map(({ to }) => to);
export const nextAbove = ({ reaches }: Reaches, id: string): string[] =>
  reaches.filter(({ to }) => to === id).map(({ from }) => from);

/** Every section below; every section above, where a search for the source begins. Nearest first. */
export const downstreamOf = (network: Reaches, id: string): string[] =>
  reachable(id, (one) => nextBelow(network, one));
export const upstreamOf = (network: Reaches, id: string): string[] =>
  reachable(id, (one) => nextAbove(network, one));

/** Who must be told of what happens at a section: whoever records a section below it, and the far side of its border. */
export const partiesDownstream = (network: Network, from: string, parties: readonly Party[]): Party[] => {
  const own = findStation(network, from);
  const far = [from, ...downstreamOf(network, from)].flatMap((id) => {
    const station = findStation(network, id);
    return [id === from ? undefined : station?.party, station?.border?.to];
  });
  return parties.filter((party) => party !== own?.party && far.includes(party));
};
