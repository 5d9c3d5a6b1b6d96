import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { nextKey, noScan, type Scan } from "./scanner.ts";

const keyIn = (keys: string[], gapMs: number) => {
  let scan: Scan = noScan;
  let found: string | undefined;
  const passed: string[] = [];
  keys.forEach((key, index) => {
    const step = nextKey(scan, key, 1000 + index * gapMs);
    scan = step.scan;
    found ??= step.found;
    if (!step.swallow) passed.push(key);
  });
  return { found, passed };
};

test("a scanned receipt finds the case and none of its characters reaches the desk", () => {
  const code = "TWL:11990114DEM000022N4990001001000202611230001:4F7K";
  const { found, passed } = keyIn([...code, "Enter"], 8);
  assert.equal(found, code);
  assert.deepEqual(passed, []);
});

test("a scanner that holds Shift or left Caps Lock on is read all the same", () => {
  assert.equal(
    keyIn(["Shift", "T", "Shift", "W", "Shift", "L", "Shift", ":", "1", "Enter"], 8).found,
    "TWL:1",
  );
  assert.equal(keyIn([..."twl:1a", "Enter"], 8).found, "TWL:1a");
});

test("a person's keys pass to the desk at a person's speed", () => {
  const { found, passed } = keyIn(["1", "3", "b", "Enter"], 400);
  assert.equal(found, undefined);
  assert.deepEqual(passed, ["1", "3", "b", "Enter"]);
});

test("no key of the desk begins a scan, however fast it is pressed", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(..."123456789abdnsqwerzx?/"), { maxLength: 20 }), (keys) => {
      const { found, passed } = keyIn(keys, 10);
      assert.equal(found, undefined);
      assert.deepEqual(passed, keys);
    }),
  );
});
