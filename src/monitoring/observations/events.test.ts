import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readingsIn, toBlocks } from "./batch.ts";
import { maxAtMs, Observed } from "./events.ts";

const block = (change: Record<string, unknown> = {}) => ({
  station: "tumenlou",
  from: 1_763_712_000_000,
  steps: [[2, 14_400_000]],
  source: "sensorthings",
  columns: { ph: { values: [8.1, null, 8.3] } },
  ...change,
});
const isTaken = (...blocks: unknown[]): boolean =>
  Observed.safeParse({ network: "border-rivers", blocks }).success;

test("a batch holds as many values as moments, and nothing that takes long to unfold", () => {
  assert.ok(isTaken(block()));
  assert.ok(!isTaken(block({ steps: [[3, 14_400_000]] })));
  assert.ok(!isTaken(block({ steps: [[2, 0]] })));
  assert.ok(!isTaken(block({ columns: {} })));
  assert.ok(!isTaken(block({ columns: {}, steps: [[2 ** 52, 1]] })), "moments without values");
  assert.ok(!isTaken(block({ columns: { ph: { values: [1, 2, 3], flags: [[2 ** 52, 0]] } } })));
  assert.ok(!isTaken(block({ from: maxAtMs })), "after the last moment that can be meant");
});

test("what is taken unfolds into the readings it was made of", () => {
  const reading = fc.record({
    stream: fc.constantFrom("a/ph", "a/flow", "b/ph"),
    atMs: fc.integer({ min: 0, max: 50 }).map((n) => n * 60_000),
    value: fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }),
    flags: fc.constantFrom(0, 0, 0, 4096),
    averagingMinutes: fc.constantFrom(0, 60),
    source: fc.constantFrom("mqtt", "import"),
  });
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 60 }), (given) => {
      const readings = given.toSorted((a, b) => a.atMs - b.atMs);
      const event = { network: "border-rivers", blocks: toBlocks(readings) };
      const again = [...readingsIn(Observed.parse(JSON.parse(JSON.stringify(event)))).values()].flat();
      const text = (list: readonly object[]) =>
        list.map((one) => JSON.stringify(one, Object.keys(one).toSorted())).toSorted();
      assert.deepEqual(text(again), text(readings));
    }),
  );
});
