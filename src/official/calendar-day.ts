import type { Day } from "#base/time.ts";

// Plain integers rather than Temporal: these rules also run in pages, on browsers that have no Temporal yet.
const millisPerDay = 86_400_000;

/** Days since 1970-01-01. Throws on a day that does not exist: check what people typed with `isDay` first. */
export const dayNumber = (day: Day): number => {
  const millis = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(millis)) throw new RangeError(`${day} is not a day`);
  return millis / millisPerDay;
};

export const dayAt = (number: number): Day => new Date(number * millisPerDay).toISOString().slice(0, 10);

/** True for a day of the years 1000 to 2999 as `2026-02-28`; false for `2026-02-30` and for anything else. */
export const isDay = (text: string): boolean => {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
};

export const addDays = (day: Day, count: number): Day => dayAt(dayNumber(day) + count);

/** Saturday or Sunday. */
export const isWeekend = (day: Day): boolean => {
  const weekday = (((dayNumber(day) + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
  return weekday === 0 || weekday === 6;
};

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** The corresponding day `count` months later, or undefined where that month is too short for it. */
export const findSameDayOfMonth = (day: Day, count: number): Day | undefined => {
  const { year, month } = monthAfter(day, count);
  const candidate = `${year}-${month}-${day.slice(8)}`;
  return isDay(candidate) ? candidate : undefined;
};

export const lastDayOfMonth = (day: Day, count: number): Day => {
  const { year, month } = monthAfter(day, count + 1);
  return addDays(`${year}-${month}-01`, -1);
};

const monthAfter = (day: Day, count: number) => {
  const months = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return {
    year: String(Math.floor(months / 12)).padStart(4, "0"),
    month: String((months % 12) + 1).padStart(2, "0"),
  };
};
