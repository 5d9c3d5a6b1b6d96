import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mayLift, tierOf, type DailyAqi, type RegionalPlan } from "./tiers.ts";

const dayMs = 86_400_000;
const yellow = [[{ aqiAbove: 200, hours: 24 }], [{ aqiAbove: 150, hours: 48 }]];
const rule: RegionalPlan = {
  tiers: [
    { tier: "yellow", any: yellow },
    { tier: "orange", any: [[{ aqiAbove: 200, hours: 48 }], [{ aqiAbove: 150, hours: 72 }]] },
    {
      tier: "red",
      any: [
        [
          { aqiAbove: 200, hours: 72 },
          { aqiAbove: 300, hours: 24 },
        ],
      ],
    },
  ],
  lift: { belowTier: "yellow", hours: 36 },
};
const days = (...aqi: number[]): DailyAqi[] => aqi.map((one, i) => ({ fromMs: i * dayMs, aqi: one }));
const level = (...aqi: number[]) => tierOf(rule, days(...aqi))?.level;

describe("the regional plan", () => {
  test("is yellow for one day above 200 or two above 150", () => {
    assert.equal(level(100, 150, 200), undefined);
    assert.equal(level(100, 201, 100), "yellow");
    assert.equal(level(160, 100, 160), "yellow"); // one clear day between is too short to lift: one process of two days
    assert.equal(level(160, 160, 100), "yellow");
  });

  test("is orange for two days above 200 or three above 150", () => {
    assert.equal(level(201, 201, 100), "orange");
    assert.equal(level(160, 160, 160), "orange");
    assert.equal(level(160, 250, 160), "orange");
  });

  test("is red only for three days above 200 with one above 300", () => {
    assert.equal(level(250, 250, 250), "orange");
    assert.equal(level(250, 301, 250), "red");
    assert.equal(level(400, 400), "orange");
  });

  test("counts windows that cross natural days", () => {
    const half = [0, 12, 24].map((hour) => ({ fromMs: hour * 3_600_000, aqi: 210 }));
    assert.deepEqual(tierOf(rule, half)?.because, [{ aqiAbove: 200, hours: 48 }]);
  });

  test("says from when to when, and because of what", () => {
    const tier = tierOf(rule, days(100, 210, 100));
    assert.deepEqual(tier, {
      level: "yellow",
      fromMs: dayMs,
      toMs: 2 * dayMs,
      because: [{ aqiAbove: 200, hours: 24 }],
    });
  });

  test("keeps episodes apart where the warning could be lifted between them", () => {
    assert.equal(level(160, 90, 90, 160), undefined);
    assert.equal(level(201, 90, 90, 201), "yellow");
  });

  test("is lifted when 36 hours are forecast to be good, and not where the forecast ends before", () => {
    assert.equal(mayLift(rule, days(100, 120, 200), 0), true);
    assert.equal(mayLift(rule, days(100, 160), 0), false);
    assert.equal(mayLift(rule, days(100), 0), false);
  });
});
