import { bandsOf, intervalOf, type Band } from "./bands.ts";
import { blendOf, type Weights } from "./blend.ts";
import type { Tested } from "./events.ts";
import { scoreOf, toldScore, type Pair } from "./score.ts";

/** Forecasts of one horizon for hours that the fits have not seen, in time order, beside what came. */
export type Tried = {
  outcomes: Float64Array;
  last: Float64Array;
  usual: Float64Array;
  /** The model's own, by penalty. */
  fits: readonly { penalty: number; coefficients: Float64Array; values: Float64Array }[];
};

export type Chosen = { penalty: number; coefficients: Float64Array; weights: Weights; bands: Band[] };

const blended = ({ last, usual }: Tried, values: Float64Array, weights: Weights): Float64Array =>
  values.map(
    (value, i) => weights.model * value + weights.persistence * last[i]! + weights.climatology * usual[i]!,
  );

const squaredError = (values: Float64Array, outcomes: Float64Array): number =>
  outcomes.reduce((sum, outcome, i) => sum + (values[i]! - outcome) ** 2, 0);

/** Penalty, weights and intervals that the first `count` of the forecasts speak for. */
export const chooseFrom = (tried: Tried, count: number): Chosen => {
  const outcomes = tried.outcomes.subarray(0, count);
  const { penalty, coefficients, values } = tried.fits
    .map((fit) => ({ ...fit, error: squaredError(fit.values, outcomes) }))
    .reduce((a, b) => (b.error < a.error ? b : a));
  const weights = blendOf(
    Array.from(outcomes, (y, i) => [values[i]! - y, tried.last[i]! - y, tried.usual[i]! - y] as const),
  );
  const bands = bandsOf(blended(tried, values, weights).subarray(0, count), outcomes);
  return { penalty, coefficients, weights, bands };
};

/** Hours ahead whose score is told. */
export const testedAheads: readonly number[] = [1, 3, 6, 12, 24, 48, 72];
/** Fewer than five days of hours are luck. */
const leastTested = 120;

/**
 * Chosen from the first half, scored on the second. The forecast itself is chosen from all, so that it is rather better
 * than its score; undefined where too little was tried.
 */
export const testedOn = (tried: Tried, ahead: number): Tested | undefined => {
  const half = tried.outcomes.length >> 1;
  if (tried.outcomes.length - half < leastTested) return undefined;
  const { penalty, weights, bands } = chooseFrom(tried, half);
  const forecasts = blended(tried, tried.fits.find((one) => one.penalty === penalty)!.values, weights);
  const pairs = Array.from(tried.outcomes.subarray(half), (measured, n): Pair => {
    const i = half + n;
    const forecast = forecasts[i]!;
    const interval = intervalOf(bands, forecast) ?? { low: forecast, high: forecast };
    return { forecast, ...interval, persistence: tried.last[i]!, climatology: tried.usual[i]!, measured };
  });
  const told = toldScore(scoreOf(pairs, 0));
  return told && { ahead, ...told };
};
