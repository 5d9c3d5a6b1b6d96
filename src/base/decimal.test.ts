import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  add,
  ceil,
  compare,
  divide,
  exact,
  meanOf,
  multiply,
  parseExact,
  roundHalfEven,
  subtract,
  toFixedText,
  toNumber,
} from "./decimal.ts";

/** What an instrument or a clerk writes: at most 15 significant digits, so that a JS number holds it. */
const measured = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([units, places]) => Number(`${units}e-${places}`));

test("a decimal is what was written, not the float nearest to it", () => {
  assert.deepEqual(add(exact(0.1), exact(0.2)), exact(0.3));
  assert.deepEqual(exact("0.00005"), exact(5e-5));
  assert.equal(toFixedText(divide(exact(2), exact(3)), 4), "0.6667");
  assert.equal(toFixedText(exact("-0.004"), 2), "0.00");
});

test("five rounds to the even neighbour (GB/T 8170)", () => {
  const rounded = (text: string, places: number) => toFixedText(exact(text), places);
  assert.deepEqual(
    ["0.5", "1.5", "2.5", "2.51", "-0.5", "-1.5"].map((text) => rounded(text, 0)),
    ["0", "2", "2", "3", "0", "-2"],
  );
  assert.equal(rounded("1.25", 1), "1.2");
  assert.equal(rounded("1.35", 1), "1.4"); // the float 1.35 lies above, 1.25 lies on the half: both follow the text
  assert.equal(rounded("1.050000001", 1), "1.1");
});

test("what is no decimal number is not read as one", () => {
  for (const text of ["", ".", "-", "1,5", "0x10", "NaN", "1e99999", "１", "1 2"])
    assert.equal(parseExact(text), undefined, text);
  assert.throws(() => exact(Number.NaN), RangeError);
  assert.throws(() => divide(exact(1), exact(0)), RangeError);
});

test("numbers keep their text, and arithmetic is exact", () => {
  fc.assert(
    fc.property(measured, measured, measured, (a, b, c) => {
      const [x, y, z] = [exact(a), exact(b), exact(c)];
      assert.equal(toNumber(x), a === 0 ? 0 : a);
      assert.deepEqual(add(subtract(x, y), y), x);
      assert.deepEqual(multiply(x, add(y, z)), add(multiply(x, y), multiply(x, z)));
      if (b !== 0) assert.deepEqual(multiply(divide(x, y), y), x);
      assert.equal(Math.sign(compare(x, y)), Math.sign(a - b));
      assert.deepEqual(meanOf([x, x, x]), x);
    }),
  );
});

test("rounding moves by at most half a place, up moves by less than one, and both keep what is round already", () => {
  fc.assert(
    fc.property(measured, fc.integer({ min: 0, max: 6 }), (a, places) => {
      const value = exact(a);
      const rounded = roundHalfEven(value, places);
      const moved = subtract(rounded, value);
      const half = divide(exact(1), exact(2n * 10n ** BigInt(places)));
      assert.ok(compare(moved, half) <= 0 && compare(moved, subtract(exact(0), half)) >= 0);
      assert.deepEqual(roundHalfEven(rounded, places), rounded);
      const up = subtract(exact(ceil(value)), value);
      assert.ok(compare(up, exact(0)) >= 0 && compare(up, exact(1)) < 0);
    }),
  );
});
