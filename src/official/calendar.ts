import { z } from "zod";
import { Bilingual } from "#base/bilingual.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { addDays, dayNumber, isDay, isWeekend, yearOf } from "./calendar-day.ts";
import type { OfficialRefusal } from "./refusals.ts";

const CalendarDay = z.string().refine(isDay, "not a day of the calendar");

/** What the State Council's yearly notice says: `definitions/calendars/<year>.json`. */
export const HolidayNotice = z.object({
  year: z.int().min(2000).max(2199),
  notice: z.object({
    title: z.string().min(1),
    number: z.string().min(1),
    issuedOn: CalendarDay,
    url: z.url(),
  }),
  holidays: z.array(z.object({ name: Bilingual, from: CalendarDay, to: CalendarDay })).min(1),
  /** Saturdays and Sundays that are worked in exchange (调休上班). */
  workingDays: z.array(CalendarDay),
});
export type HolidayNotice = z.infer<typeof HolidayNotice>;

/** The days the law itself gives, for years whose notice is not out: `definitions/calendars/statutory.json`. */
export const StatutoryDays = z.object({
  basis: Bilingual,
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.array(z.object({ name: Bilingual, days: z.array(CalendarDay).min(1) })),
  ),
});
export type StatutoryDays = z.infer<typeof StatutoryDays>;

/** All that counting needs. A year that is not in `noticedYears` makes every result that touches it provisional. */
export type Calendars = {
  readonly noticedYears: ReadonlySet<number>;
  readonly holidays: ReadonlyMap<Day, Bilingual>;
  readonly swappedWorkingDays: ReadonlySet<Day>;
};

const fixedDays = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];
const fixedName: Bilingual = { zh: "法定节日", en: "Statutory holiday" };

/** Notices count for their years; elsewhere the statutory days and the weekends stand in for them. */
export const calendarsOf = (notices: readonly HolidayNotice[], statutory: StatutoryDays): Calendars => {
  const noticedYears = new Set(notices.map((notice) => notice.year));
  const holidays = new Map<Day, Bilingual>();
  for (const [year, festivals] of Object.entries(statutory.years))
    if (!noticedYears.has(Number(year)))
      for (const { name, days } of festivals) for (const day of days) holidays.set(day, name);
  for (const notice of notices)
    for (const { name, from, to } of notice.holidays)
      for (let day = from; day <= to; day = addDays(day, 1)) holidays.set(day, name);
  const swappedWorkingDays = new Set(notices.flatMap((notice) => notice.workingDays));
  return { noticedYears, holidays, swappedWorkingDays };
};

/** The holiday's name, also in years that no file covers (then only the holidays with a fixed date are known). */
export const findHoliday = (day: Day, calendars: Calendars): Bilingual | undefined =>
  calendars.holidays.get(day) ??
  (!calendars.noticedYears.has(yearOf(day)) && fixedDays.includes(day.slice(5)) ? fixedName : undefined);

/** Reads a notice that is being brought in, and says what a slip of the pen would have made of it. */
export const readHolidayNotice = (json: unknown): Outcome<HolidayNotice, OfficialRefusal> => {
  const read = HolidayNotice.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    return refuse("CALENDAR_INVALID", { what: issue.message }, issue.path.join("."));
  }
  const { year, holidays, workingDays } = read.data;
  // New Year's swap may reach into the December before (2018-12-29 was worked for 2019).
  const belongs = (day: Day) => yearOf(day) === year || day.startsWith(`${year - 1}-12-`);
  for (const [index, { from, to }] of holidays.entries())
    if (!belongs(from) || !belongs(to) || from > to || dayNumber(to) - dayNumber(from) > 15)
      return refuse("CALENDAR_INVALID", { what: `${from} … ${to}` }, `holidays.${index}`);
  for (const [index, day] of workingDays.entries()) {
    const isOff = holidays.some(({ from, to }) => from <= day && day <= to);
    if (!belongs(day) || !isWeekend(day) || isOff)
      return refuse("CALENDAR_INVALID", { what: day }, `workingDays.${index}`);
  }
  return done(read.data);
};
