import type { Day } from "#base/time.ts";
import { findHoliday, type Calendars } from "./calendar.ts";
import { addDays, isWeekend, yearOf } from "./calendar-day.ts";

export const isWorkingDay = (day: Day, calendars: Calendars): boolean => {
  if (calendars.swappedWorkingDays.has(day)) return true;
  return !isWeekend(day) && !findHoliday(day, calendars);
};

/** True where the year's notice is out, so that the answer about this day can no longer change. */
export const isSettled = (day: Day, calendars: Calendars): boolean => calendars.noticedYears.has(yearOf(day));

/** This day if it is a working day, else the first one after it. */
export const workingDayOnOrAfter = (day: Day, calendars: Calendars): Day =>
  isWorkingDay(day, calendars) ? day : workingDayOnOrAfter(addDays(day, 1), calendars);

/** The day on which `count` working days after `day` have passed; `day` itself is not counted. */
export const addWorkingDays = (day: Day, count: number, calendars: Calendars): Day => {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached, calendars)) left -= 1;
  }
  return reached;
};

/** Working days after `from` up to and including `to`; negative where `to` is the earlier day. */
export const workingDaysBetween = (from: Day, to: Day, calendars: Calendars): number => {
  if (to < from) return -workingDaysBetween(to, from, calendars) || 0;
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkingDay(day, calendars)) count += 1;
  return count;
};

/** What a person can act on: 0 means today is the last day, -2 means two working days overdue. */
export const workingDaysLeft = (today: Day, due: Day, calendars: Calendars): number =>
  workingDaysBetween(today, due, calendars);
