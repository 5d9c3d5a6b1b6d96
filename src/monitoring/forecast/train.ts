import type { Band } from "./bands.ts";
import { chooseFrom, testedAheads, testedOn, type Chosen, type Tried } from "./choose.ts";
import { climatologyAt, climatologyOf, type Climatology } from "./climatology.ts";
import { dayBandsOf } from "./day-bands.ts";
import type { Tested } from "./events.ts";
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
  /** Errors of the daily values, by days ahead; 0 is the day of issue. Empty where the record is too short. */
  dayBands: readonly Band[][];
  /** How it did, by hours ahead, on hours that neither the fit nor the choice had seen. */
  tested: readonly Tested[];
};

export type Horizon = Chosen;

/** The seasons are learnt only from a whole year; from less, a warming spring would be taken for a law. */
const leastHoursForSeasons = 365 * 24;
const penalties = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

const medianOf = (values: Float64Array): number => {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
};

type Facts = { measured: Float64Array; now: Float64Array; table: Table };

/** The hours that may be learnt from, and their sums. */
type Span = { until: number; sums: Sums };

/** Adds the issue hours from `from` on at which a value was known. */
const widen = ({ now, table }: Facts, sums: Sums, from: number, until: number): Sums => {
  const wider = copySums(sums);
  for (let t = from; t < until; t++) if (!Number.isNaN(now[t]!)) addRow(wider, table.cells, t, 1);
  return wider;
};

/**
 * The fits of one horizon, by penalty. Their sums are those of all horizons, less the hours whose outcome is missing or
 * lies behind the end.
 */
const fitsOf = ({ measured, now, table }: Facts, { until, sums: all }: Span, ahead: number) => {
  const sums = copySums(all);
  const right = new Float64Array(table.width);
  for (let t = 0; t < until; t++) {
    if (Number.isNaN(now[t]!)) continue;
    const outcome = t + ahead < until ? measured[t + ahead]! : Number.NaN;
    if (Number.isNaN(outcome)) addRow(sums, table.cells, t, -1);
    else
      for (let j = 0, at = t * table.width; j < table.width; j++) right[j]! += table.cells[at + j]! * outcome;
  }
  return (penalty: number): Float64Array => solve(factor(sums, penalty), sums.size, right);
};

/**
 * Learns from `hours` before `until`: three quarters to fit, the last quarter to choose penalties, weights and
 * intervals, then all of it to fit again with what was chosen. One set of sums serves all horizons (hours ahead).
 */
export const train = (hours: Hours, target: string, until: number, aheads: readonly number[]): Model => {
  const measured = getHours(hours, target);
  const fitted = Math.floor(until * 0.75);
  const withSeasons = fitted >= leastHoursForSeasons;
  const offset = medianOf(measured.subarray(0, fitted)) / 10;
  const columns = columnsOf(hours, target, offset, withSeasons);
  const scales = scalesOf(columns, 0, fitted);
  const facts: Facts = { measured, now: filled(measured), table: tableOf(columns, scales, 0) };
  const least = measured.subarray(0, until).reduce((low, value) => (value < low ? value : low), Infinity);

  const first: Span = { until: fitted, sums: widen(facts, noSums(facts.table.width), 0, fitted) };
  const all: Span = { until, sums: widen(facts, first.sums, fitted, until) };
  const usual = climatologyOf(hours, measured, fitted);
  const horizonOf = (ahead: number): { early: Horizon; final: Horizon; tested: Tested | undefined } => {
    const chosen = choose(facts, first, { ahead, until, least }, (t) =>
      climatologyAt(usual, hours, t + ahead),
    );
    const { early, tested, ...horizon } = chosen;
    return { early, tested, final: { ...horizon, coefficients: fitsOf(facts, all, ahead)(chosen.penalty) } };
  };
  const both = new Map(aheads.map((ahead) => [ahead, horizonOf(ahead)]));
  const shared = { target, offset, withSeasons, scales, least, trainedFromMs: hours.startMs };
  const early: Model = {
    ...shared,
    climatology: usual,
    trainedUntilMs: hours.startMs + (fitted - 1) * hourMs,
    horizons: new Map([...both].map(([ahead, one]) => [ahead, one.early])),
    dayBands: [],
    tested: [],
  };
  return {
    ...shared,
    climatology: climatologyOf(hours, measured, until),
    trainedUntilMs: hours.startMs + (until - 1) * hourMs,
    horizons: new Map([...both].map(([ahead, { final }]) => [ahead, final])),
    dayBands: dayBandsOf(early, hours, fitted, until),
    tested: [...both.values()].flatMap(({ tested }) => tested ?? []),
  };
};

/** Penalty, weights and intervals of one horizon, from forecasts (`early`) of hours that the fit has not seen. */
const choose = (
  facts: Facts,
  span: Span,
  { ahead, until, least }: { ahead: number; until: number; least: number },
  usualAfter: (t: number) => number,
): Omit<Horizon, "coefficients"> & { early: Horizon; tested: Tested | undefined } => {
  const { measured, now, table } = facts;
  const issued: number[] = [];
  for (let t = span.until; t + ahead < until; t++)
    if (!Number.isNaN(now[t]!) && !Number.isNaN(measured[t + ahead]!)) issued.push(t);
  const fit = fitsOf(facts, span, ahead);
  const tried: Tried = {
    outcomes: Float64Array.from(issued, (t) => measured[t + ahead]!),
    last: Float64Array.from(issued, (t) => now[t]!),
    usual: Float64Array.from(issued, usualAfter),
    fits: penalties.map((penalty) => {
      const coefficients = fit(penalty);
      const values = Float64Array.from(issued, (t) => Math.max(least, dot(coefficients, table.cells, t)));
      return { penalty, coefficients, values };
    }),
  };
  const { coefficients, ...chosen } = chooseFrom(tried, issued.length);
  const tested = testedAheads.includes(ahead) ? testedOn(tried, ahead) : undefined;
  return { ...chosen, early: { ...chosen, coefficients }, tested };
};
