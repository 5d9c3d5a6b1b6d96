import { exact, toNumber } from "#base/decimal.ts";

/**
 * pH is a logarithm: the mean is that of the hydrogen ions, each value with its share of the water where shares are known.
 * Logarithms are floats; two places are kept.
 */
export const meanPh = (values: readonly number[], shares?: readonly number[]): number => {
  const shareOf = (i: number) => shares?.[i] ?? 1;
  const ions = values.reduce((sum, ph, i) => sum + shareOf(i) * 10 ** -ph, 0);
  const all = values.reduce((sum, _ph, i) => sum + shareOf(i), 0);
  return toNumber(exact((-Math.log10(ions / all)).toPrecision(12)), 2);
};
