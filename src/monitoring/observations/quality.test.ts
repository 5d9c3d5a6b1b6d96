import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findProperty } from "../standards/observed-properties.ts";
import { flag, flagCodes, flagsOf } from "./flags.ts";
import {
  alikeWith,
  findBorneOut,
  hourMs,
  isOutOfWater,
  judgeValue,
  type Alike,
  type Past,
} from "./quality.ts";

const start = Date.parse("2021-04-01T00:00:00.000Z");
const later = start + 1000 * hourMs;

const pastOf = (...values: number[]): Past => ({
  atMs: values.map((_, i) => start + i * hourMs),
  values,
  flags: values.map(() => 0),
});

/** Judges a series as it comes, every value with those before it. */
const judgeAll = (property: string, values: readonly (number | null)[], everyHours = 4): string[] => {
  const past: Past = { atMs: [], values: [], flags: [] };
  let alike: Alike | undefined;
  return values.map((value, i) => {
    const now = { atMs: start + i * everyHours * hourMs, value, flags: 0 };
    const flags = judgeValue(findProperty(property), { past, alike }, now, later);
    alike = alikeWith(alike, now);
    past.atMs.push(now.atMs);
    past.values.push(value);
    past.flags.push(flags);
    return flagCodes(flags).join(" ");
  });
};

test("a value that no instrument can have seen is out of range", () => {
  assert.deepEqual(judgeAll("ph", [7.9, 14.2, 7.9, null, -1]), ["", "out-of-range", "", "", "out-of-range"]);
});

test("one value far away is a jump; two in a row that agree are the new level", () => {
  assert.deepEqual(judgeAll("water-temperature", [14.1, 14.3, 32.7, 14.6], 1), [
    "",
    "",
    "impossible-jump",
    "",
  ]);
  assert.deepEqual(judgeAll("water-temperature", [14.1, 22.7, 22.9, 23], 1), ["", "impossible-jump", "", ""]);
});

test("ten times as much from one reading to the next may be a spill, and so may its passing", () => {
  assert.deepEqual(judgeAll("permanganate-index", [6, 60, 6.1]), ["", "", ""]);
  assert.deepEqual(judgeAll("ammonia-nitrogen", [1.4, 14, 1.4]), ["", "", ""]);
  assert.deepEqual(judgeAll("total-phosphorus", [0.3, 2.9, 0.3]), ["", "", ""]);
  assert.deepEqual(judgeAll("cod", [30, 290, 30]), ["", "", ""]);
  // What is more than that stands alone until a second reading agrees; it is told as unverified meanwhile.
  assert.deepEqual(judgeAll("total-phosphorus", [0.097, 2.677, 0.1]), ["", "impossible-jump", ""]);
  assert.deepEqual(judgeAll("ammonia-nitrogen", [1.1, 40, 38]), ["", "impossible-jump", ""]);
  // No spill warms a river tenfold.
  assert.deepEqual(judgeAll("water-temperature", [3, 25, 3], 1), ["", "impossible-jump", ""]);
});

test("no rise within the factor of a spill is ever doubted, whatever lies between the readings", () => {
  const spilt = ["permanganate-index", "cod", "ammonia-nitrogen", "total-phosphorus", "total-nitrogen"];
  fc.assert(
    fc.property(
      fc.constantFrom(...spilt),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 1, max: 10, noNaN: true }),
      fc.constantFrom(1 / 12, 1, 4),
      (property, share, factor, everyHours) => {
        const usual = (share * findProperty(property)!.range[1]) / 10;
        assert.deepEqual(judgeAll(property, [usual, usual * factor * 0.999_999], everyHours), ["", ""]);
      },
    ),
  );
});

test("a jump is borne out by a good value on its level, and by nothing else", () => {
  const rules = findProperty("ammonia-nitrogen")!;
  const jump = flag.impossibleJump;
  const past: Past = { ...pastOf(1.1, 40), flags: [0, jump] };
  const isBorneOut = (value: number | null, { hours = 4, flags = 0, of = past } = {}) =>
    findBorneOut(rules, of, { atMs: start + (1 + hours) * hourMs, value, flags }) !== undefined;
  assert.equal(isBorneOut(38), true);
  assert.equal(isBorneOut(30), true);
  assert.equal(isBorneOut(1.2), false);
  assert.equal(isBorneOut(1.2, { hours: 20 }), false); // far enough in time for either, and nearer to what was
  assert.equal(isBorneOut(null), false);
  assert.equal(isBorneOut(38, { flags: flag.outOfRange }), false);
  assert.equal(isBorneOut(38, { of: { ...past, flags: [0, jump | flag.outOfWater] } }), false);
  assert.equal(isBorneOut(38, { of: { ...past, flags: [0, 0] } }), false);
});

test("conductivity may jump: the tide brings the sea into a river mouth within hours", () => {
  assert.deepEqual(judgeAll("conductivity", [820, 33_506, 13_984, 44_163]), ["", "", "", ""]);
});

test("after a day without a value there is nothing to jump from", () => {
  assert.deepEqual(judgeAll("water-temperature", [4, 30], 30), ["", ""]);
  assert.deepEqual(judgeAll("water-temperature", [4, null, 30], 4), ["", "", "impossible-jump"]);
});

test("the same for a day is a flat line, from then on; no rain may last", () => {
  assert.deepEqual(judgeAll("ph", [7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.9]), [
    ...Array(6).fill(""),
    "flat-line",
    "flat-line",
    "",
  ]);
  assert.deepEqual(judgeAll("precipitation", Array(40).fill(0), 1).join(""), "");
  // What an analyser cannot detect is reported as its limit, for weeks.
  assert.deepEqual(judgeAll("ammonia-nitrogen", Array(28).fill(0.025)).join(""), "");
});

test("a clock that is ahead is said to be ahead", () => {
  const now = { atMs: start, value: 7, flags: 0 };
  assert.equal(judgeValue(findProperty("ph"), { past: pastOf() }, now, start - hourMs), flag.futureClock);
  assert.equal(judgeValue(findProperty("ph"), { past: pastOf() }, now, start - 60_000), 0);
});

test("the sonde at Wangjiabai lay dry: 908 → 0.9 µS/cm with the temperature of the air", () => {
  const conductivity = pastOf(951.2, 967.9, 908);
  assert.ok(isOutOfWater({ past: conductivity, value: 0.9 }, { past: pastOf(16), value: 22.6 }));
  assert.ok(
    isOutOfWater({ past: pastOf(), value: 0.9 }, { past: pastOf(), value: null }),
    "with nothing to compare with",
  );
  assert.ok(isOutOfWater({ past: pastOf(618.7), value: 42 }, { past: pastOf(13), value: 13 }));
});

test("other water is not no water", () => {
  const estuary = pastOf(39_470, 39_100, 39_800);
  assert.ok(!isOutOfWater({ past: estuary, value: 820 }, { past: pastOf(13.2), value: 13.1 }));
  assert.ok(isOutOfWater({ past: estuary, value: 820 }, { past: pastOf(13.2), value: 24.2 }));
  assert.ok(!isOutOfWater({ past: pastOf(900), value: 499.1 }, { past: pastOf(13), value: 19 }));
  assert.ok(!isOutOfWater({ past: pastOf(900), value: null }, { past: pastOf(13), value: 19 }));
});

test("a sonde that stays dry stays flagged: dry values are no measure of what is usual", () => {
  const past = pastOf(900, 905, 910, 0.9, 0.9, 0.9);
  past.flags = [0, 0, 0, flag.outOfWater, flag.outOfWater, flag.outOfWater];
  assert.ok(isOutOfWater({ past, value: 12 }, { past: pastOf(), value: null }));
});

test("judging never depends on what comes after, and flags have names that read back", () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -100, max: 400 }).map((x) => x / 10),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.nat(60), (values, end) => {
      const whole = judgeAll("water-temperature", values, 1);
      assert.deepEqual(judgeAll("water-temperature", values.slice(0, end), 1), whole.slice(0, end));
      for (const codes of whole) if (codes) assert.notEqual(flagsOf(codes.split(" ")), undefined);
    }),
  );
  assert.equal(flagsOf(["flat-line", "nonsense"]), undefined);
});

test("a value within its range that moves slowly is never doubted, except for standing still", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 80 }), (steps) => {
      let level = 150;
      const values = steps
        .map((step) => (level = Math.min(440, Math.max(0, level + step))))
        .map((x) => x / 10);
      for (const codes of judgeAll("water-temperature", values, 1))
        assert.ok(codes === "" || codes === "flat-line");
    }),
  );
});
