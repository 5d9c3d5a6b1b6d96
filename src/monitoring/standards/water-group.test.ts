import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { meanPh } from "./mean-ph.ts";
import { meanOfProperty, percentileOf, roundMean } from "./means.ts";
import { exact, toNumber } from "#base/decimal.ts";
import { standardAt } from "./standard-at.ts";
import {
  cityWaterIndex,
  combinedCityIndex,
  evaluateBlackOdorous,
  evaluateRiver,
  meansOf,
  pollutionIndex,
} from "./water-group.ts";

const day = "2026-11-22";
const standard = standardAt("surface-water-standard", day)!;
const evaluation = standardAt("water-evaluation", day)!;
const ranking = standardAt("water-ranking", day)!;
const black = standardAt("black-odorous-water", day)!;
const ammonia = (...values: number[]) => values.map((value) => ({ "ammonia-nitrogen": value }));

test("means keep the item's decimals, pH goes by its ions, and nothing becomes nothing", () => {
  assert.equal(meanOfProperty("ammonia-nitrogen", [0.025, 0.028]), 0.026); // 0.0265 → even
  assert.equal(meanPh([7, 9]), 7.3); // not 8
  assert.equal(roundMean(exact("0.00004"), 3), 0.00004);
  assert.equal(meanOfProperty("ph", []), null);
  assert.deepEqual(meansOf([{ ph: 7, cod: 10 }, { ph: 7 }]), { ph: 7, cod: 10 });
});

test("percentiles lie between values by the part that is left", () => {
  assert.equal(toNumber(percentileOf([10, 20, 30, 40], 90)), 37);
  assert.equal(toNumber(percentileOf([7], 95)), 7);
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 1 }), fc.nat(100), (values, percent) => {
      const found = toNumber(percentileOf(values, percent));
      assert.ok(Math.min(...values) <= found && found <= Math.max(...values));
    }),
  );
});

test("a river of few sections is judged by their means, one of many by their shares", () => {
  const few = evaluateRiver(standard, evaluation, ammonia(0.1, 1.9))!;
  assert.equal(few.ofMeans?.class, "III"); // the mean is 1.0
  assert.equal(few.grade.zh, "良好");
  const grade = (...values: number[]) => evaluateRiver(standard, evaluation, ammonia(...values))!.grade.zh;
  const [good, bad, inferior] = [0.5, 1.2, 9];
  assert.equal(grade(...Array<number>(9).fill(good), bad), "优"); // exactly 90 %
  assert.equal(grade(good, good, good, bad, good), "良好");
  assert.equal(grade(good, good, bad, bad, bad, bad), "轻度污染");
  assert.equal(grade(good, bad, bad, bad, inferior), "中度污染"); // exactly 20 % is no longer light
  assert.equal(grade(good, bad, bad, inferior, inferior), "重度污染");
  assert.equal(evaluateRiver(standard, evaluation, []), null);
});

test("the city index sums each item's share of class III; oxygen the other way, pH by halves", () => {
  const { index, items } = cityWaterIndex(standard, ranking, {
    ph: 8, "dissolved-oxygen": 10, "ammonia-nitrogen": 0.5, "total-phosphorus": 0.1, "total-nitrogen": 8,
  }); // prettier-ignore
  assert.deepEqual(items.map((item) => [item.property, item.index]), [
    ["ph", 0.5],
    ["dissolved-oxygen", 0.5],
    ["ammonia-nitrogen", 0.5],
    ["total-phosphorus", 0.5],
  ]); // prettier-ignore
  assert.equal(index, 2);
  assert.equal(cityWaterIndex(standard, ranking, { "total-phosphorus": 0.1 }, "lake").index, 2);
  assert.equal(cityWaterIndex(standard, ranking, { ph: 6.5 }).index, 0.5);
  assert.equal(combinedCityIndex({ index: 4, sections: 3 }, { index: 8, sections: 1 }), 5);
});

test("black and odorous water has the level of its worst item; shallow water is judged by its depth", () => {
  const level = (values: Record<string, number>, depthCm?: number) =>
    evaluateBlackOdorous(black, values, depthCm === undefined ? {} : { depthCm });
  assert.equal(level({ "dissolved-oxygen": 2, "ammonia-nitrogen": 8 })?.level, "none");
  assert.deepEqual(level({ "dissolved-oxygen": 1.9, "ammonia-nitrogen": 15.1 }), {
    level: "severe",
    determinedBy: ["ammonia-nitrogen"],
  });
  assert.equal(level({ transparency: 12 })?.level, "mild");
  assert.equal(level({ transparency: 7 }, 20)?.level, "severe"); // below 40 % of 20 cm
  assert.equal(level({ transparency: 8 }, 20)?.level, "none");
  assert.equal(level({}), null);
});

test("the index of HJ 2.3 passes 1 exactly where the limit is passed", () => {
  const of = (property: string, value: number) =>
    pollutionIndex(standard, property, value, { target: "III", temperatureCel: 20 });
  assert.equal(of("ammonia-nitrogen", 1.5), 1.5);
  assert.equal(of("ph", 9), 1);
  assert.equal(of("ph", 5.5), 1.5);
  assert.equal(of("dissolved-oxygen", 5), 1);
  assert.equal(of("dissolved-oxygen", 2.5), 5.5);
  assert.equal(of("dissolved-oxygen", 9.07), 0); // 468/51.6
  assert.equal(of("water-temperature", 20), null);
  assert.equal(pollutionIndex(standard, "dissolved-oxygen", 9, { target: "III" }), null);
});
