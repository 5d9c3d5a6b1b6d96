import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Network } from "../network-schema.ts";
import { findStation } from "../network.ts";
import { flag } from "../observations/flags.ts";
import type { Latest } from "../observations/reading.ts";
import { freshnessOf, stationNow } from "./situation.ts";
import { shippedStandards } from "../standards/standard-at.ts";

const folder = join(import.meta.dirname, "../../../definitions/agreements/2023-integration-pilot/networks");
const read = (name: string): Network => Network.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
const rivers = read("border-rivers.json");
const air = read("regional-air.json");

const atMs = Date.parse("2026-04-01T04:00:00Z");
const hours = 3_600_000;

type Given = Partial<Latest> & { value: number | null };
const latest = (station: string, values: Record<string, Given>): Map<string, Latest> =>
  new Map(
    Object.entries(values).map(([property, given]) => {
      const stream = `${station}/${property}`;
      const rest = { network: "border-rivers", party: "120114", count: 1, firstAtMs: atMs };
      return [stream, { stream, ...rest, atMs, flags: 0, revision: 0, averagingMinutes: 0, ...given }];
    }),
  );

const good = { ph: { value: 7.7 }, "dissolved-oxygen": { value: 6.1 }, "permanganate-index": { value: 5.5 } };
const now = (values: Record<string, Given>, nowMs = atMs) =>
  stationNow(
    { ...rivers, standards: shippedStandards },
    findStation(rivers, "tumenlou")!,
    latest("tumenlou", values),
    nowMs,
  );

describe("a section as it is now", () => {
  it("has the class of its newest values, the item that decided it, and whether the target of the year is met", () => {
    const { water, freshness } = now({
      ...good,
      "ammonia-nitrogen": { value: 1.7 },
      "total-phosphorus": { value: 0.2 },
    });
    assert.deepEqual([water?.class, water?.determinedBy, freshness], ["V", ["ammonia-nitrogen"], "current"]);
    assert.equal(water?.target?.isMet, false);
    assert.deepEqual(
      water?.target?.exceeding.map(({ property, multiple }) => [property, multiple]),
      [["ammonia-nitrogen", 0.13]],
    );
  });

  it("has no class while an item is a gap, an old value or a doubtful one; a sensor that is not there is no gap", () => {
    const ammonia = (given: Given) => now({ ...good, "ammonia-nitrogen": given }).water;
    for (const given of [
      { value: null, flags: flag.notReported },
      { value: 0.3, atMs: atMs - 4 * hours },
      { value: 0.3, flags: flag.outOfWater },
    ])
      assert.deepEqual([ammonia(given)?.class, ammonia(given)?.missing], [null, ["ammonia-nitrogen"]]);
    assert.equal(ammonia({ value: null, flags: flag.noSensor })?.class, "III");
  });

  it("says when it is late and when it is silent, by its own interval", () => {
    const heard = (since: number) => now(good, atMs + since * hours).freshness;
    assert.deepEqual([4, 7, 13].map(heard), ["current", "late", "silent"]);
    assert.equal(now({}).freshness, "never");
    assert.equal(freshnessOf({ intervalMinutes: 240 }, undefined, atMs), "reference");
  });

  it("carries the mark of an exercise", () => {
    assert.equal(now({ ...good, ph: { value: 7, flags: flag.exercise } }).isExercise, true);
    assert.equal(now(good).isExercise, false);
  });
});

it("an air station has the index of its hour, by the edition of its day", () => {
  const values = Object.fromEntries(
    Object.entries({ pm25: 51, pm10: 101, o3: 57, no2: 64, so2: 15, co: 1.1 }).map(([property, value]) => [
      property,
      { value },
    ]),
  );
  const station = findStation(air, "yongyangxidao")!;
  const found = stationNow(
    { ...air, standards: shippedStandards },
    station,
    latest(station.id, values),
    atMs,
  ).air;
  assert.deepEqual([found?.standard, found?.aqi, found?.primary], ["HJ633-2026", 87, ["PM10"]]);
});
