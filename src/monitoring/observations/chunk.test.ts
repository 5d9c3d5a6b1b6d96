import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { packChunk, unpackChunk } from "./chunk.ts";
import type { Series } from "./reading.ts";

const hour = 3_600_000;

const seriesOf = (values: readonly (number | null)[], stepMs = hour): Series => ({
  atMs: values.map((_, i) => 1_763_712_000_000 + i * stepMs),
  values: [...values],
  flags: values.map(() => 0),
  revisions: values.map(() => 0),
  averagingMinutes: values.map(() => 60),
});

test("an ordinary series takes two bytes a value and comes back as it was", () => {
  const values = Array.from({ length: 256 }, (_, i) => Math.round(150 + 40 * Math.sin(i / 9)) / 1000);
  const packed = packChunk(seriesOf(values));
  assert.ok(packed.length < 256 * 2, `${packed.length} bytes`);
  assert.deepEqual(unpackChunk(packed), seriesOf(values));
});

test("gaps, and values that no decimal writes down, come back too", () => {
  for (const values of [
    [null, 0.1, null],
    [1 / 3, 7],
    [2 ** 60, 0.000000000000001],
    [5e-324],
    [-0.5, null, 12],
  ])
    assert.deepEqual(unpackChunk(packChunk(seriesOf(values))), seriesOf(values));
  assert.deepEqual(unpackChunk(packChunk(seriesOf([]))), seriesOf([]));
});

test("a chunk of a newer format is not misread", () => {
  assert.throws(() => unpackChunk(Buffer.from([9, 0])), /newer software/);
});

const value = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x)),
  fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
    .map(([m, d]) => Number(`${m}e-${d}`)),
);
const row = fc.record({
  step: fc.integer({ min: 1, max: 2 ** 40 }),
  value,
  flags: fc.integer({ min: 0, max: 8191 }),
  revision: fc.nat(300),
  averaging: fc.constantFrom(0, 60, 1440),
});

test("whatever is packed comes back exactly", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 4e12 }), fc.array(row, { maxLength: 300 }), (start, rows) => {
      let at = start;
      const series: Series = {
        atMs: rows.map(({ step }) => (at += step)),
        values: rows.map(({ value }) => value),
        flags: rows.map(({ flags }) => flags),
        revisions: rows.map(({ revision }) => revision),
        averagingMinutes: rows.map(({ averaging }) => averaging),
      };
      assert.deepEqual(unpackChunk(packChunk(series)), series);
    }),
  );
});
