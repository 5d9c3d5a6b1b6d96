import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { readHolidayNotice, StatutoryDays } from "./calendar.ts";
import { addDays, dayAt, dayNumber, isDay, isWeekend } from "./calendar-day.ts";
import { shippedCalendars as calendars, shippedNotices, statutoryDays } from "./shipped-calendars.ts";
import { addWorkingDays, isWorkingDay, workingDaysBetween, workingDaysLeft } from "./working-day.ts";

const daysOf = (year: number) => {
  const days = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) days.push(day);
  return days;
};
const day = fc.integer({ min: -400, max: 1200 }).map((count) => addDays("2026-01-01", count));

test("2025 and 2026 have 248 working days each", () => {
  for (const year of [2025, 2026])
    assert.equal(daysOf(year).filter((each) => isWorkingDay(each, calendars)).length, 248);
});

test("every calendar file is shipped and is a sound notice", () => {
  const files = readdirSync(new URL("../../definitions/calendars/", import.meta.url)).filter((name) =>
    /^\d/.test(name),
  );
  assert.deepEqual(
    files,
    shippedNotices.map(({ year }) => `${year}.json`),
  );
  for (const notice of shippedNotices) assert.equal(readHolidayNotice(notice).ok, true);
  assert.equal(StatutoryDays.safeParse(statutoryDays).success, true);
});

test("the statutory days were all off in the years whose notice is known, and there are thirteen a year", () => {
  for (const [year, festivals] of Object.entries(statutoryDays.years)) {
    const days = festivals.flatMap((festival) => festival.days);
    assert.equal(days.length, 13);
    if (calendars.noticedYears.has(Number(year)))
      for (const each of days) assert.equal(isWorkingDay(each, calendars), false, each);
  }
});

test("2027 has no notice yet: its statutory days and weekends are off, nothing else", () => {
  const off = daysOf(2027).filter((each) => !isWorkingDay(each, calendars) && !isWeekend(each));
  assert.deepEqual(off, [
    "2027-01-01",
    "2027-02-05",
    "2027-02-08",
    "2027-04-05",
    "2027-06-09",
    "2027-09-15",
    "2027-10-01",
  ]);
});

test("half-day holidays do not stop the clock", () => {
  for (const each of ["2025-05-06", "2026-06-01", "2027-03-08", "2027-05-04"])
    assert.equal(isWorkingDay(each, calendars), true);
});

test("counting is what adding did, and left is negative when it is late", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 80 }), (from, n) => {
      const to = addWorkingDays(from, n, calendars);
      assert.equal(workingDaysBetween(from, to, calendars), n);
      assert.equal(workingDaysLeft(to, from, calendars), n === 0 ? 0 : -n);
    }),
  );
});

test("days and their numbers are one and the same, as Temporal has them", () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), (number) => {
      const text = dayAt(number);
      assert.equal(dayNumber(text), number);
      const date = Temporal.PlainDate.from(text);
      assert.equal(isWeekend(text), date.dayOfWeek > 5);
      assert.equal(addDays(text, 45), date.add({ days: 45 }).toString());
    }),
  );
  for (const wrong of ["2026-02-29", "2026-13-01", "2026-1-1", "", "tomorrow", "2026-04-31"])
    assert.equal(isDay(wrong), false);
});

test("a notice with a slip of the pen is refused at its place", () => {
  const sound = shippedNotices[1]!;
  const wrong = [
    [{ ...sound, workingDays: ["2026-01-05"] }, "workingDays.0"],
    [{ ...sound, workingDays: ["2026-02-21"] }, "workingDays.0"],
    [{ ...sound, workingDays: ["2027-01-02"] }, "workingDays.0"],
    [{ ...sound, workingDays: ["2026-02-30"] }, "workingDays.0"],
    [{ ...sound, holidays: [{ ...sound.holidays[0]!, to: "2025-12-31" }] }, "holidays.0"],
    [{ ...sound, year: undefined }, "year"],
  ] as const;
  for (const [notice, at] of wrong) {
    const read = readHolidayNotice(notice);
    assert.equal(read.ok, false);
    assert.equal(!read.ok && read.refusal.at, at);
  }
});
