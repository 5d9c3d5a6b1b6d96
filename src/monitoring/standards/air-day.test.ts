import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  attainment,
  compositeIndex,
  dayMax8h,
  dayMean,
  evaluateAirDayFromHours,
  isMonthValid,
} from "./air-day.ts";
import { dayRuleAt, type DayHours } from "./day-rule.ts";
import { findStandard, standardAt } from "./standard-at.ts";

const day = "2026-06-01";
const rule = dayRuleAt(day)!;
const { quality, evaluation } = rule;
const index = standardAt("air-index-standard", day)!;

const hours = (value: number, missing = 0): DayHours =>
  Array.from({ length: 24 }, (_, hour) => (hour < missing ? null : value));

test("a day needs 20 hours, a month 27 days, February 25", () => {
  assert.deepEqual(dayMean(quality, "pm25", hours(51, 4)), { value: 51, valid: 20, needed: 20 });
  assert.deepEqual(dayMean(quality, "pm25", hours(51, 5)), { value: null, valid: 19, needed: 20 });
  assert.equal(isMonthValid(quality, "2026-03", 26), false);
  assert.equal(isMonthValid(quality, "2026-02", 25), true);
});

test("ozone of a day is its highest 8 h mean of at least six hours, over at least 14 windows", () => {
  const peak = hours(40).map((value, hour) => (hour >= 12 && hour < 20 ? 200 : value));
  assert.deepEqual(dayMax8h(rule, peak, day), { value: 200, valid: 17, needed: 14 });
  const lateStart = hours(90, 9); // windows ending from 15:00 on have six hours: ten of them
  assert.deepEqual(dayMax8h(rule, lateStart, day), { value: null, valid: 10, needed: 14 });
  const dirty = hours(190, 9); // above the limit whatever the rest was
  assert.equal(dayMax8h(rule, dirty, day).value, 190);
});

test("a day is judged from its hours, and a day with too few of them has no index below 100", () => {
  const clean = {
    pm25: hours(51),
    pm10: hours(101),
    o3: hours(57),
    no2: hours(30),
    so2: hours(15),
    co: hours(1.1),
  };
  const judge = (given: Record<string, DayHours>) => evaluateAirDayFromHours(index, rule, day, given);
  assert.equal(judge(clean).result.aqi, 87);
  const gap = judge({ ...clean, no2: hours(30, 6) });
  assert.equal(gap.result.aqi, null);
  assert.deepEqual(gap.result.missing, ["NO2"]);
  assert.deepEqual(gap.means["no2"], { value: null, valid: 18, needed: 20 });
  assert.equal(judge({ ...clean, no2: hours(30, 6), pm25: hours(116) }).result.aqi, 152);
});

test("the limits of 2026 change after 2030, and those of classes differ", () => {
  const met = (on: string, value: number, areaClass: 1 | 2 = 2) =>
    attainment(quality, on, { key: "pm25", averaging: "24h", areaClass }, value);
  const by = { standard: "GB3095-2026", areaClass: 2 };
  assert.deepEqual(met("2030-12-31", 60), { ...by, stage: "transition", limit: 60, isMet: true });
  assert.deepEqual(met("2031-01-01", 60), { ...by, stage: "final", limit: 50, isMet: false });
  assert.equal(met("2031-01-01", 25, 1)?.isMet, true);
  assert.equal(met("2026-02-28", 60), undefined);
  const old = findStandard("air-quality-standard", "GB3095-2012")!;
  assert.equal(
    attainment(old, "2020-01-01", { key: "pm25", averaging: "24h", areaClass: 2 }, 75)?.isMet,
    true,
  );
});

test("the composite index sums statistics over limits, and only the named edition weighs them", () => {
  const days = { so2: [60], no2: [40], pm10: [70], pm25: [35], co: [4], o3: [160] };
  assert.equal(compositeIndex(evaluation, days)?.index, 6);
  const weighed = compositeIndex(findStandard("air-evaluation", "HJ663-2026")!, days)!;
  assert.equal(weighed.index, 10.67); // 1 + 2 + 70/60 + 3·35/30 + 1 + 2
  assert.equal(compositeIndex(evaluation, { ...days, co: [] }), null);
});

test("a day's mean lies among its hours, whichever are missing", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(500)), { minLength: 24, maxLength: 24 }), (given) => {
      const { value, valid } = dayMean(quality, "pm25", given);
      const numbers = given.filter((one) => one !== null);
      assert.equal(valid, numbers.length);
      assert.equal(value === null, numbers.length < 20);
      if (value !== null) assert.ok(Math.min(...numbers) <= value && value <= Math.max(...numbers));
    }),
  );
});
