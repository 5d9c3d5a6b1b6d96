import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { episodesOf, type Ladder, type Measured } from "./ladder.ts";

const hourMs = 3_600_000;
const hourly = (values: readonly number[]): Measured[] =>
  values.map((measure, i) => ({ atMs: i * hourMs, measure }));

/** Ammonia at a section of class IV: yellow above 1.5 until 1.3, red above 2 until 1.8; two readings clear it. */
const ammonia: Ladder = {
  worse: "above",
  rungs: [
    { level: "yellow", enter: 1.5, leave: 1.3, raise: { values: 2, minutes: 60 } },
    { level: "red", enter: 2, leave: 1.8, raise: { values: 1, minutes: 0 } },
  ],
  clear: { values: 2, minutes: 60 },
  maxGapMs: 4 * hourMs,
};
const levelsOf = (values: readonly number[]) =>
  episodesOf(ammonia, hourly(values)).map(({ turns, endedAtMs }) => [
    ...turns.map(({ atMs, level }) => `${atMs / hourMs} ${level}`),
    ...(endedAtMs === undefined ? [] : [`${endedAtMs / hourMs} over`]),
  ]);

describe("the ladder", () => {
  test("raises what holds, and not a single value above the limit", () => {
    assert.deepEqual(levelsOf([1, 1.6, 1.2, 1.6, 1.7]), [["4 yellow"]]);
  });

  test("raises red at the first value, if its rung says so", () => {
    assert.deepEqual(levelsOf([1, 2.5]), [["1 red"]]);
  });

  test("a value exactly at the limit does not exceed it", () => {
    assert.deepEqual(levelsOf([1.5, 1.5, 1.5, 2]), []);
  });

  test("goes up, down and clears by itself after the condition held", () => {
    assert.deepEqual(levelsOf([1.6, 1.6, 2.2, 1.7, 1.7, 1.2, 1.2]), [
      ["1 yellow", "2 red", "4 yellow", "6 over"],
    ]);
  });

  test("between entering and leaving nothing changes, however long", () => {
    assert.deepEqual(levelsOf([1.6, 1.6, 1.4, 1.4, 1.4, 1.4, 1.6, 1.4]), [["1 yellow"]]);
  });

  test("knows since when, how bad and when worst", () => {
    const [episode] = episodesOf(ammonia, hourly([1, 1.6, 1.9, 1.7, 1]));
    assert.equal(episode!.sinceMs, hourMs);
    assert.deepEqual(episode!.peak, { atMs: 2 * hourMs, measure: 1.9 });
  });

  test("readings with a gap between them are not in a row", () => {
    const readings = [
      { atMs: 0, measure: 1.6 },
      { atMs: 10 * hourMs, measure: 1.6 },
    ];
    assert.deepEqual(episodesOf(ammonia, readings), []);
  });

  test("oxygen is bad below its limit", () => {
    const oxygen: Ladder = {
      ...ammonia,
      worse: "below",
      rungs: [{ level: "yellow", enter: 3, leave: 3.5, raise: { values: 1, minutes: 0 } }],
    };
    const [episode] = episodesOf(oxygen, hourly([5, 2.5, 2, 3.2, 3.6, 3.6]));
    assert.equal(episode!.peak.measure, 2);
    assert.equal(episode!.endedAtMs, 5 * hourMs);
  });
});

const values = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { maxLength: 200 });

describe("whatever the values, the ladder", () => {
  test("goes on from where it was as if it had read everything", () => {
    fc.assert(
      fc.property(values, (given) => {
        const readings = hourly(given);
        const all = episodesOf(ammonia, readings);
        for (const { sinceMs, endedAtMs, turns, peak, raisedAtMs } of all) {
          assert.ok(sinceMs <= raisedAtMs && raisedAtMs <= (endedAtMs ?? Infinity));
          assert.ok(peak.measure > 1.5);
          assert.ok(turns.length > 0);
        }
        for (const [i, { sinceMs }] of all.slice(1).entries()) assert.ok(sinceMs > all[i]!.endedAtMs!);
      }),
    );
  });

  test("does not flap: between two changes of a level down lies the whole hold", () => {
    fc.assert(
      fc.property(values, (given) => {
        const hours = given.length;
        const turns = episodesOf(ammonia, hourly(given)).reduce(
          (sum, { turns: own, endedAtMs }) => sum + own.length + (endedAtMs === undefined ? 0 : 1),
          0,
        );
        // Every way down takes an hour and two readings, and every way up has at most two steps.
        assert.ok(turns <= 2 * Math.ceil(hours / 2) + 2, `${turns} changes in ${hours} hours`);
      }),
    );
  });

  test("values that tremble within the band make at most one alert", () => {
    const trembling = fc.array(fc.double({ min: 1.31, max: 1.99, noNaN: true }), { maxLength: 300 });
    fc.assert(
      fc.property(trembling, (given) => {
        const episodes = episodesOf(ammonia, hourly(given));
        assert.ok(episodes.length <= 1);
        assert.ok((episodes[0]?.turns.length ?? 0) <= 1);
      }),
    );
  });
});
