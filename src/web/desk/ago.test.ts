import assert from "node:assert/strict";
import test from "node:test";
import { agoOf } from "./ago.ts";
import { newKey } from "./new-key.ts";

test("time passed is said in the coarsest unit that still says something", () => {
  assert.deepEqual(agoOf(0.42), { unit: "seconds", n: 0.4 });
  assert.deepEqual(agoOf(-1), { unit: "seconds", n: 0 });
  assert.deepEqual(agoOf(59.6), { unit: "seconds", n: 60 });
  assert.deepEqual(agoOf(745), { unit: "minutes", n: 12 });
  assert.deepEqual(agoOf(47 * 3600), { unit: "hours", n: 47 });
  assert.deepEqual(agoOf(49 * 3600), { unit: "days", n: 2 });
});

test("a key is a random UUID of version 4, each time another", () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));
  assert.equal(keys.size, 100);
  for (const key of keys)
    assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
