import { bandsOf, type Band } from "./bands.ts";
import { blendOf, type Weights } from "./blend.ts";
import { climatologyAt, climatologyOf, type Climatology } from "./climatology.ts";
import { filled, getHours, hourMs, type Hours } from "./hours.ts";
import { columnsOf } from "./inputs.ts";
import { addRow, copySums, dot, factor, noSums, solve, type Sums } from "./ridge.ts";
import { scalesOf, tableOf, type Scale, type Table } from "./table.ts";

/** Everything a forecast is made with: readable numbers, no more. */
export type Model = {
  target: string;
  /** Added before the logarithm is taken. */
  offset: number;
  withSeasons: boolean;
  scales: Scale[];
  climatology: Climatology;
  least: number;
  trainedFromMs: number;
  trainedUntilMs: number;
  horizons: ReadonlyMap<number, Horizon>;
};

export type Horizon = {
  penalty: number;
  weights: Weights;
  coefficients: Float64Array;
  bands: Band[];
};

/** The seasons are learnt only from a whole year; from less, a warming spring would be taken for a law. */
const leastHoursForSeasons = 365 * 24;
const penalties = [0.003, 0.01, 0.03, 0.1, 0.3];

const medianOf = (values: Float64Array): number => {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
};

type Facts = { measured: Float64Array; now: Float64Array; table: Table };

/** Sums over the issue hours before `until` at which a value was known, beginning with those already summed. */
const sumsUntil = (facts: Facts, from: number, until: number, begun?: Sums): Sums => {
  const sums = begun ? copySums(begun) : noSums(facts.table.width);
  for (let t = from; t < until; t++) if (!Number.isNaN(facts.now[t]!)) addRow(sums, facts.table.cells, t, 1);
  return sums;
};

/** The same for one horizon: without the hours whose outcome is missing or lies behind `until`. */
const ofHorizon = (facts: Facts, all: Sums, ahead: number, until: number) => {
  const { measured, now, table } = facts;
  const sums = copySums(all);
  const right = new Float64Array(table.width);
  for (let t = 0; t < until; t++) {
    if (Number.isNaN(now[t]!)) continue;
    const outcome = t + ahead < until ? measured[t + ahead]! : Number.NaN;
    if (Number.isNaN(outcome)) addRow(sums, table.cells, t, -1);
    else
      for (let j = 0, at = t * table.width; j < table.width; j++) right[j]! += table.cells[at + j]! * outcome;
  }
  return { sums, right };
};

const fit = ({ sums, right }: { sums: Sums; right: Float64Array }, penalty: number): Float64Array =>
  solve(factor(sums, penalty), sums.size, right);

/**
 * Learns from `hours` before `until`: three quarters to fit, the last quarter to choose penalties, weights and
 * intervals, then all of it to fit again with what was chosen. One set of sums serves all horizons (hours ahead).
 */
export const train = (hours: Hours, target: string, until: number, aheads: readonly number[]): Model => {
  const measured = getHours(hours, target);
  const now = filled(measured);
  const fitted = Math.floor(until * 0.75);
  const withSeasons = fitted >= leastHoursForSeasons;
  const offset = medianOf(measured.subarray(0, fitted)) / 10;
  const columns = columnsOf(hours, target, offset, withSeasons);
  const scales = scalesOf(columns, 0, fitted);
  const facts: Facts = { measured, now, table: tableOf(columns, scales, 0) };
  const climatology = climatologyOf(hours, measured, fitted);
  const least = measured.subarray(0, until).reduce((low, value) => (value < low ? value : low), Infinity);

  const first = sumsUntil(facts, 0, fitted);
  const all = sumsUntil(facts, fitted, until, first);
  const horizonOf = (ahead: number): Horizon => {
    const chosen = choose(
      facts,
      ofHorizon(facts, first, ahead, fitted),
      { ahead, fitted, until, least },
      (t) => climatologyAt(climatology, hours, t + ahead),
    );
    return { ...chosen, coefficients: fit(ofHorizon(facts, all, ahead, until), chosen.penalty) };
  };
  return {
    target,
    offset,
    withSeasons,
    scales,
    climatology: climatologyOf(hours, measured, until),
    least,
    trainedFromMs: hours.startMs,
    trainedUntilMs: hours.startMs + (until - 1) * hourMs,
    horizons: new Map(aheads.map((ahead) => [ahead, horizonOf(ahead)])),
  };
};

type Span = { ahead: number; fitted: number; until: number; least: number };

/** Penalty, weights and intervals of one horizon, from forecasts of hours that the fit has not seen. */
const choose = (
  { measured, now, table }: Facts,
  sums: ReturnType<typeof ofHorizon>,
  { ahead, fitted, until, least }: Span,
  usual: (t: number) => number,
): Omit<Horizon, "coefficients"> => {
  const issued: number[] = [];
  for (let t = fitted; t + ahead < until; t++)
    if (!Number.isNaN(now[t]!) && !Number.isNaN(measured[t + ahead]!)) issued.push(t);
  const outcomes = Float64Array.from(issued, (t) => measured[t + ahead]!);
  const tried = penalties.map((penalty) => {
    const coefficients = fit(sums, penalty);
    const values = Float64Array.from(issued, (t) => Math.max(least, dot(coefficients, table.cells, t)));
    const error = values.reduce((sum, value, i) => sum + (value - outcomes[i]!) ** 2, 0);
    return { penalty, values, error };
  });
  const { penalty, values } = tried.reduce((a, b) => (b.error < a.error ? b : a));
  const weights = blendOf(
    issued.map(
      (t, i) => [values[i]! - outcomes[i]!, now[t]! - outcomes[i]!, usual(t) - outcomes[i]!] as const,
    ),
  );
  const blended = values.map(
    (value, i) =>
      weights.model * value +
      weights.persistence * now[issued[i]!]! +
      weights.climatology * usual(issued[i]!),
  );
  return { penalty, weights, bands: bandsOf(blended, outcomes) };
};
