import type { ObservedProperty } from "../standards/observed-properties.ts";
import { flag, isDoubtful } from "./flags.ts";

/** A value as it is judged, and those before it as they were judged: columns, oldest first. */
export type Judged = { atMs: number; value: number | null; flags: number };
export type Past = { atMs: number[]; values: (number | null)[]; flags: number[] };
/** The same value in a row: since when, how many times. It reaches further back than what is at hand of the past. */
export type Alike = { value: number | null; sinceMs: number; count: number };

/** The row of alike values once another has come. A gap ends it. */
export const alikeWith = (before: Alike | undefined, { atMs, value }: Omit<Judged, "flags">): Alike =>
  before?.value === value ? { ...before, count: before.count + 1 } : { value, sinceMs: atMs, count: 1 };

export const hourMs = 3_600_000;
/** A clock may go a little ahead before it is worth a word. */
const aheadMs = 5 * 60_000;
const fewestAlike = 6;
const jumpWithinMs = 24 * hourMs;

type Rules = Pick<ObservedProperty, "range" | "maxStepPerHour" | "spillFactor" | "flatAfterHours">;

/** The last of the values before that is one, or that is one and was not doubted. */
const lastOf = (
  { atMs, values, flags }: Past,
  isGood: boolean,
): (Judged & { value: number; at: number }) | undefined => {
  for (let at = values.length - 1; at >= 0; at--) {
    const value = values[at]!;
    if (value !== null && !(isGood && isDoubtful(flags[at]!)))
      return { atMs: atMs[at]!, value, flags: flags[at]!, at };
  }
  return undefined;
};

/** Whether a property can have moved from one value to the next in the time between. */
export const mayStep = (
  { maxStepPerHour = Infinity }: Pick<Rules, "maxStepPerHour">,
  from: { atMs: number; value: number },
  to: Omit<Judged, "flags">,
): boolean =>
  Math.abs(to.value! - from.value) <= maxStepPerHour * Math.max(1, (to.atMs - from.atMs) / hourMs);

/** So many times as much, or so many times less once it has gone by, is what a spill brings: its front is no slow change. */
const mayBeSpill = ({ spillFactor = 1 }: Rules, a: number, b: number): boolean =>
  Math.max(a, b) <= spillFactor * Math.min(a, b);

/**
 * Further from the last good value than the property can move, and from the value before as well: where two values in a row
 * agree on the new level, the water did change.
 */
const isJump = (rules: Rules, past: Past, now: Judged): boolean => {
  if (rules.maxStepPerHour === undefined) return false;
  const isExplained = (from: { atMs: number; value: number }) =>
    now.atMs - from.atMs > jumpWithinMs ||
    mayStep(rules, from, now) ||
    mayBeSpill(rules, from.value, now.value!);
  const before = lastOf(past, false);
  if (!before || isExplained(before)) return false;
  const good = lastOf(past, true);
  return good !== undefined && !isExplained(good);
};

/** Nothing speaks against it but that it is far from those before: an instrument jumps, and so does a spill. */
export const isJumpOnly = (flags: number): boolean =>
  (flags & flag.impossibleJump) !== 0 && !isDoubtful(flags & ~flag.impossibleJump);

/** The place of the value before, where it was doubted as a jump and a good value now lies on its level: the water did change. */
export const findBorneOut = (rules: Rules, past: Past, now: Judged): number | undefined => {
  const before = lastOf(past, false);
  if (now.value === null || isDoubtful(now.flags) || !before || !isJumpOnly(before.flags)) return undefined;
  const good = lastOf(past, true);
  const isNearer = !good || Math.abs(now.value - before.value) < Math.abs(now.value - good.value);
  return isNearer && mayStep(rules, before, now) ? before.at : undefined;
};

/** The same for longer than water or air stays the same. Nothing (no rain, below what can be detected) may last. */
const isFlat = ({ flatAfterHours }: Rules, before: Alike | undefined, now: Judged): boolean => {
  if (flatAfterHours === undefined || now.value === 0 || !before || before.value !== now.value) return false;
  return now.atMs - before.sinceMs >= flatAfterHours * hourMs && before.count + 1 >= fewestAlike;
};

/** What speaks against a value, by itself and by those before it. */
export const judgeValue = (
  rules: Rules | undefined,
  { past, alike }: { past: Past; alike?: Alike | undefined },
  now: Judged,
  nowMs: number,
): number => {
  let flags = 0;
  if (now.atMs > nowMs + aheadMs) flags |= flag.futureClock;
  if (now.value === null || !rules) return flags;
  const [low, high] = rules.range;
  if (now.value < low || now.value > high) flags |= flag.outOfRange;
  else if (isJump(rules, past, now)) flags |= flag.impossibleJump;
  if (isFlat(rules, alike, now)) flags |= flag.flatLine;
  return flags;
};

/** Below this there is no river water around the electrodes, only what clings to them (µS/cm). */
const dryBelow = 5;
const nearlyDryBelow = 50;
const collapsedTo = 0.2;
const lookedAt = 8;
const warmerBy = 3;

const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

type Seen = { past: Past; value: number | null };

const goodOf = ({ values, flags }: Past): number[] => {
  const good: number[] = [];
  for (let i = values.length - 1; i >= 0 && good.length < lookedAt; i--)
    if (values[i] !== null && !isDoubtful(flags[i]!)) good.push(values[i]!);
  return good;
};

/**
 * A sonde that lies dry goes on measuring: its conductivity collapses (at Wangjiabai on 2021-04-05 from 908 to 0.9 µS/cm,
 * published as normal) and its temperature follows the air. A collapse alone is enough below what water can have; above, the
 * temperature has to say the same, because a sluice may bring other water.
 */
export const isOutOfWater = (conductivity: Seen, temperature: Seen): boolean => {
  const { value } = conductivity;
  if (value === null) return false;
  if (value < dryBelow) return true;
  const usual = median(goodOf(conductivity.past));
  if (usual === undefined || value >= usual * collapsedTo) return false;
  const before = lastOf(temperature.past, true)?.value;
  const isWarmer =
    temperature.value !== null && before !== undefined && Math.abs(temperature.value - before) >= warmerBy;
  return value < nearlyDryBelow || isWarmer;
};
