import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Levels } from "#monitoring/profiles/events.ts";
import { readLevels } from "#monitoring/profiles/read-levels.ts";
import { extinctionFile, layerTopM, sampleExtinction } from "./lidar.ts";

const day = "2026-11-22";
const at = (hour: number) => Date.parse(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);
const valueAt = (hour: number, heightM: number) => {
  const { heightsM, values } = sampleExtinction(at(hour));
  return values[heightsM.indexOf(heightM)]!;
};

describe("sample profiles of a lidar", () => {
  it("show a shallow layer by night, a deep thin one in the afternoon, and an older one aloft", () => {
    assert.ok(layerTopM(at(4)) < 400 && layerTopM(at(15)) > 1_000 && layerTopM(at(23)) < 400);
    assert.ok(valueAt(4, 100) > 1.5 * valueAt(15, 100));
    assert.ok(valueAt(15, 800) > 1.3 * valueAt(4, 800));
    const aloft = [1_800, 1_900, 2_000, 2_100, 2_200, 2_300].map((heightM) => valueAt(4, heightM));
    assert.ok(Math.max(...aloft) > 3 * valueAt(4, 3_000));
    assert.equal(sampleExtinction(at(12)).values.at(-1), null);
    assert.notEqual(sampleExtinction(at(0)).values.at(-1), null);
  });

  it("are at any moment the same, plausible, and what the file says", () => {
    const moment = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2036-01-01") });
    fc.assert(
      fc.property(moment, (atMs) => {
        const levels = sampleExtinction(atMs);
        assert.deepEqual(levels, sampleExtinction(atMs));
        assert.ok(Levels.safeParse(levels).success);
        assert.ok(levels.heightsM.every((heightM, i, all) => i === 0 || heightM > all[i - 1]!));
        const seen = levels.values.filter((value) => value !== null);
        assert.ok(seen.length > 50 && seen.every((value) => value >= 0 && value < 2));
        assert.ok(layerTopM(atMs) > 200 && layerTopM(atMs) < 1_700);
        assert.deepEqual(readLevels(extinctionFile(atMs).toString()), { ok: true, value: levels });
      }),
    );
  });
});
