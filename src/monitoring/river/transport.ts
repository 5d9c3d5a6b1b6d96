import { expErfc } from "./erfc.ts";

/*
 * One-dimensional advection and dispersion with first-order decay, as the alarm models of the Rhine and the Danube use:
 * ∂c/∂t + u ∂c/∂x = D ∂²c/∂x² − k c. What passes a section is carried down a reach by the response to a unit of
 * concentration there; reaches follow one another by convolution, releases add up. Time in seconds.
 */

export type Flow = {
  lengthM: number;
  velocityMPerS: number;
  dispersionM2PerS: number;
  decayPerS: number;
};

/** Concentrations at evenly spaced times: value n is the mean over the step that begins at (first + n) steps. */
export type Signal = { stepS: number; first: number; values: Float64Array };

/** When water passes on the average, and how much its passing is spread out. */
export const meanTravelS = ({ lengthM, velocityMPerS }: Flow): number => lengthM / velocityMPerS;
export const spreadS = ({ lengthM, velocityMPerS, dispersionM2PerS }: Flow): number =>
  Math.sqrt((2 * dispersionM2PerS * lengthM) / velocityMPerS ** 3);

/**
 * Concentration at the end of a reach, t seconds after the concentration at its head rose from 0 to 1 and stayed
 * (Ogata and Banks 1961; with decay: Bear 1979).
 */
export const stepResponse = (flow: Flow, t: number): number => {
  if (t <= 0) return 0;
  const { lengthM: x, velocityMPerS: u, dispersionM2PerS: D, decayPerS: k } = flow;
  const w = Math.sqrt(u * u + 4 * k * D);
  const width = 2 * Math.sqrt(D * t);
  return (
    (expErfc((x * (u - w)) / (2 * D), (x - w * t) / width) +
      expErfc((x * (u + w)) / (2 * D), (x + w * t) / width)) /
    2
  );
};

/** Share of what was released that is left at the end of the reach: 1 without decay. */
export const remaining = ({ lengthM, velocityMPerS: u, dispersionM2PerS: D, decayPerS: k }: Flow): number =>
  Math.exp((lengthM * (u - Math.sqrt(u * u + 4 * k * D))) / (2 * D));

/** Concentration `peak` for a while. */
export const pulse = (peak: number, durationS: number, stepS: number): Signal => ({
  stepS,
  first: 0,
  values: Float64Array.from(
    { length: Math.ceil(durationS / stepS - 1e-9) },
    (_, n) => peak * Math.min(1, durationS / stepS - n),
  ),
});

/**
 * The response of a reach by steps of delay, over the time in which all but a millionth passes. A delay of n steps stands
 * for those from n − ½ to n + ½: nothing is late by half a step, nothing is lost.
 */
const kernel = (flow: Flow, stepS: number): Signal => {
  const whole = remaining(flow);
  const first = Math.max(0, Math.floor((meanTravelS(flow) - 8 * spreadS(flow)) / stepS));
  const weights: number[] = [];
  let before = stepResponse(flow, (first - 0.5) * stepS);
  for (let n = first; whole - before > whole * 1e-6; n++) {
    const now = stepResponse(flow, (n + 0.5) * stepS);
    weights.push(now - before);
    before = now;
  }
  return { stepS, first, values: Float64Array.from(weights) };
};

/** What arrives at the end of a reach of what passed its head. */
export const travel = (signal: Signal, flow: Flow): Signal => {
  const { stepS, first, values } = signal;
  const response = kernel(flow, stepS);
  const weights = response.values;
  const arrived = new Float64Array(values.length + weights.length - 1);
  // Millions of products: loops, where calls would take three times as long.
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value !== 0) for (let m = 0; m < weights.length; m++) arrived[n + m]! += value * weights[m]!;
  }
  return { stepS, first: first + response.first, values: arrived };
};

/** Diluted where other water joins. */
export const scaled = (signal: Signal, factor: number): Signal => ({
  ...signal,
  values: signal.values.map((value) => value * factor),
});

/** Superposition: two releases, or two arms of a river that meet again. */
export const sum = (a: Signal, b: Signal): Signal => {
  const first = Math.min(a.first, b.first);
  const end = Math.max(a.first + a.values.length, b.first + b.values.length);
  const values = new Float64Array(end - first);
  for (const { first: from, values: own } of [a, b])
    own.forEach((value, n) => (values[from - first + n]! += value));
  return { stepS: a.stepS, first, values };
};

export type Passage = {
  /** Seconds after the release began. */
  arrivesS: number;
  peakS: number;
  endsS: number;
  peak: number;
};

/** When it rises to a threshold, culminates, and falls below it again; absent where it stays below. */
export const passageOf = ({ stepS, first, values }: Signal, threshold: number): Passage | undefined => {
  const peak = values.reduce((most, value) => Math.max(most, value), 0);
  if (peak < threshold || peak === 0) return undefined;
  const begin = values.findIndex((value) => value >= threshold);
  const end = values.findLastIndex((value) => value >= threshold);
  // A long release gives a plateau: its middle is the peak.
  const isHigh = (value: number): boolean => value >= peak * 0.999;
  const highest = (values.findIndex(isHigh) + values.findLastIndex(isHigh)) / 2;
  const middle = (n: number): number => (first + n + 0.5) * stepS;
  return { arrivesS: middle(begin), peakS: middle(highest), endsS: middle(end), peak };
};
