import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { flag } from "../../observations/flags.ts";
import { standardAt } from "../../standards/standard-at.ts";
import { axisOf, bandsOf, curveOf, medianOf } from "./curve.ts";
import { evaluateWater } from "../../standards/evaluate-water.ts";

const standard = standardAt("surface-water-standard", "2026-04-01")!;
const rowOf = (property: string) => standard.rows.find((row) => row.property === property);

describe("the bands behind a curve", () => {
  it("are the limits of the standard: ammonia grows worse upwards, oxygen downwards", () => {
    assert.deepEqual(
      bandsOf(rowOf("ammonia-nitrogen"), "river").map(({ class: name, to }) => [name, to]),
      [
        ["I", 0.15],
        ["II", 0.5],
        ["III", 1],
        ["IV", 1.5],
        ["V", 2],
        ["inferior-V", Infinity],
      ],
    );
    assert.deepEqual(bandsOf(rowOf("dissolved-oxygen"), "river").at(-1), {
      class: "inferior-V",
      from: -Infinity,
      to: 2,
    });
  });

  it("differ between river and lake for phosphorus, and there are none for nitrogen in rivers", () => {
    assert.equal(bandsOf(rowOf("total-phosphorus"), "river")[2]!.to, 0.2);
    assert.equal(bandsOf(rowOf("total-phosphorus"), "lake")[2]!.to, 0.05);
    assert.deepEqual(bandsOf(rowOf("total-nitrogen"), "river"), []);
    assert.deepEqual(bandsOf(undefined, "river"), []);
  });

  it("say the same class as the evaluation does, for any value between the limits", () => {
    const items = [
      "ammonia-nitrogen",
      "dissolved-oxygen",
      "permanganate-index",
      "total-phosphorus",
      "ph",
      "cod",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...items),
        fc.double({ min: 0.001, max: 45, noNaN: true }),
        (item, value) => {
          const bands = bandsOf(rowOf(item), "river");
          fc.pre(bands.every(({ from, to }) => value !== from && value !== to));
          const within = bands.find(({ from, to }) => value > from && value < to);
          assert.equal(within?.class, evaluateWater(standard, { [item]: value }).class);
        },
      ),
    );
  });
});

describe("the curve", () => {
  const hour = 3_600_000;
  it("breaks where nothing came, and keeps doubtful, corrected and exercise values apart", () => {
    const curve = curveOf(
      {
        atMs: [0, 4 * hour, 8 * hour, 20 * hour, 24 * hour, 28 * hour],
        values: [1, 2, 99, 3, null, 5],
        flags: [0, flag.corrected, flag.outOfRange, 0, flag.notReported, flag.exercise],
        revisions: [0, 1, 0, 0, 0, 0],
      },
      240,
    );
    assert.deepEqual(curve.line, [
      [0, 1],
      [4 * hour, 2],
      [4 * hour + 1, null],
      [20 * hour, 3],
      [24 * hour, null],
    ]);
    assert.deepEqual(
      [curve.doubtful, curve.corrected, curve.exercise].map((dots) => dots.map(([, value]) => value)),
      [[99], [2], [5]],
    );
  });

  it("is seen against the next limit above and below it", () => {
    const { min, max } = axisOf([0.6, 0.8], bandsOf(rowOf("ammonia-nitrogen"), "river"));
    assert.ok(max > 1 && max < 1.2 && min < 0.5 && min > 0.4);
  });

  it("has a usual value that a short peak does not move", () => {
    assert.equal(medianOf([1, 1, 1.2, 9]), 1.1);
    assert.equal(medianOf([]), undefined);
  });
});
