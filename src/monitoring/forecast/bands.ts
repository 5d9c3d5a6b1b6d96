/** What was measured when about `at` was forecast: offsets from the forecast, for the middle and both ends. */
export type Band = { at: number; low: number; middle: number; high: number };

const leastInBand = 40;
const mostBands = 8;

/** The value below which a share of the sorted values lies, with the correction of split conformal prediction. */
const quantile = (sorted: Float64Array, share: number): number => {
  const n = sorted.length;
  const rank = share > 0.5 ? Math.ceil(share * (n + 1)) : Math.floor(share * (n + 1));
  return sorted[Math.min(n, Math.max(1, rank)) - 1]!;
};

const medianOf = (values: Float64Array): number => quantile(values.toSorted(), 0.5);

/**
 * Split conformal intervals by level of the forecast (Mondrian; Vovk et al. 2005): clean air is forecast within a few
 * micrograms, an episode is not, and one width for both would be wrong for each.
 */
export const bandsOf = (
  forecasts: Float64Array,
  measured: Float64Array,
  coverage = intervalCoverage,
): Band[] => {
  const order = Array.from(forecasts, (_, i) => i).toSorted((a, b) => forecasts[a]! - forecasts[b]!);
  const count = Math.min(mostBands, Math.floor(order.length / leastInBand));
  return Array.from({ length: count }, (_, band) => {
    const members = order.slice(
      Math.floor((band * order.length) / count),
      Math.floor(((band + 1) * order.length) / count),
    );
    const offsets = Float64Array.from(members, (i) => measured[i]! - forecasts[i]!).sort();
    return {
      at: medianOf(Float64Array.from(members, (i) => forecasts[i]!)),
      low: quantile(offsets, (1 - coverage) / 2),
      middle: quantile(offsets, 0.5),
      high: quantile(offsets, (1 + coverage) / 2),
    };
  });
};

/** Of ten measured values eight are to lie within the interval. */
export const intervalCoverage = 0.8;

/** The interval of a forecast, between the two nearest bands. */
export const intervalOf = (
  bands: readonly Band[],
  forecast: number,
): { low: number; high: number } | undefined => {
  const after = bands.findIndex(({ at }) => at >= forecast);
  const b = bands[after < 0 ? bands.length - 1 : after];
  const a = after > 0 ? bands[after - 1]! : b;
  if (!a || !b) return undefined;
  const way = b.at > a.at ? Math.min(1, (forecast - a.at) / (b.at - a.at)) : 0;
  const between = (end: "low" | "high") => forecast + a[end] + (b[end] - a[end]) * way;
  // Where forecasts of this level were mostly too low, the interval still holds the forecast itself.
  return {
    low: Math.min(forecast, Math.max(0, between("low"))),
    high: Math.max(forecast, 0, between("high")),
  };
};
