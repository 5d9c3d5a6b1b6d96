/** Chance that can be repeated: all of it follows from one number. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  next: () => number;
  below: (n: number) => number;
  between: (from: number, to: number) => number;
  happens: (probability: number) => boolean;
  among: <T>(list: readonly T[]) => T;
  /** One of the names, each as often as its number says. */
  weighed: <T extends string>(weights: Partial<Record<T, number>>) => T;
  /** Chance of its own, so that what one consumer draws does not change what another gets. */
  apart: () => Chance;
};

/** mulberry32. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    between: (from, to) => from + next() * (to - from),
    happens: (probability) => next() < probability,
    among: (list) => list[below(list.length)]!,
    weighed: <T extends string>(weights: Partial<Record<T, number>>): T => {
      const entries = Object.entries(weights) as [T, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return entries.at(-1)![0];
    },
    apart: () => chanceFrom(below(2 ** 31)),
  };
};
