import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findWellKnownText, type Geometry } from "./geometry.ts";
import { distance, relate, relations } from "./spatial.ts";

const shape = (text: string): Geometry => {
  const found = findWellKnownText(text);
  if (!found) throw new Error(text);
  return found;
};
const square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";

// Expected matrices are those that JTS and PostGIS give for these pairs.
for (const [a, b, matrix] of [
  ["POINT(1 1)", "POINT(1 1)", "0FFFFFFF2"],
  ["POINT(1 1)", square, "0FFFFF212"],
  ["POINT(0 1)", square, "F0FFFF212"],
  ["POINT(9 9)", square, "FF0FFF212"],
  ["LINESTRING(-1 2, 5 2)", square, "101FF0212"],
  ["LINESTRING(1 1, 2 2)", square, "1FF0FF212"],
  ["LINESTRING(0 0, 4 0)", square, "F1FF0F212"],
  ["LINESTRING(0 0, 2 2)", "LINESTRING(0 2, 2 0)", "0F1FF0102"],
  [square, "POLYGON((2 2, 6 2, 6 6, 2 6, 2 2))", "212101212"],
  [square, "POLYGON((4 0, 8 0, 8 4, 4 4, 4 0))", "FF2F11212"],
  [square, "POLYGON((1 1, 2 1, 2 2, 1 2, 1 1))", "212FF1FF2"],
  [square, square, "2FFF1FFF2"],
] as const)
  test(`${a} and ${b} meet as ${matrix}`, () => assert.equal(relate(shape(a), shape(b)), matrix));

for (const [relation, a, b] of [
  ["equals", "LINESTRING(0 0, 2 2)", "LINESTRING(2 2, 1 1, 0 0)"],
  ["touches", "LINESTRING(0 0, 2 2)", "LINESTRING(2 2, 3 0)"],
  ["crosses", "LINESTRING(-1 2, 5 2)", square],
  ["overlaps", "LINESTRING(0 0, 2 0)", "LINESTRING(1 0, 3 0)"],
  ["contains", square, "POINT(1 1)"],
  ["within", "POLYGON((1 1, 2 1, 2 2, 1 1))", square],
  ["disjoint", "POINT(9 9)", square],
] as const)
  test(`${a} ${relation} ${b}`, () => assert.equal(relations[relation]!(shape(a), shape(b)), true));

test("a hole is outside", () => {
  const ring = shape("POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))");
  assert.equal(relations["disjoint"]!(shape("POINT(4 4)"), ring), true);
  assert.equal(distance(shape("POINT(4 4)"), ring), 1);
});

const position = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
const anyShape = fc.oneof(
  position.map(([x, y]) => shape(`POINT(${x} ${y})`)),
  fc
    .tuple(position, position)
    .filter(([[a, b], [c, d]]) => a !== c || b !== d)
    .map(([[a, b], [c, d]]) => shape(`LINESTRING(${a} ${b}, ${c} ${d})`)),
  fc
    .tuple(position, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .map(([[x, y], w, h]) =>
      shape(`POLYGON((${x} ${y}, ${x + w} ${y}, ${x + w} ${y + h}, ${x} ${y + h}, ${x} ${y}))`),
    ),
);

test("the relation seen from the other side is the transposed one", () => {
  fc.assert(
    fc.property(anyShape, anyShape, (a, b) => {
      const [one, other] = [relate(a, b), relate(b, a)];
      const transposed = [0, 3, 6, 1, 4, 7, 2, 5, 8].map((cell) => other[cell]).join("");
      assert.equal(one, transposed);
      assert.equal(relations["disjoint"]!(a, b), distance(a, b) > 0);
      assert.equal(relations["equals"]!(a, a), true);
    }),
  );
});
