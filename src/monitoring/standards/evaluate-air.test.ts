import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluateAirDay, evaluateAirHour, type AirValues } from "./evaluate-air.ts";
import { findStandard, standardAt } from "./standard-at.ts";

const now = standardAt("air-index-standard", "2026-03-01")!;
const before = standardAt("air-index-standard", "2026-02-28")!;
const hour: AirValues = { pm25: 51, pm10: 101, o3: 57, no2: 64, so2: 15, co: 1.1 };

test("the same hour is 76 by the edition of 2012 and 87 by that of 2026", () => {
  // Wuqing 3325A, 2022-01-04 14:00. PM10: 101/2 → 50.5 + 25 = 75.5 ↑ 76; 50 + 51·50/70 = 86.4 ↑ 87.
  const old = evaluateAirHour(before, hour);
  assert.deepEqual([old.aqi, old.level, old.primary], [76, 2, ["PM10"]]);
  const found = evaluateAirHour(now, hour);
  assert.deepEqual([found.aqi, found.level, found.primary], [87, 2, ["PM10"]]);
  assert.deepEqual(found.iaqi, { "PM2.5": 82, PM10: 87, O3: 18, NO2: 32, SO2: 5, CO: 11 });
  assert.deepEqual(found.items.find(({ item }) => item === "PM10")?.between, {
    low: 50,
    high: 120,
    iaqiLow: 50,
    iaqiHigh: 100,
  });
});

test("breakpoints have their own index, in both editions and every row", () => {
  for (const standard of [before, now])
    for (const [period, evaluate] of [
      ["hour", evaluateAirHour],
      ["day", evaluateAirDay],
    ] as const)
      for (const { item, key, row } of standard[period])
        for (const [i, value] of standard.rows.find(({ id }) => id === row)!.breakpoints.entries())
          if (value !== null)
            assert.equal(
              evaluate(standard, { [key]: value }).items.find((one) => one.item === item && one.key === key)
                ?.iaqi,
              standard.iaqi[i],
              `${standard.id} ${row} ${value}`,
            );
});

test("2026 rounds concentrations half to even before, and indices up after", () => {
  const pm25 = (value: number) => evaluateAirHour(now, { ...hour, pm25: value }).iaqi["PM2.5"];
  assert.equal(pm25(60.5), 100); // 60.5 → 60
  assert.equal(pm25(61.5), 102); // 61.5 → 62: 100 + 2·50/55 = 101.8 ↑
  const co = (value: number) =>
    evaluateAirHour(now, { ...hour, co: value }).items.find(({ item }) => item === "CO");
  assert.equal(co(1.25)?.used, 1.2);
  assert.equal(co(5.05)?.used, 5); // as the float 5.05 lies it would be 5.1 or 5.0: the text decides, to even
  assert.equal(evaluateAirHour(before, { ...hour, pm25: 75.5 }).iaqi["PM2.5"], 101); // 2012 does not round before
});

test("with an item missing, 2026 publishes only what is above 100; 2012 shows NA and goes on", () => {
  const withoutOzone = { ...hour, o3: null };
  const silent = evaluateAirHour(now, withoutOzone);
  assert.deepEqual([silent.aqi, silent.level, silent.primary], [null, null, []]);
  assert.equal(silent.iaqi.O3, null);
  assert.equal(silent.iaqi.PM10, 87); // single items are still said
  assert.deepEqual(silent.flags, ["item-missing", "not-publishable"]);
  assert.equal(evaluateAirHour(now, { ...withoutOzone, pm25: 60 }).aqi, null); // exactly 100 is not above
  assert.equal(evaluateAirHour(now, { ...withoutOzone, pm25: 61 }).aqi, 101);
  assert.equal(evaluateAirHour(before, withoutOzone).aqi, 76);
  assert.equal(evaluateAirHour(now, withoutOzone, { neverMonitored: ["O3"] }).aqi, 87); // 5.3.2
  assert.equal(evaluateAirHour(now, {}).aqi, null);
});

test("ties are named together, and clean air has no primary pollutant", () => {
  assert.deepEqual(evaluateAirHour(now, { ...hour, pm25: 60, pm10: 120 }).primary, ["PM2.5", "PM10"]);
  assert.deepEqual(evaluateAirHour(now, { ...hour, pm25: 10, pm10: 20 }).primary, []);
});

test("above the scale: 500, or what the edition says of sulphur dioxide and ozone", () => {
  assert.equal(evaluateAirHour(now, { ...hour, pm25: 900 }).aqi, 500);
  assert.equal(evaluateAirHour(now, { ...hour, so2: 801 }).iaqi.SO2, 200);
  assert.equal(evaluateAirDay(now, { ...hour, o3: 801 }).iaqi.O3, 300);
  const old = evaluateAirHour(before, { ...hour, so2: 801 });
  assert.equal(old.iaqi.SO2, null);
  assert.deepEqual(old.flags, ["no-index"]);
  assert.equal(evaluateAirHour(before, { ...hour, so2: 801, so2_24h: 150 }).iaqi.SO2, 100);
  assert.equal(evaluateAirDay(before, { ...hour, o3: 801, o3_1h: 1000 }).iaqi.O3, 400);
});

test("the AQI starts at 1 while a concentration of nothing has the index 0", () => {
  const nothing = { pm25: 0, pm10: 0, o3: 0, no2: 0, so2: 0, co: 0 };
  assert.equal(evaluateAirHour(now, nothing).aqi, 1);
  assert.equal(evaluateAirHour(now, nothing).iaqi.CO, 0);
  assert.equal(evaluateAirHour(before, nothing).aqi, 0);
});

test("an edition of secondary sources is found by its number and never by a day", () => {
  assert.equal(standardAt("air-evaluation", "2026-06-01")?.id, "HJ663-2013");
  assert.equal(findStandard("air-evaluation", "HJ663-2026")?.secondary, true);
  assert.equal(standardAt("air-index-standard", "2015-12-31"), undefined);
});

const concentration = fc.record({
  pm25: fc.nat(600),
  pm10: fc.nat(700),
  o3: fc.nat(1300),
  no2: fc.nat(4000),
  so2: fc.nat(900),
  co: fc.nat(1600).map((tenths) => Number(`${tenths}e-1`)),
});

test("dirtier air never has a lower index, and every index lies between those of its breakpoints", () => {
  fc.assert(
    fc.property(concentration, concentration, (a, b) => {
      const more = Object.fromEntries(
        Object.entries(a).map(([key, value]) => [key, Math.max(value, b[key as keyof typeof b])]),
      );
      const [low, high] = [evaluateAirHour(now, a), evaluateAirHour(now, more)];
      assert.ok(low.aqi! <= high.aqi!);
      for (const { iaqi, between } of [...low.items, ...high.items])
        if (between) assert.ok(between.iaqiLow <= iaqi && iaqi <= between.iaqiHigh);
      assert.equal(low.aqi, Math.max(1, ...low.items.map(({ iaqi }) => iaqi)));
    }),
  );
});
