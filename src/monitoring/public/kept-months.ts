import { boundedMap } from "#base/bounded-map.ts";
import type { Instant } from "#base/time.ts";
import type { MonthView } from "./contract.ts";

/** What is known of a month before it is counted. */
export type Countable = {
  /** Whether there are values of it: no other month is worth a place. */
  hasValues: boolean;
  /** All that its count rests on: while every part is the same, so is the report of a month that is over. */
  restsOn: readonly unknown[];
  count: () => Promise<MonthView>;
};

type Counted = { view: MonthView; restsOn: readonly unknown[]; atMs: number; hasValues: boolean };

const keptMs = 60_000;
const overKeptMs = 600_000;
const mostMonths = 120;

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/**
 * Gives a month as it was counted up to a minute ago; who asks meanwhile waits for the same count. After a minute a month
 * that is over is counted anew only where something it rests on changed, or after ten.
 */
export const keptMonths = (look: (month: string, now: Instant) => Promise<Countable>) => {
  const kept = boundedMap<string, { lookedMs: number; counted: Promise<Counted> }>(mostMonths);

  const countUnlessSame = async (
    month: string,
    now: Instant,
    last: Promise<Counted> | undefined,
  ): Promise<Counted> => {
    const { hasValues, restsOn, count } = await look(month, now);
    const before = await last?.catch(() => undefined);
    const atMs = Date.parse(now);
    const isOver = before?.view.isComplete && atMs - before.atMs < overKeptMs;
    return isOver && isSame(before.restsOn, restsOn)
      ? before
      : { view: await count(), restsOn, atMs, hasValues };
  };

  return async (month: string, now: Instant): Promise<MonthView> => {
    const nowMs = Date.parse(now);
    const last = kept.get(month);
    const ageMs = last ? nowMs - last.lookedMs : keptMs;
    if (last && ageMs >= 0 && ageMs < keptMs) return (await last.counted).view;
    const one = { lookedMs: nowMs, counted: countUnlessSame(month, now, last?.counted) };
    kept.delete(month);
    kept.set(month, one);
    const forget = () => kept.get(month) === one && kept.delete(month);
    one.counted.then(({ hasValues }) => hasValues || forget(), forget);
    return (await one.counted).view;
  };
};
