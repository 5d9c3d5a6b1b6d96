import { boundedMap } from "#base/bounded-map.ts";
import {
  flowClasses,
  pathsDownstream,
  type FlowClass,
  type Network,
  type Reach,
  type Travel,
} from "../network.ts";
import { passageOf, pulse, scaled, spreadS, sum, travel, type Flow, type Signal } from "./transport.ts";

/** What passed a section: the concentration above what is usual there, and for how long. */
export type Release = {
  station: string;
  atMs: number;
  /** Highest value, in the unit of the item. */
  peak: number;
  durationMinutes: number;
  /** What was there before and is downstream too; 0 if not said. */
  background?: number;
  /** The value that counts as arrived; if not said, a tenth of the peak at each section. */
  threshold?: number;
};

/** Never a single number: the likely value between what slow, flat and fast, steep parameters give. */
export type Range = { low: number; likely: number; high: number };

export type Arrival = {
  station: string;
  lengthKm: number;
  /** Reservoirs and reaches without parameters: nothing is predicted beyond them. */
  stoppedBy?: { from: string; to: string; zh?: string; en?: string };
  /** Absent where the threshold is not reached, whatever the parameters. */
  passage?: {
    arrivesAtMs: Range;
    peakAtMs: Range;
    endsAtMs: Range;
    durationMinutes: Range;
    peak: Range;
    /** Whether the threshold is reached with all parameters, with the likely ones, or only with some. */
    certainty: "certain" | "likely" | "possible";
  };
  /** Other water joins and nobody has said how much: the peak is an upper bound. */
  isUndiluted: boolean;
  /** All parameters on the way were measured. */
  isVerified: boolean;
};

/**
 * How far a dispersion coefficient may be off. Fischer (1968) found coefficients predicted from hydraulics within a
 * factor of four of those observed; a measured one is taken as good to a third.
 */
const dispersionFactor = (reach: Reach): number => (reach.verified ? 1.3 : 4);

type Scenario = { flow: FlowClass; speed: -1 | 0 | 1; spread: -1 | 0 | 1 };

const scenariosOf = (flow: FlowClass | undefined): Scenario[] =>
  (flow ? [flow] : flowClasses).flatMap((one) =>
    ([0, -1, 1] as const).flatMap((speed) =>
      ([0, -1, 1] as const).map((spread) => ({ flow: one, speed, spread })),
    ),
  );

const isLikely = ({ flow, speed, spread }: Scenario, asked: FlowClass | undefined): boolean =>
  flow === (asked ?? "normal") && speed === 0 && spread === 0;

const flowOf = (reach: Reach, { flow, speed, spread }: Scenario): Flow | undefined => {
  const found: Travel | undefined = reach.travel.find((one) => one.flow === flow);
  return (
    found && {
      lengthM: reach.lengthKm * 1000,
      velocityMPerS: found.velocityMPerS * (found.velocityFactor ?? 1) ** speed,
      dispersionM2PerS: found.dispersionM2PerS * dispersionFactor(reach) ** spread,
      decayPerS: (found.decayPerDay ?? 0) / 86_400,
    }
  );
};

/** Fine enough for the sharpest of the release and of the responses, coarse enough for a few thousand steps in all. */
const stepFor = (durationS: number, flows: readonly Flow[]): number => {
  const sharpest = Math.min(durationS, ...flows.map(spreadS));
  const whole = flows.reduce((all, flow) => all + 20 * spreadS(flow), durationS);
  return Math.max(sharpest / 12, whole / 2500);
};

const signalsIn = (paths: readonly Reach[][], release: Release, scenario: Scenario): Map<string, Signal> => {
  const durationS = release.durationMinutes * 60;
  const all = paths.flat().flatMap((reach) => flowOf(reach, scenario) ?? []);
  const start = pulse(release.peak - (release.background ?? 0), durationS, stepFor(durationS, all));
  const found = new Map<string, Signal>();
  const numbers = new Map([...new Set(paths.flat())].map((reach, n) => [reach, n]));
  const along = new Map<string, Signal | undefined>(); // paths share their upper reaches
  for (const path of paths) {
    let signal: Signal | undefined = start;
    let way = "";
    for (const reach of path) {
      way += ` ${numbers.get(reach)!}`;
      if (!along.has(way)) {
        const flow = flowOf(reach, scenario);
        along.set(way, signal && flow && scaled(travel(signal, flow), reach.flowShare ?? 1));
      }
      signal = along.get(way);
    }
    const to = path.at(-1)!.to;
    const known = found.get(to);
    if (signal) found.set(to, known ? sum(known, signal) : signal);
  }
  return found;
};

const rangeOf = (values: readonly number[], likely: number): Range => ({
  low: Math.min(...values),
  likely,
  high: Math.max(...values),
});

const passageIn = (
  station: string,
  release: Release,
  runs: readonly { signals: Map<string, Signal>; isLikely: boolean }[],
): Arrival["passage"] => {
  const background = release.background ?? 0;
  const found = runs.flatMap((run) => {
    const signal = run.signals.get(station);
    if (!signal) return [];
    const most = signal.values.reduce((peak, value) => Math.max(peak, value), 0);
    const passage = passageOf(
      signal,
      release.threshold === undefined ? most / 10 : Math.max(release.threshold - background, most * 1e-6),
    );
    return passage ? [{ ...passage, isLikely: run.isLikely }] : [];
  });
  if (found.length === 0) return undefined;
  const likely = found.find((one) => one.isLikely);
  const range = (of: (one: (typeof found)[number]) => number): Range =>
    // Where the likely run stays below, the middle of the possible ones stands for it; `certainty` says so.
    rangeOf(
      found.map(of),
      likely ? of(likely) : found.map(of).sort((a, b) => a - b)[Math.floor(found.length / 2)]!,
    );
  const atMs = (seconds: number): number => Math.round(release.atMs + seconds * 1000);
  return {
    arrivesAtMs: range(({ arrivesS }) => atMs(arrivesS)),
    peakAtMs: range(({ peakS }) => atMs(peakS)),
    endsAtMs: range(({ endsS }) => atMs(endsS)),
    durationMinutes: range(({ arrivesS, endsS }) => (endsS - arrivesS) / 60),
    peak: range(({ peak }) => background + peak),
    certainty: found.length === runs.length ? "certain" : likely ? "likely" : "possible",
  };
};

const joins = ({ reaches }: Network, { from, to }: Reach): boolean =>
  reaches.some((other) => other.to === to && other.from !== from);

const predict = (network: Network, release: Release, flow: FlowClass | undefined): readonly Arrival[] => {
  const paths = pathsDownstream(network, release.station).sort((a, b) => lengthOf(a) - lengthOf(b));
  const runs = scenariosOf(flow).map((scenario) => ({
    signals: signalsIn(paths, release, scenario),
    isLikely: isLikely(scenario, flow),
  }));
  const stations = [...new Set(paths.map((path) => path.at(-1)!.to))];
  return stations.map((station) => {
    const path = paths.find((one) => one.at(-1)!.to === station)!;
    const stop = path.find((reach) => reach.barrier !== undefined || reach.travel.length === 0);
    const passage = stop ? undefined : passageIn(station, release, runs);
    return {
      station,
      lengthKm: Math.round(lengthOf(path) * 10) / 10,
      ...(stop && { stoppedBy: { from: stop.from, to: stop.to, ...stop.barrier } }),
      ...(passage && { passage }),
      isUndiluted: path.some((reach) => reach.flowShare === undefined && joins(network, reach)),
      isVerified: path.every(({ verified }) => verified),
    };
  });
};

const lengthOf = (path: readonly Reach[]): number => path.reduce((all, { lengthKm }) => all + lengthKm, 0);

const keptReleases = () => boundedMap<string, readonly Arrival[]>(200);
const predicted = new WeakMap<Network, ReturnType<typeof keptReleases>>();

/**
 * When what passed a section reaches the sections below it, how strong and for how long. Without a flow class, the range
 * spans all of them. Nearest first. The same release is predicted once: everyone who watches a section downstream asks.
 */
export const predictArrivals = (network: Network, release: Release, flow?: FlowClass): readonly Arrival[] => {
  const { station, atMs, peak, durationMinutes, background, threshold } = release;
  const key = [station, atMs, peak, durationMinutes, background, threshold, flow].join();
  let kept = predicted.get(network);
  if (!kept) predicted.set(network, (kept = keptReleases()));
  return kept.get(key) ?? kept.set(key, predict(network, release, flow));
};
