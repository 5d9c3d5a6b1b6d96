/** The crossing picture as numbers: one lane per party, the file's way through them. Pure, so that it can be tested. */
export type PointState = "done" | "now" | "ahead";
export type Stretch = { d: string; ahead: boolean };
export type Mark = { x: number; y: number; state: PointState };
export type Shape = {
  width: number;
  height: number;
  stretches: Stretch[];
  marks: Mark[];
  upright: boolean;
  column: number;
};

type Point = { party: string; state: PointState };

/** Below this width per step the words would collide: the picture then stands upright. */
export const needsUpright = (width: number, points: number, rem: number): boolean =>
  width < 40 * rem || (width - 7.5 * rem) / Math.max(points, 1) < 5.2 * rem;

const curve = (from: Mark, to: Mark, upright: boolean): string => {
  if (upright) {
    if (from.x === to.x) return `M${from.x} ${from.y}V${to.y}`;
    const middle = (from.y + to.y) / 2;
    return `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
  }
  if (from.y === to.y) return `M${from.x} ${from.y}H${to.x}`;
  const reach = Math.min((to.x - from.x) * 0.36, 46);
  const middle = (from.x + to.x) / 2;
  return `M${from.x} ${from.y}H${middle - reach}C${middle} ${from.y} ${middle} ${to.y} ${middle + reach} ${to.y}H${to.x}`;
};

export const crossingShape = (
  points: readonly Point[],
  lanes: readonly string[],
  { width, rem, headRem }: { width: number; rem: number; headRem: number },
): Shape => {
  const upright = needsUpright(width, points.length, rem);
  const laneOf = (party: string) => Math.max(0, lanes.indexOf(party));
  const left = upright ? 1.2 * rem : 8 * rem;
  // Upright, lanes stand apart by the longest of their names, as far as that leaves the steps room for their words.
  const apart = Math.min(headRem * rem, (width - left - 6 * rem) / lanes.length);
  const column = upright ? Math.max(2.6 * rem, apart) : (width - left) / Math.max(points.length, 1);
  const row = upright ? 4.1 * rem : 6.1 * rem;
  const marks = points.map((point, at) =>
    upright
      ? { x: left + laneOf(point.party) * column, y: row * (at + 0.5), state: point.state }
      : { x: left + column * (at + 0.5), y: row * (laneOf(point.party) + 0.5), state: point.state },
  );
  const stretches = marks.slice(1).map((mark, at) => ({
    d: curve(marks[at]!, mark, upright),
    ahead: mark.state === "ahead",
  }));
  return { width, height: row * (upright ? points.length : lanes.length), stretches, marks, upright, column };
};
