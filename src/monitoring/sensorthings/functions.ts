import { findGeometry, type Geometry } from "./geometry.ts";
import { distance, fitsPattern, lengthOf, relate, relations } from "./spatial.ts";
import { findTime, instant, type Time } from "./time.ts";

/** A value while a condition is worked out: a literal, or whatever JSON an entity holds. */
export type Value = unknown;

export type Known = { least: number; most: number; apply: (of: Value[], nowMs: number) => Value };

export const isTime = (value: Value): value is Time =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "time";

export const asTime = (value: Value): Time | undefined =>
  isTime(value) ? value : typeof value === "string" ? findTime(value) : undefined;

export const asGeometry = (value: Value): Geometry | undefined => {
  if (typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "geometry")
    return value as Geometry;
  return findGeometry(value);
};

/** What does not fit a function has no value (null), so that no condition on it holds. */
const ofTexts =
  (apply: (...texts: string[]) => Value) =>
  (of: Value[]): Value =>
    of.every((value) => typeof value === "string") ? apply(...of) : null;
const texts = (count: number, apply: (...texts: string[]) => Value): Known => ({
  least: count,
  most: count,
  apply: ofTexts(apply),
});
const number = (apply: (value: number) => number): Known => ({
  least: 1,
  most: 1,
  apply: ([value]) => (typeof value === "number" ? apply(value) : null),
});
/** Of an interval its beginning counts. */
const date = (apply: (at: Date) => Value): Known => ({
  least: 1,
  most: 1,
  apply: ([value]) => {
    const time = asTime(value);
    return time ? apply(new Date(time.startMs)) : null;
  },
});
const times = (apply: (a: Time, b: Time) => boolean): Known => ({
  least: 2,
  most: 2,
  apply: ([first, second]) => {
    const [a, b] = [asTime(first), asTime(second)];
    return a && b ? apply(a, b) : null;
  },
});
const shapes = (apply: (a: Geometry, b: Geometry) => Value): Known => ({
  least: 2,
  most: 2,
  apply: ([first, second]) => {
    const [a, b] = [asGeometry(first), asGeometry(second)];
    return a && b ? apply(a, b) : null;
  },
});
const constant = (value: (nowMs: number) => Value): Known => ({
  least: 0,
  most: 0,
  apply: (_, nowMs) => value(nowMs),
});

const firstMs = Date.parse("0001-01-01T00:00:00Z");
const lastMs = Date.parse("9999-12-31T23:59:59.999Z");
const awayFromZero = (value: number) => Math.sign(value) * Math.round(Math.abs(value));

/** The built-in functions of OGC 18-088, table 23, and the relations of time that its clients use besides. */
export const functions: Record<string, Known> = {
  substringof: texts(2, (part, whole) => whole!.includes(part!)),
  contains: texts(2, (whole, part) => whole!.includes(part!)),
  startswith: texts(2, (whole, part) => whole!.startsWith(part!)),
  endswith: texts(2, (whole, part) => whole!.endsWith(part!)),
  length: texts(1, (whole) => Array.from(whole!).length),
  indexof: texts(2, (whole, part) => whole!.indexOf(part!)),
  tolower: texts(1, (whole) => whole!.toLowerCase()),
  toupper: texts(1, (whole) => whole!.toUpperCase()),
  trim: texts(1, (whole) => whole!.trim()),
  concat: texts(2, (first, second) => first! + second!),
  substring: {
    least: 2,
    most: 3,
    apply: ([whole, start, length]) => {
      if (typeof whole !== "string" || typeof start !== "number") return null;
      return whole.slice(start, typeof length === "number" ? start + length : undefined);
    },
  },
  year: date((at) => at.getUTCFullYear()),
  month: date((at) => at.getUTCMonth() + 1),
  day: date((at) => at.getUTCDate()),
  hour: date((at) => at.getUTCHours()),
  minute: date((at) => at.getUTCMinutes()),
  second: date((at) => at.getUTCSeconds()),
  fractionalseconds: date((at) => at.getUTCMilliseconds() / 1000),
  date: date((at) => instant(Math.floor(at.getTime() / 86_400_000) * 86_400_000)),
  time: date((at) => at.toISOString().slice(11, 23)),
  totaloffsetminutes: date(() => 0),
  now: constant((nowMs) => instant(nowMs)),
  mindatetime: constant(() => instant(firstMs)),
  maxdatetime: constant(() => instant(lastMs)),
  round: number(awayFromZero),
  floor: number(Math.floor),
  ceiling: number(Math.ceil),
  before: times((a, b) => a.endMs < b.startMs || (a.endMs === b.startMs && a.startMs < a.endMs)),
  after: times((a, b) => a.startMs > b.endMs || (a.startMs === b.endMs && b.startMs < b.endMs)),
  meets: times((a, b) => a.endMs === b.startMs || a.startMs === b.endMs),
  during: times((a, b) => b.startMs <= a.startMs && a.endMs <= b.endMs),
  overlaps: times((a, b) => a.startMs < b.endMs && b.startMs < a.endMs),
  starts: times((a, b) => a.startMs === b.startMs && a.endMs <= b.endMs),
  finishes: times((a, b) => a.endMs === b.endMs && a.startMs >= b.startMs),
  "geo.distance": shapes(distance),
  "geo.intersects": shapes(relations["intersects"]!),
  "geo.length": {
    least: 1,
    most: 1,
    apply: ([value]) => {
      const shape = asGeometry(value);
      return shape ? lengthOf(shape) : null;
    },
  },
  ...Object.fromEntries(Object.entries(relations).map(([name, holds]) => [`st_${name}`, shapes(holds)])),
  st_relate: {
    least: 3,
    most: 3,
    apply: ([first, second, pattern]) => {
      const [a, b] = [asGeometry(first), asGeometry(second)];
      return a && b && typeof pattern === "string" ? fitsPattern(relate(a, b), pattern) : null;
    },
  },
};
