import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sendAtMs } from "./quiet.ts";

const night = { from: "22:00", until: "07:00" };
const at = (clock: string, day = "2026-11-22"): number => Date.parse(`${day}T${clock}:00+08:00`);

test("a yellow notice of the night waits for the morning, on either side of midnight", () => {
  assert.equal(sendAtMs(night, "yellow", at("23:10")), at("07:00", "2026-11-23"));
  assert.equal(sendAtMs(night, "yellow", at("03:10")), at("07:00"));
});
test("by day it goes at once, and at seven the night is over", () => {
  assert.equal(sendAtMs(night, "yellow", at("12:00")), at("12:00"));
  assert.equal(sendAtMs(night, "yellow", at("07:00")), at("07:00"));
});
test("quiet hours within a day are quiet within it", () => {
  const noon = { from: "12:00", until: "13:30" };
  assert.equal(sendAtMs(noon, "orange", at("12:30")), at("13:30"));
  assert.equal(sendAtMs(noon, "orange", at("14:00")), at("14:00"));
});
test("red is never quiet, and nobody waits longer than the quiet hours", () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  fc.assert(
    fc.property(clock, clock, fc.integer({ min: 0, max: 4e12 }), (from, until, nowMs) => {
      assert.equal(sendAtMs({ from, until }, "red", nowMs), nowMs);
      const waits = sendAtMs({ from, until }, "yellow", nowMs) - nowMs;
      assert.ok(waits >= 0 && waits <= 24 * 3_600_000);
    }),
  );
});
