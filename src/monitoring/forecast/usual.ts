import { climatologyAt, climatologyOf } from "./climatology.ts";
import { getHours, localHourOf, type Hours } from "./hours.ts";

export type Usual = { climatology: number; low: number; high: number };

/** What is usual at an hour, and the range that held eight of ten values at that time of day: all that a short record can say. */
export const usualOf = (hours: Hours, code: string): ((i: number) => Usual) => {
  const values = getHours(hours, code);
  const climatology = climatologyOf(hours, values, hours.count);
  const byHour = Array.from({ length: 24 }, () => [] as number[]);
  for (const [i, value] of values.entries())
    if (!Number.isNaN(value)) byHour[localHourOf(hours, i)]!.push(value);
  for (const one of byHour) one.sort((a, b) => a - b);
  const share = (sorted: readonly number[], of: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(of * sorted.length))] ?? Number.NaN;
  return (i) => {
    const sorted = byHour[localHourOf(hours, i)]!;
    return {
      climatology: climatologyAt(climatology, hours, i),
      low: share(sorted, 0.1),
      high: share(sorted, 0.9),
    };
  };
};
