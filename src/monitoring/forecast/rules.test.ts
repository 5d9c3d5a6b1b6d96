import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bandsOf, intervalOf } from "./bands.ts";
import { blendOf } from "./blend.ts";
import { testedOn } from "./choose.ts";
import { delayed, filled, trailingMean } from "./hours.ts";
import { addRow, dot, factor, noSums, solve } from "./ridge.ts";
import { scoreOf, type Pair } from "./score.ts";

const gap = Number.NaN;

test("a gap is bridged for some hours and then stays one", () => {
  assert.deepEqual([...filled(Float64Array.of(gap, 7, gap, gap, gap, 3), 2)], [gap, 7, 7, 7, gap, 3]);
});

test("a mean of the last hours leaves gaps out and wants a quarter of the hours", () => {
  assert.deepEqual(
    [...trailingMean(Float64Array.of(2, gap, 4, gap, gap, gap, gap), 4)],
    [2, 2, 3, 3, 4, 4, gap],
  );
  assert.deepEqual([...delayed(Float64Array.of(1, 2, 3), 2)], [gap, gap, 1]);
});

test("least squares finds the law behind values without noise", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (law) => {
        const rows = 40;
        const table = new Float32Array(rows * 3);
        for (let i = 0; i < rows; i++) table.set([1, Math.sin(i), Math.cos(i * 1.7)], i * 3);
        const sums = noSums(3);
        const right = new Float64Array(3);
        for (let i = 0; i < rows; i++) {
          addRow(sums, table, i, 1);
          const y = dot(Float64Array.from(law), table, i);
          for (let j = 0; j < 3; j++) right[j]! += table[i * 3 + j]! * y;
        }
        const found = solve(factor(sums, 0), 3, right);
        for (const [j, wanted] of law.entries()) assert.ok(Math.abs(found[j]! - wanted) < 1e-5);
      },
    ),
  );
});

test("what is added to the sums can be taken away again", () => {
  const table = Float32Array.of(1, 2, 1, 5, 1, -3);
  const sums = noSums(2);
  for (const row of [0, 1, 2]) addRow(sums, table, row, 1);
  addRow(sums, table, 1, -1);
  const without = noSums(2);
  for (const row of [0, 2]) addRow(without, table, row, 1);
  assert.deepEqual(sums, without);
});

const error = fc.double({ min: -100, max: 100, noNaN: true });

test("the blend is never worse, where its weights were chosen, than any of the three alone", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(error, error, error), { minLength: 1, maxLength: 30 }), (errors) => {
      const weights = blendOf(errors);
      const shares = [weights.model, weights.persistence, weights.climatology];
      assert.ok(shares.every((share) => share >= 0 && share <= 1));
      assert.ok(Math.abs(shares[0]! + shares[1]! + shares[2]! - 1) < 1e-9);
      const squares = (of: (e: readonly number[]) => number) =>
        errors.reduce((sum, e) => sum + of(e) ** 2, 0);
      const blended = squares((e) => e.reduce((sum, one, i) => sum + one * shares[i]!, 0));
      for (const i of [0, 1, 2]) assert.ok(blended <= squares((e) => e[i]!) * (1 + 1e-9) + 1e-6);
    }),
  );
});

test("a model without skill leaves the field to the climatology", () => {
  const errors = Array.from({ length: 100 }, (_, i) => [i % 2 ? 50 : -50, i % 2 ? 60 : -60, 1] as const);
  assert.ok(blendOf(errors).climatology > 0.95);
});

test("eight of ten values lie within the interval, in clean air and in an episode", () => {
  const next = (seed: number) => (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  let seed = 42;
  const random = () => (seed = next(seed)) / 2 ** 32;
  const draw = () => {
    const forecast = 20 + 200 * random();
    return { forecast, measured: forecast * (0.5 + random()) };
  };
  const seen = Array.from({ length: 4000 }, draw);
  const bands = bandsOf(
    Float64Array.from(seen, ({ forecast }) => forecast),
    Float64Array.from(seen, ({ measured }) => measured),
  );
  for (const [from, until] of [
    [30, 60],
    [160, 210],
  ] as const) {
    const asked = Array.from({ length: 20_000 }, draw).filter(
      ({ forecast }) => forecast >= from && forecast < until,
    );
    const within = asked.filter(({ forecast, measured }) => {
      const { low, high } = intervalOf(bands, forecast)!;
      return low <= measured && measured <= high;
    });
    const share = within.length / asked.length;
    assert.ok(share > 0.75 && share < 0.85, `${share}`);
  }
});

test("too few forecasts have no interval", () => {
  assert.equal(intervalOf(bandsOf(Float64Array.of(1, 2), Float64Array.of(2, 3)), 1), undefined);
});

test("a score stands beside the last value and the climatology", () => {
  const pair: Pair = { forecast: 80, low: 70, high: 90, persistence: 60, climatology: 50, measured: 90 };
  const score = scoreOf([pair, { ...pair, measured: 70, persistence: 90 }], 75);
  assert.equal(score.rmse, 10);
  assert.equal(score.mae, 10);
  assert.equal(score.coverage, 1);
  assert.equal(score.csi, 0.5);
  assert.equal(score.csiOfPersistence, 0);
  assert.ok(Math.abs(score.skillToPersistence - (1 - 10 / Math.sqrt(650))) < 1e-12);
});

test("a model is tested on the half of its tries that chose nothing, and not on too few", () => {
  const hours = 400;
  const outcomes = Float64Array.from({ length: hours }, (_, i) => 60 + 30 * Math.sin(i / 7));
  const last = outcomes.map((value) => value + 20);
  const usual = outcomes.map(() => 60);
  const tried = (good: number, better: number) => ({
    outcomes,
    last,
    usual,
    fits: [
      { penalty: 0.1, coefficients: new Float64Array(), values: outcomes.map((value) => value + good) },
      {
        penalty: 1,
        coefficients: new Float64Array(),
        values: outcomes.map((value, i) => value + (i < hours / 2 ? better : 50)),
      },
    ],
  });
  const sound = testedOn(tried(2, 9), 24)!;
  assert.equal(sound.count, hours / 2);
  assert.ok(sound.toPersistence > 0.8 && sound.toClimatology > 0.8);
  // Chosen for the first half, of no use in the second: the score says so.
  assert.ok(testedOn(tried(9, 0), 24)!.toPersistence < 0);
  assert.equal(testedOn({ ...tried(2, 9), outcomes: outcomes.subarray(0, 200) }, 24), undefined);
});
