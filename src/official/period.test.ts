import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { addDays } from "./calendar-day.ts";
import { dueOn, Period, type PeriodAsWritten, type Pause } from "./period.ts";
import { calendarsWith, shippedCalendars as calendars } from "./shipped-calendars.ts";
import { addWorkingDays, isWorkingDay, workingDaysBetween } from "./working-day.ts";

type Vector = {
  name: string;
  start: string;
  period: PeriodAsWritten;
  extended?: boolean;
  pauses?: Pause[];
  due: string;
  raw: string;
  provisional: boolean;
};
const folder = new URL("../../vectors/periods/", import.meta.url);

for (const file of readdirSync(folder)) {
  const { cases } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { cases: Vector[] };
  for (const { name, start, period, extended, pauses, ...expected } of cases)
    test(`${file}: ${name}`, () => {
      const { rule, ...found } = dueOn(start, Period.parse(period), calendars, { extended, pauses });
      assert.deepEqual(found, expected);
      assert.ok(rule.zh && rule.en);
    });
}

const day = fc.integer({ min: 0, max: 600 }).map((count) => addDays("2025-01-01", count));
const length = fc.integer({ min: 1, max: 60 });
const period = (written: PeriodAsWritten) => Period.parse(written);

test("a period of working days ends on the day on which that many have passed", () => {
  fc.assert(
    fc.property(day, length, (start, n) => {
      const { due, raw } = dueOn(start, period({ n, unit: "workday" }), calendars);
      assert.equal(due, raw);
      assert.equal(due, addWorkingDays(start, n, calendars));
      assert.equal(workingDaysBetween(start, due, calendars), n);
    }),
  );
});

test("rolling forward never shortens, ends on a working day and skips none", () => {
  fc.assert(
    fc.property(day, length, fc.constantFrom("day", "month", "year"), (start, n, unit) => {
      const { due, raw } = dueOn(start, period({ n, unit }), calendars);
      assert.ok(due >= raw && isWorkingDay(due, calendars));
      assert.equal(workingDaysBetween(addDays(raw, -1), due, calendars), 1);
      assert.equal(dueOn(start, period({ n, unit, rollForward: false }), calendars).due, raw);
    }),
  );
});

test("an extension in the same unit is one longer period", () => {
  fc.assert(
    fc.property(day, length, length, fc.constantFrom("workday", "day"), (start, n, more, unit) => {
      const extended = dueOn(start, period({ n, unit, extension: { n: more } }), calendars, {
        extended: true,
      });
      assert.equal(extended.due, dueOn(start, period({ n: n + more, unit }), calendars).due);
    }),
  );
});

test("a pause moves a limit in working days by just the working days that it lasted", () => {
  fc.assert(
    fc.property(day, length, length, (start, n, lasting) => {
      const pausable = period({ n, unit: "workday", pausable: true });
      const pause = { from: addDays(start, 1), resumedOn: addDays(start, 1 + lasting) };
      const paused = dueOn(start, pausable, calendars, { pauses: [pause] });
      const lost = workingDaysBetween(start, addDays(pause.resumedOn, -1), calendars);
      assert.equal(workingDaysBetween(start, paused.due, calendars), n + lost);
    }),
  );
});

test("a notice that comes in settles what was provisional", () => {
  const fifteen = period({ n: 15, unit: "workday" });
  assert.equal(dueOn("2026-12-25", fifteen, calendars).provisional, true);
  const notice = {
    year: 2027,
    notice: { title: "示例", number: "示例", issuedOn: "2026-11-30", url: "https://example.org/2027" },
    holidays: [{ name: { zh: "元旦", en: "New Year's Day" }, from: "2027-01-01", to: "2027-01-03" }],
    workingDays: ["2027-01-09"],
  };
  const settled = dueOn("2026-12-25", fifteen, calendarsWith([notice]));
  assert.deepEqual([settled.due, settled.provisional], ["2027-01-15", false]);
});

test("the rule names the article, the days not counted and the reason it is provisional", () => {
  const { rule } = dueOn("2026-12-25", period({ n: 5, unit: "workday" }), calendars);
  assert.match(rule.zh, /2026年12月25日的次日起计算5个工作日.*行政许可法.*第八十二条.*暂定：2027年/);
  assert.match(rule.en, /5 working days.*art\. 82.*Provisional.*2027/);
  const rolled = dueOn("2026-02-06", period({ n: 10, unit: "day" }), calendars).rule;
  assert.match(rolled.zh, /末日2026年2月16日为法定休假日，顺延至2026年2月24日/);
});

test("what the period does not allow is a fault of the caller", () => {
  const plain = period({ n: 5, unit: "workday" });
  assert.throws(() => dueOn("2026-02-12", plain, calendars, { extended: true }));
  assert.throws(() =>
    dueOn("2026-02-12", plain, calendars, { pauses: [{ from: "2026-02-13", resumedOn: "2026-02-14" }] }),
  );
  assert.throws(() => dueOn("2026-02-30", plain, calendars));
});
