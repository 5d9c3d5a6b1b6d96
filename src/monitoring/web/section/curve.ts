import { classesFromBest, type WaterClass, type WaterRow } from "../../standards/water-standard.ts";
import { isDoubtful, flag } from "../../observations/flags.ts";

/* What a curve of a section is drawn from; no drawing here. */

export const spans = ["day", "week", "month", "year"] as const;
export type Span = (typeof spans)[number];
const days: Record<Span, number> = { day: 1, week: 7, month: 31, year: 366 };

export const stretchOf = (span: Span, endMs: number): { from: string; to: string } => ({
  from: new Date(endMs - days[span] * 86_400_000).toISOString(),
  to: new Date(endMs + 1).toISOString(),
});

export type Band = { class: WaterClass; from: number; to: number };

/** The stretch of values that means a class; open ends are `-Infinity` and `Infinity`. Classes without values of their own have none. */
export const bandsOf = (row: WaterRow | undefined, waterBody: "river" | "lake"): Band[] => {
  if (!row || (row.waterBody === "lake" && waterBody !== "lake")) return [];
  if (row.rule === "range")
    return [
      { class: "inferior-V", from: -Infinity, to: row.min },
      { class: "I", from: row.min, to: row.max },
      { class: "inferior-V", from: row.max, to: Infinity },
    ];
  if (row.rule === "temperature-change") return [];
  const isHighBad = row.rule === "at-most";
  const limits = isHighBad && waterBody === "lake" && row.lakeLimits ? row.lakeLimits : row.limits;
  const bounds = [isHighBad ? -Infinity : Infinity, ...limits, isHighBad ? Infinity : -Infinity];
  return classesFromBest.flatMap((name, n): Band[] => {
    const [a, b] = [bounds[n]!, bounds[n + 1]!];
    return a === b ? [] : [{ class: name, from: Math.min(a, b), to: Math.max(a, b) }];
  });
};

export type Columns = { atMs: number[]; values: (number | null)[]; flags: number[]; revisions: number[] };
export type Dot = [atMs: number, value: number, flags: number];
/** A line breaks at a `null`; doubtful, corrected and exercise values stand apart from it. */
export type Curve = {
  line: [atMs: number, value: number | null][];
  doubtful: Dot[];
  corrected: Dot[];
  exercise: Dot[];
};

/** What was measured, without a line across hours in which nothing came. */
export const curveOf = ({ atMs, values, flags }: Columns, intervalMinutes: number): Curve => {
  const curve: Curve = { line: [], doubtful: [], corrected: [], exercise: [] };
  let before: number | undefined;
  for (const [n, at] of atMs.entries()) {
    const value = values[n]!;
    const mask = flags[n]!;
    if (value === null) {
      curve.line.push([at, null]);
      continue;
    }
    const dot: Dot = [at, value, mask];
    if (mask & flag.exercise) curve.exercise.push(dot);
    else if (isDoubtful(mask)) curve.doubtful.push(dot);
    else {
      if (before !== undefined && at - before > 2 * intervalMinutes * 60_000)
        curve.line.push([before + 1, null]);
      curve.line.push([at, value]);
      before = at;
      if (mask & flag.corrected) curve.corrected.push(dot);
    }
  }
  return curve;
};

/** Where the axis ends: all values, and the next limit beyond them, so that a curve is seen against what it must not reach. */
export const axisOf = (values: readonly number[], bands: readonly Band[]): { min: number; max: number } => {
  if (values.length === 0) return { min: 0, max: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const limits = bands.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const above = limits.filter((limit) => limit > high).sort((a, b) => a - b)[0] ?? high;
  const below = limits.filter((limit) => limit < low).sort((a, b) => b - a)[0] ?? low;
  const pad = (above - below || Math.abs(high) || 1) * 0.06;
  return { min: low >= 0 ? Math.max(0, below - pad) : below - pad, max: above + pad };
};

/** What is usual: the middle of a week, which a peak of some hours does not move. */
export const medianOf = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1]! + sorted[half]!) / 2;
};
