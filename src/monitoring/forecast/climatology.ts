import { localHourOf, localMonthOf, type Hours } from "./hours.ts";

/** Mean by month (0–11) and local hour: 288 numbers, what one knows without looking at today. */
export type Climatology = Float64Array;

/** A month and hour never seen takes the mean of that hour over what was seen. */
export const climatologyOf = (hours: Hours, values: Float64Array, until: number): Climatology => {
  const sums = new Float64Array(288);
  const counts = new Float64Array(288);
  const hourSums = new Float64Array(24);
  const hourCounts = new Float64Array(24);
  for (let i = 0; i < until; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const hour = localHourOf(hours, i);
    const cell = localMonthOf(hours, i) * 24 + hour;
    sums[cell]! += value;
    counts[cell]! += 1;
    hourSums[hour]! += value;
    hourCounts[hour]! += 1;
  }
  return sums.map((sum, cell) =>
    counts[cell]! > 0 ? sum / counts[cell]! : hourSums[cell % 24]! / hourCounts[cell % 24]!,
  );
};

export const climatologyAt = (climatology: Climatology, hours: Hours, i: number): number =>
  climatology[localMonthOf(hours, i) * 24 + localHourOf(hours, i)]!;
