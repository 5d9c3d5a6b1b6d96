import { startOfDay, type Day } from "#base/time.ts";
import { shippedStandards, standardAt, type Standard } from "../standards/standard-at.ts";
import { hourMs } from "./hours.ts";

/** The legal day of an hour; an hour belongs to the day in which it ends, 24:00 to the day before. */
export const dayAt = (atMs: number): Day =>
  Temporal.Instant.fromEpochMilliseconds(atMs - 1)
    .toZonedDateTimeISO("Asia/Shanghai")
    .toPlainDate()
    .toString();
export const nextDay = (day: Day, by = 1): Day => Temporal.PlainDate.from(day).add({ days: by }).toString();

/** When the first of a day's 24 hours ends. */
export const firstHourMs = (day: Day): number => Date.parse(startOfDay(day)) + hourMs;

/** How many hours a daily value needs (GB 3095), and which 8 h means count for ozone (HJ 663). */
export type DayRule = {
  minHours: number;
  windowMinHours: number;
  firstEndsAtHour: number;
  minWindows: number;
};

/** By the editions of that day; a day before any edition has no rule and no daily value. */
export const dayRuleAt = (
  day: Day,
  standards: readonly Standard[] = shippedStandards,
): DayRule | undefined => {
  const validity = standardAt("air-quality-standard", day, standards)?.validity;
  const windows = standardAt("air-evaluation", day, standards)?.o3Windows;
  if (!validity || !windows) return undefined;
  return {
    minHours: validity.dayMinHours,
    windowMinHours: validity.o3WindowMinHours,
    firstEndsAtHour: windows.firstEndsAtHour,
    minWindows: windows.minValid,
  };
};

const meanOf = (values: readonly number[], atLeast: number): number => {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.length >= atLeast ? there.reduce((sum, value) => sum + value, 0) / there.length : Number.NaN;
};

/** The highest 8 h mean that ends within the day, NaN where too few can be formed. */
const highest8h = (
  hours: readonly number[],
  { firstEndsAtHour, windowMinHours, minWindows }: DayRule,
): number => {
  const means: number[] = [];
  for (let end = firstEndsAtHour; end <= hours.length; end++)
    means.push(meanOf(hours.slice(end - 8, end), windowMinHours));
  const there = means.filter((mean) => !Number.isNaN(mean));
  return there.length >= minWindows ? Math.max(...there) : Number.NaN;
};

/** The value of a day from its 24 hours: the mean, for ozone the highest 8 h mean; NaN where too much is missing. */
export const dailyValue = (code: string, hours: readonly number[], rule: DayRule): number =>
  code === "o3" ? highest8h(hours, rule) : meanOf(hours, rule.minHours);
