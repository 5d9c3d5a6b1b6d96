import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { crossingShape, needsUpright, type PointState } from "./crossing-shape.ts";

const lanes = ["110112", "120114", "131000"];
const point = fc.record({
  party: fc.constantFrom(...lanes),
  state: fc.constantFrom<PointState>("done", "now", "ahead"),
});

test("a file handed in at Wuqing and decided in Tongzhou rises one lane and stays inside the picture", () => {
  const shape = crossingShape(
    [
      { party: "120114", state: "done" },
      { party: "120114", state: "done" },
      { party: "110112", state: "now" },
      { party: "120114", state: "ahead" },
    ],
    lanes,
    { width: 1000, rem: 16, headRem: 4 },
  );
  assert.equal(shape.upright, false);
  assert.deepEqual(
    shape.marks.map((mark) => Math.round(mark.y * 10) / 10),
    [146.4, 146.4, 48.8, 146.4],
  );
  assert.deepEqual(
    shape.stretches.map((stretch) => stretch.ahead),
    [false, false, true],
  );
});

test("on a phone, or with too many steps for the width, the picture stands upright", () => {
  assert.equal(needsUpright(328, 4, 16), true);
  assert.equal(needsUpright(1032, 8, 16), false);
  assert.equal(needsUpright(1032, 14, 16), true);
});

test("upright, long names of lanes stand apart, and the words of the steps keep their room", () => {
  const columnOf = (headRem: number) =>
    crossingShape([{ party: "110112", state: "now" }], lanes, { width: 328, rem: 16, headRem }).column;
  assert.equal(columnOf(2), 41.6); // 通州
  assert.ok(columnOf(4.5) > 70); // Tongzhou
  assert.ok(328 - 1.2 * 16 - 3 * columnOf(30) >= 6 * 16 - 1e-9);
});

test("whatever the course, every mark lies inside and time never runs backwards", () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 280, max: 1400 }),
      fc.double({ min: 1, max: 30, noNaN: true }),
      (points, width, headRem) => {
        const shape = crossingShape(points, lanes, { width, rem: 16, headRem });
        assert.equal(shape.stretches.length, points.length - 1);
        let before = -1;
        for (const mark of shape.marks) {
          assert.ok(mark.x > 0 && mark.x < width && mark.y > 0 && mark.y < shape.height);
          const along = shape.upright ? mark.y : mark.x;
          assert.ok(along > before);
          before = along;
        }
      },
    ),
  );
});
