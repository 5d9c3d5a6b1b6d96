import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { langfang, tongzhou } from "#agreements/example-agreement.ts";
import { shippedStandards } from "../standards/standard-at.ts";
import { testRivers } from "../test-network.ts";
import { keyOf, next, type Alert } from "./alert.ts";
import type { AlertEventOf } from "./events.ts";
import { forecastDrafts, windowsOf } from "./forecast-tiers.ts";
import type { RuleOf } from "./plan.ts";
import { testPlan } from "./test-plan.ts";

const now = "2026-11-22T08:00:00.000Z";
const nowMs = Date.parse(now);
const dayMs = 86_400_000;
const firstMs = Date.parse("2026-11-21T16:00:00.000Z"); // the day has begun in Langfang
const hold = { values: 1, minutes: 0 };
const rule: RuleOf<"forecast"> = {
  kind: "forecast",
  id: "heavy-pollution",
  title: { zh: "重污染天气", en: "Heavy pollution" },
  source: "sample",
  raise: hold,
  clear: hold,
};
const day = (aqi: number, i: number, station = "a", party = langfang) => ({
  station,
  party,
  network: testRivers.id,
  fromMs: firstMs + i * dayMs,
  aqi,
});
const warning = {
  clause: { agreement: "0".repeat(64), clause: "ecology.air" },
  parties: [tongzhou, langfang],
  here: langfang,
  now,
};
const decide = (aqi: readonly number[], told?: Alert) =>
  forecastDrafts(
    { plan: testPlan, network: { ...testRivers, standards: shippedStandards }, rule },
    aqi.map((one, i) => day(one, i)),
    { open: new Map(told ? [[keyOf(told), told]] : []), warning, gathered: [], nowMs },
  );
/** The alert that the first draft makes. */
const alertOf = (aqi: readonly number[]): Alert => {
  const [draft] = decide(aqi);
  const event = { ...draft!, id: "", version: 1, time: now } as never;
  const made = next(undefined, { event, digest: "1".repeat(64), author: langfang });
  assert.ok(made.ok);
  return made.value;
};

describe("tiers of the regional plan", () => {
  test("are raised from the forecast days, with what they reach and when", () => {
    const data = decide([120, 210, 210, 100])[0]!.data as AlertEventOf<"monitoring.alert-raised">;
    assert.equal(data.level, "orange");
    assert.deepEqual(data.because.forecast, {
      fromMs: firstMs + dayMs,
      toMs: firstMs + 3 * dayMs,
      conditions: [{ aqiAbove: 200, hours: 48 }],
    });
  });

  test("are not raised twice, and not for clean days", () => {
    const aqi = [120, 210, 210, 100];
    assert.deepEqual(decide(aqi, alertOf(aqi)), []);
    assert.deepEqual(decide([100, 90, 80]), []);
  });

  test("are lifted only when 36 hours are forecast to be good", () => {
    const told = alertOf([120, 210, 210, 100]);
    assert.deepEqual(decide([160, 100, 90], told), []);
    const lifted = decide([100, 90, 90], told).map(({ data }) => data["change"]);
    assert.deepEqual(lifted, ["cleared"]);
  });

  test("look at the worst of the party's own stations", () => {
    const days = [day(100, 0), day(160, 0, "b"), day(300, 0, "c", tongzhou)];
    assert.deepEqual(windowsOf(days, testRivers.id, langfang), [{ fromMs: firstMs, aqi: 160 }]);
  });
});
