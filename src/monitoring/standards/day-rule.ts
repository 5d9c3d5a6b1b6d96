import type { Day } from "#base/time.ts";
import type { AirEvaluation, AirQualityStandard } from "./air-standard.ts";
import { shippedStandards, standardAt, type Standard } from "./standard-at.ts";

/** What the value of a day of air rests on: the hours it needs (GB 3095), and which 8 h means count for ozone (HJ 663). */
export type DayRule = { quality: AirQualityStandard; evaluation: AirEvaluation };

/** By the editions of that day; a day before any edition has no rule and no daily value. */
export const dayRuleAt = (
  day: Day,
  standards: readonly Standard[] = shippedStandards,
): DayRule | undefined => {
  const quality = standardAt("air-quality-standard", day, standards);
  const evaluation = standardAt("air-evaluation", day, standards);
  return quality && evaluation && { quality, evaluation };
};

/** Hourly means of one legal day: the first is that ending at 01:00, the last that ending at 24:00. NaN is none, as null. */
export type DayHours = readonly (number | null)[];

/** The hours that count; those of a day are enough for its mean where there are `dayMinHours`. */
export const validHours = (hours: DayHours): number[] =>
  hours.filter((value): value is number => value !== null && value >= 0);

/** The hours of every 8 h window of a day that has enough of them, each to be averaged; ozone is the highest of the means. */
export const ozoneWindows = ({ quality, evaluation }: DayRule, hours: DayHours): number[][] => {
  const { firstEndsAtHour, lastEndsAtHour } = evaluation.o3Windows;
  return Array.from({ length: lastEndsAtHour - firstEndsAtHour + 1 }, (_, i) => {
    const end = firstEndsAtHour + i;
    return validHours(hours.slice(Math.max(0, end - 8), end));
  }).filter((window) => window.length >= quality.validity.o3WindowMinHours);
};
