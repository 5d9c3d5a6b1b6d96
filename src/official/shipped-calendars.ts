import statutory from "../../definitions/calendars/statutory.json" with { type: "json" };
import year2025 from "../../definitions/calendars/2025.json" with { type: "json" };
import year2026 from "../../definitions/calendars/2026.json" with { type: "json" };
import { calendarsOf, type Calendars, type HolidayNotice } from "./calendar.ts";

/** The notices this version ships with. A node that is given a newer one adds it to these. */
export const shippedNotices: readonly HolidayNotice[] = [year2025, year2026];

export const statutoryDays = statutory;

export const shippedCalendars: Calendars = calendarsOf(shippedNotices, statutory);

/** The shipped calendars and notices brought in since; a later notice for the same year takes its place. */
export const calendarsWith = (notices: readonly HolidayNotice[]): Calendars => {
  const replaced = new Set(notices.map((notice) => notice.year));
  const kept = shippedNotices.filter((notice) => !replaced.has(notice.year));
  return calendarsOf([...kept, ...notices], statutory);
};
