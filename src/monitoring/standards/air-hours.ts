import { divide, exact, meanOf, multiply, type Exact } from "#base/decimal.ts";
import { counts } from "../observations/flags.ts";
import type { AirQualityStandard } from "./air-standard.ts";
import { roundMean } from "./means.ts";
import { findProperty } from "./observed-properties.ts";

/** Values of one property at one station, each with the minutes that it is a mean of; 0 where nobody said. */
export type Columns = {
  atMs: readonly number[];
  values: readonly (number | null)[];
  flags: readonly number[];
  averagingMinutes: readonly number[];
};

const hourMs = 3_600_000;
const hourMinutes = 60;

/**
 * Whether a value is by itself the mean of an hour: of as many minutes as the standard asks for (GB 3095, validity of data).
 * Where nobody said of how many it is what it came as, an hourly value, as the national publication gives them.
 */
export const isHourMean = ({ validity }: AirQualityStandard, averagingMinutes: number): boolean =>
  averagingMinutes === 0 || (averagingMinutes >= validity.hourMinMinutes && averagingMinutes <= hourMinutes);

/** The end of the hour in which a mean ends; one of 24:00 ends the day's last. */
const hourEnd = (atMs: number): number => Math.ceil(atMs / hourMs) * hourMs;

/** How far apart values of a column commonly are: what a value stands for of which nobody said the minutes. */
const commonStepMinutes = (atMs: readonly number[]): number => {
  const steps = atMs.slice(1).map((at, i) => at - atMs[i]!);
  const middle = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? hourMs;
  return Math.min(hourMinutes, middle / 60_000);
};

type Part = { value: number; minutes: number };

/** The mean of an hour from means of parts of it, by their minutes; null where they are too few of the hour. */
const meanOfParts = (
  property: string,
  parts: readonly Part[],
  { validity }: AirQualityStandard,
): number | null => {
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0);
  if (minutes < validity.hourMinMinutes) return null;
  const [first] = parts;
  const isEven = parts.every((part) => part.minutes === first!.minutes);
  const weighed = (): Exact =>
    divide(
      meanOf(parts.map((part) => multiply(exact(part.value), exact(part.minutes)))),
      meanOf(parts.map((part) => exact(part.minutes))),
    );
  const mean = isEven ? meanOf(parts.map(({ value }) => exact(value))) : weighed();
  return roundMean(mean, findProperty(property)?.decimals ?? 0);
};

export type HourMean = { endsAtMs: number; value: number };

/**
 * The hourly means of a column: values that are one, and those made of several shorter ones. A doubtful value and one of an
 * exercise count as none; `qualityAt` is the standard of the hour's day, without which nothing is put together.
 */
export const hourMeans = (
  property: string,
  { atMs, values, flags, averagingMinutes }: Columns,
  qualityAt: (endsAtMs: number) => AirQualityStandard | undefined,
): HourMean[] => {
  const means: HourMean[] = [];
  let step: number | undefined;
  for (let from = 0, end: number; from < atMs.length; from = end) {
    const endsAtMs = hourEnd(atMs[from]!);
    end = from + 1;
    while (end < atMs.length && atMs[end]! <= endsAtMs) end += 1;
    const last = end - 1;
    const quality = qualityAt(endsAtMs);
    // Of rolling means, that which ends with the hour is the hour's.
    const isWhole = last === from || (atMs[last] === endsAtMs && averagingMinutes[last] === hourMinutes);
    if (isWhole && (!quality || isHourMean(quality, averagingMinutes[last]!))) {
      if (counts(values[last], flags[last]!)) means.push({ endsAtMs, value: values[last]! });
      continue;
    }
    if (!quality) continue;
    step ??= commonStepMinutes(atMs);
    const parts: Part[] = [];
    for (let i = from; i < end; i += 1) {
      const minutes = averagingMinutes[i]! || step;
      if (minutes <= hourMinutes && counts(values[i], flags[i]!)) parts.push({ value: values[i]!, minutes });
    }
    const value = meanOfParts(property, parts, quality);
    if (value !== null) means.push({ endsAtMs, value });
  }
  return means;
};
