import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Network } from "../network-schema.ts";
import { flowClasses } from "../network.ts";
import { predictArrivals, type Range, type Release } from "./predict-arrivals.ts";

const folder = join(import.meta.dirname, "../../../definitions/agreements/2023-integration-pilot/networks");
const network = Network.parse(JSON.parse(readFileSync(join(folder, "border-rivers.json"), "utf8")));

const atMs = Date.parse("2026-04-01T00:00:00Z");
const release: Release = {
  station: "yangwazha",
  atMs,
  peak: 3,
  durationMinutes: 240,
  background: 0.4,
  threshold: 1,
};

const hours = ({ low, likely, high }: Range): number[] =>
  [low, likely, high].map((at) => Math.round((at - atMs) / 360_000) / 10);

const isOrdered = ({ low, likely, high }: Range): boolean => low <= likely && likely <= high;

describe("a peak at the border lock", () => {
  it("is announced for each section below, nearest first, as a range around the likely time", () => {
    const [wangjiabai, tumenlou, ...rest] = predictArrivals(network, release, "normal");
    assert.deepEqual([wangjiabai?.station, tumenlou?.station, rest.length], ["wangjiabai", "tumenlou", 0]);
    assert.deepEqual([wangjiabai?.lengthKm, tumenlou?.lengthKm], [9.8, 14.8]);
    const [low, likely, high] = hours(wangjiabai!.passage!.arrivesAtMs);
    assert.ok(low! < likely! && likely! < high!);
    // 9.8 km at 0.18 m/s take 15.1 hours; the leading edge comes before.
    assert.ok(likely! > 12 && likely! < 15.1);
    assert.equal(wangjiabai!.passage!.certainty, "likely", "slow and well mixed it stays below");
    const strong = predictArrivals(network, { ...release, peak: 9 }, "normal");
    assert.ok(strong.every(({ passage }) => passage!.certainty === "certain"));
  });

  it("says that nothing was measured on the way, and that water joining at Tumenlou is not counted", () => {
    const [wangjiabai, tumenlou] = predictArrivals(network, release, "normal");
    assert.deepEqual([wangjiabai?.isVerified, tumenlou?.isVerified], [false, false]);
    assert.deepEqual([wangjiabai?.isUndiluted, tumenlou?.isUndiluted], [false, true]);
  });

  it("spans all classes of flow where nobody knows the flow", () => {
    const unknown = predictArrivals(network, release)[0]!.passage!.arrivesAtMs;
    for (const flow of flowClasses) {
      const known = predictArrivals(network, release, flow)[0]!.passage!.arrivesAtMs;
      assert.ok(unknown.low <= known.low && unknown.high >= known.high, flow);
    }
  });

  it("may stay below the threshold: with all parameters, or only with the likely ones", () => {
    const weak = predictArrivals(network, { ...release, peak: 0.9 }, "normal");
    assert.deepEqual(
      weak.map(({ passage }) => passage),
      [undefined, undefined],
    );
    const near = predictArrivals(network, { ...release, threshold: 2.5 }, "normal");
    assert.equal(near[0]!.passage!.certainty, "possible");
  });

  it("is not followed through a reservoir", () => {
    const [only] = predictArrivals(network, { ...release, station: "bahaoqiao" });
    assert.equal(only?.passage, undefined);
    assert.match(only?.stoppedBy?.zh ?? "", /官厅水库/);
  });

  it("has nowhere to go from the last section", () =>
    assert.deepEqual(predictArrivals(network, { ...release, station: "tumenlou" }), []));
});

describe("where waters meet", () => {
  const diluted = structuredClone(network);
  diluted.reaches.find(({ from }) => from === "wangjiabai")!.flowShare = 0.5;

  it("a peak is diluted by the share of the flow, above what was there before", () => {
    const long = { ...release, durationMinutes: 6000, threshold: 0.5 };
    const [, before] = predictArrivals(network, long, "high");
    const [, after] = predictArrivals(diluted, long, "high");
    assert.equal(after?.isUndiluted, false);
    assert.ok(Math.abs(before!.passage!.peak.likely - 3) < 0.01);
    assert.ok(Math.abs(after!.passage!.peak.likely - (0.4 + 2.6 / 2)) < 0.01);
  });

  it("arms that part and meet again add up to what went in", () => {
    const arms = structuredClone(network);
    const [first] = arms.reaches;
    arms.reaches = [
      { ...first!, from: "a", to: "b", lengthKm: 5, flowShare: 0.7 },
      { ...first!, from: "a", to: "c", lengthKm: 3 },
      { ...first!, from: "c", to: "b", lengthKm: 2, flowShare: 0.3 },
    ];
    const long = { ...release, station: "a", durationMinutes: 20_000 };
    const found = predictArrivals(arms, long, "high").find(({ station }) => station === "b");
    assert.ok(Math.abs(found!.passage!.peak.likely - 3) < 0.01);
  });
});

it("gives ordered ranges that only grow later downstream, whatever was released", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 50, noNaN: true }),
      fc.integer({ min: 15, max: 2880 }),
      fc.constantFrom(...flowClasses),
      (peak, durationMinutes, flow) => {
        const [near, far] = predictArrivals(
          network,
          { station: "yangwazha", atMs, peak, durationMinutes },
          flow,
        );
        for (const { passage } of [near!, far!]) {
          const { arrivesAtMs, peakAtMs, endsAtMs, durationMinutes: lasts, peak: top } = passage!;
          assert.ok([arrivesAtMs, peakAtMs, endsAtMs, lasts, top].every(isOrdered));
          assert.ok(top.high <= peak * (1 + 1e-9) && arrivesAtMs.low > atMs);
        }
        for (const side of ["low", "likely", "high"] as const)
          assert.ok(near!.passage!.arrivesAtMs[side] < far!.passage!.arrivesAtMs[side]);
      },
    ),
    { numRuns: 15 },
  );
});
