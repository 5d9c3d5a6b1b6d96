import { dimensionOf, segmentsOf, type Geometry, type Position, type Segment } from "./geometry.ts";

type Where = "I" | "B" | "E"; // interior, boundary, exterior
const rows = { I: 0, B: 1, E: 2 } as const;

const tolerance = 1e-9; // degrees: a tenth of a millimetre

const same = ([x1, y1]: Position, [x2, y2]: Position): boolean => Math.hypot(x1 - x2, y1 - y2) <= tolerance;

/** How far along the segment (0–1) the nearest point of it is. */
const along = ([x, y]: Position, [[x1, y1], [x2, y2]]: Segment): number => {
  const squared = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  return squared === 0
    ? 0
    : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / squared));
};
const at = ([[x1, y1], [x2, y2]]: Segment, t: number): Position => [x1 + t * (x2 - x1), y1 + t * (y2 - y1)];
const toSegment = (point: Position, segment: Segment): number => {
  const [x, y] = at(segment, along(point, segment));
  return Math.hypot(point[0] - x, point[1] - y);
};

const edges = ({ lines, polygons }: Geometry): Segment[] =>
  [...lines, ...polygons.flat()].flatMap(segmentsOf);

/** Ends of lines that an odd number of lines share (the mod-2 rule, OGC 06-103r4, 6.1.7). */
const lineEnds = ({ lines }: Geometry): Position[] => {
  const ends = lines.flatMap((line) => [line[0]!, line.at(-1)!]);
  return ends.filter((end) => ends.filter((other) => same(end, other)).length % 2 === 1);
};

const isInRings = ([x, y]: Position, rings: readonly (readonly Position[])[]): boolean => {
  let inside = false;
  for (const [[x1, y1], [x2, y2]] of rings.flatMap(segmentsOf))
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  return inside;
};

const locate = (point: Position, geometry: Geometry): Where => {
  if (geometry.points.some((other) => same(point, other))) return "I";
  if (
    geometry.polygons
      .flat()
      .some((ring) => segmentsOf(ring).some((side) => toSegment(point, side) <= tolerance))
  )
    return "B";
  if (geometry.polygons.some((rings) => isInRings(point, rings))) return "I";
  if (lineEnds(geometry).some((end) => same(point, end))) return "B";
  return geometry.lines.some((line) => segmentsOf(line).some((side) => toSegment(point, side) <= tolerance))
    ? "I"
    : "E";
};

/** Where two segments meet, as parts of the first. */
const meetings = (one: Segment, other: Segment): number[] => {
  const [[x1, y1], [x2, y2]] = one;
  const [[x3, y3], [x4, y4]] = other;
  const touching = other.filter((end) => toSegment(end, one) <= tolerance).map((end) => along(end, one));
  const cross = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3);
  if (Math.abs(cross) < Number.EPSILON) return touching;
  const t = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / cross;
  const u = ((x3 - x1) * (y2 - y1) - (y3 - y1) * (x2 - x1)) / cross;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [...touching, t] : touching;
};

/** A geometry cut where the other one meets it: each piece lies wholly in one part of the other. */
const pieces = function* (
  geometry: Geometry,
  other: Geometry,
): Generator<{ point: Position; dimension: 0 | 1 }> {
  for (const point of geometry.points) yield { point, dimension: 0 };
  const others = edges(other);
  for (const edge of edges(geometry)) {
    const cuts = others.flatMap((side) => meetings(edge, side));
    for (const point of other.points) if (toSegment(point, edge) <= tolerance) cuts.push(along(point, edge));
    const parts = [...new Set([0, 1, ...cuts])].sort((a, b) => a - b);
    for (const [n, part] of parts.entries()) {
      yield { point: at(edge, part), dimension: 0 };
      const following = parts[n + 1];
      if (following === undefined || same(at(edge, part), at(edge, following))) continue;
      yield { point: at(edge, (part + following) / 2), dimension: 1 };
    }
  }
};

/** A point inside a polygon: the middle of the widest stretch of a line between two of its heights. */
const insidePoint = (rings: readonly (readonly Position[])[]): Position | undefined => {
  const heights = [...new Set(rings[0]!.map(([, y]) => y))].sort((a, b) => a - b);
  const y = ((heights[0] ?? 0) + (heights[1] ?? 0)) / 2;
  const crossings = rings
    .flatMap(segmentsOf)
    .filter(([[, y1], [, y2]]) => y1 > y !== y2 > y)
    .map(([[x1, y1], [x2, y2]]) => x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
    .sort((a, b) => a - b);
  const [left, right] = crossings;
  return left === undefined || right === undefined ? undefined : [(left + right) / 2, y];
};

/** The dimensionally extended nine-intersection matrix, row by row: `212FF1FF2`. */
export const relate = (a: Geometry, b: Geometry): string => {
  const matrix = [-1, -1, -1, -1, -1, -1, -1, -1, 2];
  const raise = (inA: Where, inB: Where, dimension: number) => {
    const cell = rows[inA] * 3 + rows[inB];
    matrix[cell] = Math.max(matrix[cell]!, dimension);
  };
  for (const [one, other, note] of [
    [a, b, raise],
    [b, a, (own: Where, its: Where, dimension: number) => raise(its, own, dimension)],
  ] as const) {
    const isArea = dimensionOf(one) === 2;
    const meetsArea = dimensionOf(other) === 2;
    for (const { point, dimension } of pieces(one, other)) {
      const own = locate(point, one);
      const its = locate(point, other);
      note(own, its, dimension);
      // Beside a border of one area that lies inside the other there is inside and outside of the first.
      if (isArea && meetsArea && dimension === 1 && its !== "B") note("I", its, 2);
      if (isArea && meetsArea && dimension === 1 && its === "I") note("E", "I", 2);
    }
    if (!isArea) continue;
    if (!meetsArea) note("I", "E", 2);
    for (const rings of meetsArea ? one.polygons : []) {
      const inside = insidePoint(rings);
      const its = inside && locate(inside, other);
      if (its && its !== "B") note("I", its, 2);
    }
  }
  return matrix.map((dimension) => (dimension < 0 ? "F" : String(dimension))).join("");
};

export const fitsPattern = (matrix: string, pattern: string): boolean =>
  pattern.length === 9 &&
  Array.from(pattern.toUpperCase()).every(
    (wanted, n) => wanted === "*" || (wanted === "T" ? matrix[n] !== "F" : wanted === matrix[n]),
  );

type Relation = (a: Geometry, b: Geometry) => boolean;
const any =
  (...patterns: string[]): Relation =>
  (a, b) => {
    const matrix = relate(a, b);
    return patterns.some((pattern) => fitsPattern(matrix, pattern));
  };
const disjoint = any("FF*FF****");

/** The named relations (OGC 06-103r4, 6.1.15.3). */
export const relations: Record<string, Relation> = {
  equals: any("T*F**FFF*"),
  disjoint,
  intersects: (a, b) => !disjoint(a, b),
  touches: any("FT*******", "F**T*****", "F***T****"),
  within: any("T*F**F***"),
  contains: any("T*****FF*"),
  crosses: (a, b) => {
    const order = dimensionOf(a) - dimensionOf(b);
    if (order === 0) return dimensionOf(a) === 1 && any("0********")(a, b);
    return any(order < 0 ? "T*T******" : "T*****T**")(a, b);
  },
  overlaps: (a, b) =>
    dimensionOf(a) === dimensionOf(b) && any(dimensionOf(a) === 1 ? "1*T***T**" : "T*T***T**")(a, b),
};

/** In degrees, the unit of the reference system (WGS 84), as FROST and PostGIS `geometry` give it. */
export const distance = (a: Geometry, b: Geometry): number => {
  if (!disjoint(a, b)) return 0;
  const corners = (geometry: Geometry) => [...geometry.points, ...edges(geometry).flat()];
  const nearest = (points: Position[], sides: Segment[]) =>
    Math.min(...points.flatMap((point) => sides.map((side) => toSegment(point, side))));
  const sides = (geometry: Geometry): Segment[] => [
    ...edges(geometry),
    ...geometry.points.map((point): Segment => [point, point]),
  ];
  return Math.min(nearest(corners(a), sides(b)), nearest(corners(b), sides(a)));
};

export const lengthOf = ({ lines }: Geometry): number =>
  lines.flatMap(segmentsOf).reduce((sum, [[x1, y1], [x2, y2]]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
