import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { heatOf, roundStepM } from "./heat.ts";

const day = { fromMs: 0, toMs: 86_400_000, intervalMinutes: 10 };

describe("the heat map of profiles", () => {
  it("puts each value at its time and height, and leaves gaps empty", () => {
    const heat = heatOf(
      [
        { atMs: 0, levels: { heightsM: [0, 100, 200], values: [1, null, 3] } },
        { atMs: 600_000, levels: { heightsM: [0, 100, 200], values: [4, 5, 6] } },
      ],
      day,
    )!;
    assert.equal(heat.timesMs.length, 144);
    assert.deepEqual(heat.heightsM, [50, 150, 250]);
    assert.deepEqual(heat.cells, [
      [0, 0, 1],
      [0, 2, 3],
      [1, 0, 4],
      [1, 1, 5],
      [1, 2, 6],
    ]);
    assert.deepEqual([heat.least, heat.most], [1, 6]);
  });

  it("takes the mean where several values share a cell, and nothing of another day", () => {
    const one = (atMs: number, value: number) => ({
      atMs,
      levels: { heightsM: [0, 50], values: [value, value] },
    });
    const heat = heatOf([one(0, 2), one(60_000, 4), one(day.toMs, 100)], day)!;
    assert.deepEqual(heat.cells, [
      [0, 0, 3],
      [0, 1, 3],
    ]);
    assert.equal(heatOf([one(day.toMs, 1)], day), undefined);
  });

  it("draws columns as wide as profiles usually lie apart, up to an hour, and no narrower than the station's interval", () => {
    const columns = (...minutes: number[]) =>
      heatOf(
        minutes.map((minute) => ({ atMs: minute * 60_000, levels: { heightsM: [0, 50], values: [1, 1] } })),
        day,
      )!.timesMs.length;
    assert.equal(columns(0), 144);
    assert.equal(columns(0, 5, 10, 15), 144);
    assert.equal(columns(0, 60, 120, 123, 180, 240), 24);
    assert.equal(columns(0, 31, 60, 95), 48);
    assert.equal(columns(0, 360, 720), 24);
  });

  it("finds round steps for the heights beside it", () => {
    const steps = [4_050, 3_000, 10_100, 900, 5].map((heightM) => roundStepM(heightM, 6));
    assert.deepEqual(steps, [1_000, 500, 2_000, 200, 1]);
  });

  it("stays within its grid and between its values, whatever the heights", () => {
    const profile = fc.record({
      atMs: fc.integer({ min: 0, max: day.toMs - 1 }),
      heights: fc.uniqueArray(fc.integer({ min: 0, max: 20_000 }), { minLength: 2, maxLength: 300 }),
    });
    fc.assert(
      fc.property(fc.array(profile, { minLength: 1, maxLength: 20 }), (all) => {
        const heat = heatOf(
          all.map(({ atMs, heights }) => {
            const heightsM = heights.toSorted((a, b) => a - b);
            return { atMs, levels: { heightsM, values: heightsM.map((height) => height % 7) } };
          }),
          day,
        )!;
        assert.ok(heat.heightsM.length <= 101);
        for (const [column, row, value] of heat.cells) {
          assert.ok(column >= 0 && column < heat.timesMs.length && row >= 0 && row < heat.heightsM.length);
          assert.ok(value >= 0 && value <= 6);
        }
      }),
    );
  });
});
