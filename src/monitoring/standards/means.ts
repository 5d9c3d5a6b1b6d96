import {
  add,
  compare,
  divide,
  exact,
  meanOf,
  multiply,
  roundHalfEven,
  subtract,
  toNumber,
  type Exact,
} from "#base/decimal.ts";
import { meanPh } from "./mean-ph.ts";
import { findProperty } from "./observed-properties.ts";

/** Rounds half to even; a mean that would become 0 keeps its first significant digit instead. */
export const roundMean = (mean: Exact, places: number): number => {
  let kept = places;
  const zero = exact(0);
  if (compare(mean, zero) !== 0)
    while (kept < 15 && compare(roundHalfEven(mean, kept), zero) === 0) kept += 1;
  return toNumber(roundHalfEven(mean, kept), kept);
};

/** The arithmetic mean of measured values of one property, as its decimals ask. Null of nothing. */
export const meanOfProperty = (code: string, values: readonly number[]): number | null => {
  if (values.length === 0) return null;
  if (code === "ph") return meanPh(values);
  return roundMean(meanOf(values.map(exact)), findProperty(code)?.decimals ?? 3);
};

/**
 * The p-th percentile of values (HJ 663-2013, annex A): sorted, at k = 1 + (n − 1)·p, between two by the part that is left.
 */
export const percentileOf = (values: readonly number[], percent: number): Exact => {
  const sorted = values.toSorted((a, b) => a - b);
  const hundredths = BigInt((sorted.length - 1) * percent);
  const at = Number(hundredths / 100n);
  const low = exact(sorted[at]!);
  const high = exact(sorted[Math.min(at + 1, sorted.length - 1)]!);
  const part = divide(exact(hundredths % 100n), exact(100));
  return add(low, multiply(subtract(high, low), part));
};
