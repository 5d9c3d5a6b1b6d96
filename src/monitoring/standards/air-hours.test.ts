import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { flag } from "../observations/flags.ts";
import { hourMeans, isHourMean, type Columns } from "./air-hours.ts";
import { standardAt } from "./standard-at.ts";

const quality = standardAt("air-quality-standard", "2026-06-01")!;
const minuteMs = 60_000;
const nineMs = Date.parse("2026-06-01T09:00:00+08:00");

/** Values that end so many minutes after nine. */
const columns = (
  given: readonly { after: number; value: number | null; minutes?: number; flags?: number }[],
): Columns => ({
  atMs: given.map(({ after }) => nineMs + after * minuteMs),
  values: given.map(({ value }) => value),
  flags: given.map(({ flags = 0 }) => flags),
  averagingMinutes: given.map(({ minutes = 0 }) => minutes),
});
const means = (...given: Parameters<typeof columns>[0]) =>
  hourMeans("pm25", columns(given), () => quality).map(({ endsAtMs, value }) => [
    (endsAtMs - nineMs) / minuteMs,
    value,
  ]);
const every = (step: number, count: number, of: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) => ({
    after: (n + 1) * step,
    value: 30 + n,
    minutes: step,
    ...of(n),
  }));

describe("the mean of an hour", () => {
  it("is a value of 45 minutes or more, and one of which nobody said the minutes", () => {
    assert.deepEqual(
      [0, 5, 44, 45, 60, 1440].map((minutes) => isHourMean(quality, minutes)),
      [true, false, false, true, true, false],
    );
    assert.deepEqual(means({ after: 60, value: 35, minutes: 60 }), [[60, 35]]);
    assert.deepEqual(means({ after: 60, value: 35 }, { after: 120, value: 36 }), [
      [60, 35],
      [120, 36],
    ]);
    assert.deepEqual(means({ after: 60, value: 35, minutes: 5 }), []);
  });

  it("is made of shorter means, by their minutes, where they are of 45 minutes together", () => {
    assert.deepEqual(means(...every(5, 12)), [[60, 36]]); // 30 … 41: 35.5, five to even
    assert.deepEqual(means({ after: 15, value: 10, minutes: 15 }, { after: 60, value: 50, minutes: 45 }), [
      [60, 40],
    ]);
    assert.deepEqual(means(...every(15, 3)), [[60, 31]]);
    assert.deepEqual(means(...every(20, 2)), []);
  });

  it("leaves out what is doubtful, and is none where too little is left", () => {
    const broken = (from: number) => (n: number) => (n < from ? { flags: flag.outOfRange, value: 990 } : {});
    assert.deepEqual(means(...every(5, 12, broken(3))), [[60, 37]]);
    assert.deepEqual(means(...every(5, 12, broken(4))), []);
    assert.deepEqual(means(...every(5, 12, () => ({ flags: flag.exercise }))), []);
  });

  it("is, of rolling means of an hour, the one that ends with it", () => {
    assert.deepEqual(means(...every(10, 6, () => ({ minutes: 60 }))), [[60, 35]]);
  });

  it("takes moments for the time that commonly lies between them", () => {
    assert.deepEqual(means(...every(5, 12, () => ({ minutes: 0 }))), [[60, 36]]);
    assert.deepEqual(means(...every(5, 12, () => ({ minutes: 0 })).slice(4)), []);
  });

  it("lies among its parts, whichever are missing", () => {
    const part = fc.record({ after: fc.integer({ min: 1, max: 60 }), value: fc.nat(500) });
    fc.assert(
      fc.property(fc.uniqueArray(part, { selector: ({ after }) => after }), (given) => {
        const sorted = given.toSorted((a, b) => a.after - b.after).map((one) => ({ ...one, minutes: 10 }));
        const values = sorted.map(({ value }) => value);
        const found = means(...sorted);
        assert.equal(found.length, sorted.length >= 5 ? 1 : 0);
        for (const [, mean] of found) assert.ok(Math.min(...values) <= mean! && mean! <= Math.max(...values));
      }),
    );
  });
});
