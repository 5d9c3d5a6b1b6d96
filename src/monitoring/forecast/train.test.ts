import assert from "node:assert/strict";
import { test } from "node:test";
import { findRealFile, unlessPresent } from "../test-real-file.ts";
import { evaluate } from "./evaluate.ts";
import type { Hours } from "./hours.ts";
import { predictor } from "./predict.ts";
import { readPrsa } from "./test-files.ts";
import { train } from "./train.ts";

/** Air of a place where a wind from the north-west clears what a calm gathers, with a daily course and gaps. */
const madeUp = (count: number): Hours => {
  let seed = 7;
  const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const pm25 = new Float64Array(count);
  const speed = new Float64Array(count);
  const direction = new Float64Array(count);
  let load = 60;
  let isClearing = false;
  for (let i = 0; i < count; i++) {
    if (random() < 0.03) isClearing = !isClearing;
    speed[i] = isClearing ? 4 + random() : 0.8 + random();
    direction[i] = isClearing ? 315 : 135;
    load = Math.max(5, load + (isClearing ? -0.12 * load : 2.5) + 8 * (random() - 0.5));
    pm25[i] = random() < 0.03 ? Number.NaN : load + 10 * Math.sin((2 * Math.PI * i) / 24);
  }
  return {
    startMs: Date.UTC(2025, 0, 1),
    count,
    of: { pm25, "wind-speed": speed, "wind-direction": direction },
  };
};

const hours = madeUp(24 * 150);
const until = 24 * 120;
const model = train(hours, "pm25", until, [1, 3, 6, 12, 24]);

test("a forecast knows nothing of the hours after it was issued", () => {
  const issued = until + 100;
  const known = predictor(model, hours, until)(issued, 12);
  const changed = Object.fromEntries(
    Object.entries(hours.of).map(([code, values]) => [
      code,
      values.map((value, i) => (i > issued ? 999 : value)),
    ]),
  );
  assert.deepEqual(predictor(model, { ...hours, of: changed }, until)(issued, 12), known);
});

test("training knows nothing of the hours it is to be tried on", () => {
  const cut = Object.fromEntries(
    Object.entries(hours.of).map(([code, values]) => [code, values.slice(0, until)]),
  );
  assert.deepEqual(
    train({ ...hours, count: until, of: cut }, "pm25", until, [3]).horizons.get(3),
    model.horizons.get(3),
  );
});

test("each input's share is said, and together they are the forecast", () => {
  const predict = predictor(model, hours, until);
  for (const ahead of [1, 6, 24]) {
    const { value, moved, persistence, climatology } = predict(until + 50, ahead)!;
    const { weights, coefficients } = model.horizons.get(ahead)!;
    const usual =
      weights.model * coefficients[0]! +
      weights.persistence * persistence +
      weights.climatology * climatology;
    const sum = Object.values(moved).reduce((a, b) => a + b, usual);
    assert.ok(Math.abs(sum - value) < 1e-6 || value === model.least);
  }
});

test("seasons are not learnt from less than a year, nor inputs that nobody measures", () => {
  assert.equal(model.withSeasons, false);
  assert.ok(model.scales.every(({ name }) => !name.includes("year")));
  assert.ok(model.scales.every(({ input }) => input !== "pressure" && input !== "others"));
});

test("without a value in the last hours there is no forecast", () => {
  const silent = Float64Array.from(hours.of["pm25"]!).fill(Number.NaN, until, until + 48);
  const predict = predictor(model, { ...hours, of: { ...hours.of, pm25: silent } }, until);
  assert.equal(predict(until + 40, 1), undefined);
});

const file = findRealFile("air", "PRSA_data_2010.1.1-2014.12.31.csv");

test(
  "five years of Beijing: better than the last value at every horizon, by the promised share at 24 hours",
  { skip: unlessPresent(file, "the PRSA file") },
  () => {
    const { scores } = evaluate(readPrsa(file!), "pm25", [1, 3, 6, 12, 24, 48, 72], 75);
    for (const score of scores.values()) {
      assert.ok(score.skillToPersistence > 0.05);
      assert.ok(score.coverage > 0.76 && score.coverage < 0.84);
      assert.ok(score.csi > score.csiOfPersistence);
    }
    assert.ok(scores.get(24)!.skillToPersistence >= 0.16);
    assert.ok(scores.get(24)!.csi >= 0.52);
    for (const ahead of [48, 72]) assert.ok(scores.get(ahead)!.skillToClimatology > -0.005);
  },
);
