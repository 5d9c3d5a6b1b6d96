import assert from "node:assert/strict";
import { test } from "node:test";
import { reportTimes, sampleValue } from "./readings.ts";

const nowMs = Date.parse("2026-11-22T08:00:00Z");
const hourMs = 3_600_000;

test("sample readings are the same whenever they are made, and plausible", () => {
  const times = reportTimes(60, nowMs - 40 * 24 * hourMs, nowMs);
  assert.equal(times.length, 40 * 24);
  const values = times.map((atMs) => sampleValue({ station: "yongledian", property: "pm25", atMs, nowMs })!);
  assert.deepEqual(
    times.slice(0, 5).map((atMs) => sampleValue({ station: "yongledian", property: "pm25", atMs, nowMs })),
    values.slice(0, 5),
  );
  assert.ok(values.every((value) => value >= 1 && value < 500 && Number.isInteger(value)));
  assert.ok(Math.max(...values) > 2 * Math.min(...values));
});

test("a made-up peak stands out, a silent station says nothing, and what has no shape has no value", () => {
  const at = (station: string, daysAgo: number, property = "ammonia-nitrogen") =>
    sampleValue({
      station,
      property,
      atMs: Math.floor(nowMs / (24 * hourMs)) * 24 * hourMs - daysAgo * 24 * hourMs,
      nowMs,
    });
  assert.ok(at("yangwazha", 9)! > 4 * at("yangwazha", 12)!);
  assert.equal(
    sampleValue({ station: "sanxiaoying", property: "ph", atMs: nowMs - 4 * hourMs, nowMs }),
    undefined,
  );
  assert.equal(at("yangwazha", 3, "selenium"), undefined);
});
