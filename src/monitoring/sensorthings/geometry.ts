export type Position = readonly [number, number];

/** A simple feature flattened to what its relations need: loose points, lines, or polygons of rings (OGC 06-103r4, 6.1). */
export type Geometry = {
  kind: "geometry";
  points: Position[];
  lines: Position[][];
  polygons: Position[][][];
};

type Json = { type?: unknown; coordinates?: unknown; geometry?: unknown; geometries?: unknown };

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.every((part) => typeof part === "number" && Number.isFinite(part));

const listOf = <T>(value: unknown, one: (item: unknown) => T | undefined): T[] | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.map(one);
  return items.every((item) => item !== undefined) ? (items as T[]) : undefined;
};

const position = (value: unknown): Position | undefined =>
  isPosition(value) ? [value[0], value[1]] : undefined;
const line = (value: unknown): Position[] | undefined => {
  const positions = listOf(value, position);
  return positions && positions.length > 1 ? positions : undefined;
};
const isClosed = (ring: readonly Position[]): boolean => {
  const [x, y] = ring[0]!;
  const [lastX, lastY] = ring.at(-1)!;
  return x === lastX && y === lastY;
};
const ring = (value: unknown): Position[] | undefined => {
  const positions = line(value);
  return positions && positions.length > 3 && isClosed(positions) ? positions : undefined;
};
const polygon = (value: unknown): Position[][] | undefined => listOf(value, ring);

const geometry = (parts: Partial<Omit<Geometry, "kind">>): Geometry => ({
  kind: "geometry",
  points: [],
  lines: [],
  polygons: [],
  ...parts,
});

const readers: Record<string, (coordinates: unknown) => Partial<Geometry> | undefined> = {
  Point: (value) => wrap("points", position(value)),
  MultiPoint: (value) => only("points", listOf(value, position)),
  LineString: (value) => wrap("lines", line(value)),
  MultiLineString: (value) => only("lines", listOf(value, line)),
  Polygon: (value) => wrap("polygons", polygon(value)),
  MultiPolygon: (value) => only("polygons", listOf(value, polygon)),
};
const wrap = (part: string, value: unknown) => (value === undefined ? undefined : { [part]: [value] });
const only = (part: string, value: unknown) => (value === undefined ? undefined : { [part]: value });

/** GeoJSON (RFC 7946): a geometry, or a feature around one. */
export const findGeometry = (json: unknown): Geometry | undefined => {
  if (typeof json !== "object" || json === null) return undefined;
  const { type, coordinates, geometry: inner } = json as Json;
  if (type === "Feature") return findGeometry(inner);
  if (typeof type !== "string" || !Object.hasOwn(readers, type)) return undefined;
  const parts = readers[type]!(coordinates);
  return parts && geometry(parts);
};

const names: Record<string, string> = {
  POINT: "Point",
  MULTIPOINT: "MultiPoint",
  LINESTRING: "LineString",
  MULTILINESTRING: "MultiLineString",
  POLYGON: "Polygon",
  MULTIPOLYGON: "MultiPolygon",
};

/** Well-known text as `geography'…'` carries it: its brackets and commas are those of GeoJSON, differently spelt. */
export const findWellKnownText = (text: string): Geometry | undefined => {
  const match = /^\s*(?:SRID=4326;)?\s*([A-Z]+)\s*Z?\s*(\(.*\))\s*$/i.exec(text);
  const name = match && names[match[1]!.toUpperCase()];
  if (!name) return undefined;
  const pairs = match[2]!.replaceAll(
    /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:\s+-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)+/gi,
    (numbers) => `[${numbers.split(/\s+/).map(Number).join(",")}]`,
  );
  try {
    const json: unknown = JSON.parse(pairs.replaceAll("(", "[").replaceAll(")", "]"));
    const [single] = json as unknown[];
    if (name === "Point") return findGeometry({ type: name, coordinates: single });
    const loose = name === "MultiPoint" && Array.isArray(single) && Array.isArray(single[0]);
    return findGeometry({ type: name, coordinates: loose ? (json as unknown[]).flat() : json });
  } catch {
    return undefined;
  }
};

export type Segment = readonly [Position, Position];

export const segmentsOf = (positions: readonly Position[]): Segment[] =>
  positions.slice(1).map((end, n) => [positions[n]!, end]);

export const dimensionOf = ({ lines, polygons }: Geometry): 0 | 1 | 2 =>
  polygons.length > 0 ? 2 : lines.length > 0 ? 1 : 0;
