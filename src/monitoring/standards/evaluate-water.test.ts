import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluateWater, exceedanceMultiple, isWorse, type WaterValues } from "./evaluate-water.ts";
import { standardAt } from "./standard-at.ts";
import { waterClasses, type WaterClass } from "./water-standard.ts";

const standard = standardAt("surface-water-standard", "2026-11-22")!;
const clean: WaterValues = {
  ph: 7.8,
  "dissolved-oxygen": 8.1,
  "permanganate-index": 1.9,
  "ammonia-nitrogen": 0.04,
  "total-phosphorus": 0.02,
};

test("a section has the class of its worst item, and says by which limit of which row", () => {
  const result = evaluateWater(standard, { ...clean, "total-phosphorus": 0.152, "permanganate-index": 6.0 });
  assert.equal(result.class, "III");
  assert.deepEqual(result.determinedBy, ["permanganate-index", "total-phosphorus"]);
  const phosphorus = result.items.find(({ property }) => property === "total-phosphorus");
  assert.deepEqual(phosphorus, {
    property: "total-phosphorus",
    row: 8,
    class: "III",
    value: 0.152,
    limit: 0.2,
    rule: "at-most",
  });
});

test("a limit belongs to its class; oxygen is asked the other way round; pH has no classes between", () => {
  const classOf = (values: WaterValues) => evaluateWater(standard, values).class;
  assert.deepEqual(
    [0.15, 0.151, 0.5, 1.0, 1.5, 2.0, 2.001].map((value) => classOf({ "ammonia-nitrogen": value })),
    ["I", "II", "II", "III", "IV", "V", "inferior-V"],
  );
  assert.deepEqual(
    [7.5, 7.49, 5, 3, 2, 1.99].map((value) => classOf({ "dissolved-oxygen": value })),
    ["I", "II", "III", "IV", "V", "inferior-V"],
  );
  assert.deepEqual(
    [5.99, 6, 9, 9.01].map((value) => classOf({ ph: value })),
    ["inferior-V", "I", "I", "inferior-V"],
  );
});

test("phosphorus is judged by the lake's limits in a lake; nitrogen and temperature make no class", () => {
  const values = { ...clean, "total-phosphorus": 0.028, "total-nitrogen": 12, "water-temperature": 31 };
  assert.equal(evaluateWater(standard, values).class, "II");
  assert.equal(evaluateWater(standard, values, { waterBody: "lake" }).class, "III");
});

test("an item that was not reported leaves no class, but says what it is at best", () => {
  const result = evaluateWater(standard, { ...clean, ph: null, "dissolved-oxygen": 2.4 }, { target: "III" });
  assert.equal(result.class, null);
  assert.equal(result.atBest, "V");
  assert.deepEqual(result.missing, ["ph"]);
  assert.deepEqual(result.flags, ["not-reported"]);
  assert.equal(result.target?.isMet, false); // oxygen breaks it, whatever pH was
  assert.equal(evaluateWater(standard, { ...clean, ph: null }, { target: "III" }).target?.isMet, null);
  assert.deepEqual(evaluateWater(standard, {}).flags, ["nothing-evaluated"]);
});

test("what is below detection meets every limit from there; better classes stay open and are flagged", () => {
  const below = (limit: number) => evaluateWater(standard, { mercury: { below: limit } });
  assert.equal(below(0.00004).class, "I");
  assert.deepEqual(below(0.00004).flags, []);
  assert.equal(below(0.0001).class, "III");
  assert.deepEqual(below(0.0001).flags, ["undecidable"]);
});

test("the multiple is (C − Cs)/Cs to two places; pH and oxygen have none", () => {
  assert.equal(exceedanceMultiple(1.34, 1), 0.34);
  assert.equal(exceedanceMultiple(0.3, 0.2), 0.5);
  assert.equal(exceedanceMultiple(0.0003, 0.0001), 2);
  const { target } = evaluateWater(
    standard,
    { ph: 9.4, "dissolved-oxygen": 4.1, "ammonia-nitrogen": 1.35, cod: 20 },
    { target: "III" },
  );
  assert.deepEqual(
    target?.exceeding.map(({ property, limit, multiple }) => [property, limit, multiple]),
    [
      ["ph", [6, 9], null],
      ["dissolved-oxygen", 5, null],
      ["ammonia-nitrogen", 1, 0.35],
    ],
  );
});

const properties = standard.rows
  .filter(({ rule, property }) => rule !== "temperature-change" && property !== "total-nitrogen")
  .map(({ property }) => property);
const values = fc.dictionary(
  fc.constantFrom(...properties),
  fc.tuple(fc.nat(20_000), fc.integer({ min: 0, max: 5 })).map(([n, places]) => Number(`${n}e-${places}`)),
);

test("one item more never makes water better, a target is met exactly when no item is worse", () => {
  fc.assert(
    fc.property(values, values, fc.constantFrom(...waterClasses), (first, more, target) => {
      const before = evaluateWater(standard, first, { target });
      const after = evaluateWater(standard, { ...more, ...first }, { target });
      if (before.class && after.class) assert.ok(!isWorse(before.class, after.class));
      for (const { class: found, target: asked } of [before, after])
        if (found) assert.equal(asked!.isMet, !isWorse(found, target));
      for (const item of after.items)
        assert.ok(!isWorse(item.class, after.class as WaterClass), "no item is worse than the section");
    }),
  );
});
