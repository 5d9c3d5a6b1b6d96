import { startOfDay, type Day } from "#base/time.ts";
import { ozoneWindows, validHours, type DayRule } from "../standards/day-rule.ts";
import { hourMs } from "./hours.ts";

export const nextDay = (day: Day, by = 1): Day => Temporal.PlainDate.from(day).add({ days: by }).toString();

/** When the first of a day's 24 hours ends. */
export const firstHourMs = (day: Day): number => Date.parse(startOfDay(day)) + hourMs;

/** Not rounded, as what is forecast is no decimal that anybody measured. */
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value of a day from its 24 hours: the mean, for ozone the highest 8 h mean; NaN where too much is missing. */
export const dailyValue = (code: string, hours: readonly number[], rule: DayRule): number => {
  const given = hours.map((value) => Math.max(0, value)); // a model may come out below nothing
  if (code !== "o3") {
    const valid = validHours(given);
    return valid.length >= rule.quality.validity.dayMinHours ? meanOf(valid) : Number.NaN;
  }
  const windows = ozoneWindows(rule, given);
  return windows.length >= rule.evaluation.o3Windows.minValid ? Math.max(...windows.map(meanOf)) : Number.NaN;
};
