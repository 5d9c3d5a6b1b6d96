import { lookBack, maxInChunk } from "./chunk.ts";
import { flag, givenFlags } from "./flags.ts";
import { emptySeries, type Series } from "./reading.ts";

/** A value on its way into a stream. */
export type Incoming = { atMs: number; value: number | null; flags: number; averagingMinutes: number };

export type Chunk = { firstAtMs: number; series: Series };

/** What became of one incoming value; `before` is what it replaces. */
export type Merged = {
  given: Incoming;
  state: "new" | "revised" | "same";
  /** As it is kept now. */
  flags: number;
  revision: number;
  before?: { value: number | null; flags: number };
};

export type Merge = {
  outcomes: Merged[];
  /** The chunks as they are now: those that changed, and the first times of those that are no more. */
  written: Chunk[];
  removed: number[];
  chunks: Chunk[];
};

type Kept = Pick<Incoming, "value" | "flags" | "averagingMinutes">;

/** Not reported, no sensor: nothing is known, which takes nothing back. Taking back is said by a flag. */
const saysNothing = ({ value, flags }: Kept): boolean => value === null && (flags & flag.withdrawn) === 0;

/**
 * Whether a value says again what is here. Somebody who hands in a value again does not say what quality control found
 * in it: `asGiven` compares only what was handed in.
 */
export const repeats = (kept: Kept, given: Kept, asGiven: boolean): boolean => {
  if (saysNothing(given) && kept.value !== null) return true;
  const mask = asGiven ? givenFlags : ~flag.corrected;
  return (
    kept.value === given.value &&
    (kept.flags & mask) === (given.flags & mask) &&
    kept.averagingMinutes === given.averagingMinutes
  );
};

const push = (to: Series, { atMs, value, flags, averagingMinutes }: Incoming): void => {
  to.atMs.push(atMs);
  to.values.push(value);
  to.flags.push(flags);
  to.revisions.push(0);
  to.averagingMinutes.push(averagingMinutes);
};

const copy = (to: Series, from: Series, i: number): void => {
  to.atMs.push(from.atMs[i]!);
  to.values.push(from.values[i]!);
  to.flags.push(from.flags[i]!);
  to.revisions.push(from.revisions[i]!);
  to.averagingMinutes.push(from.averagingMinutes[i]!);
};

export const rowAt = (from: Series, i: number) => ({
  atMs: from.atMs[i]!,
  value: from.values[i]!,
  flags: from.flags[i]!,
  revision: from.revisions[i]!,
  averagingMinutes: from.averagingMinutes[i]!,
});
export type Row = ReturnType<typeof rowAt>;

export const sliceSeries = (series: Series, from: number, to?: number): Series => ({
  atMs: series.atMs.slice(from, to),
  values: series.values.slice(from, to),
  flags: series.flags.slice(from, to),
  revisions: series.revisions.slice(from, to),
  averagingMinutes: series.averagingMinutes.slice(from, to),
});

/** The place of the last of sorted numbers that is not above `value`; -1 where all are. */
export const lastUpTo = (sorted: readonly number[], value: number): number => {
  let [low, high] = [-1, sorted.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Of chunks in the order of time, the values from one moment up to, but not at, another. */
export const seriesBetween = (chunks: readonly Chunk[], fromMs: number, toMs: number): Series => {
  const parts = chunks.map(({ series }) =>
    sliceSeries(series, lastUpTo(series.atMs, fromMs - 1) + 1, lastUpTo(series.atMs, toMs - 1) + 1),
  );
  if (parts.length === 1) return parts[0]!;
  return {
    atMs: parts.flatMap(({ atMs }) => atMs),
    values: parts.flatMap(({ values }) => values),
    flags: parts.flatMap(({ flags }) => flags),
    revisions: parts.flatMap(({ revisions }) => revisions),
    averagingMinutes: parts.flatMap(({ averagingMinutes }) => averagingMinutes),
  };
};

/** Two sorted rows of values made one; what stands at the same time is the same value, or a new revision of it. */
const mergeSeries = (kept: Series, incoming: readonly Incoming[], outcomes: Merged[]): Series => {
  // Nearly always all of it lies before what comes.
  let next = lastUpTo(kept.atMs, incoming[0]!.atMs - 1) + 1;
  const out = sliceSeries(kept, 0, next);
  for (const given of incoming) {
    while (next < kept.atMs.length && kept.atMs[next]! <= given.atMs) copy(out, kept, next++);
    const last = out.atMs.length - 1;
    if (out.atMs[last] !== given.atMs) {
      push(out, given);
      outcomes.push({ given, flags: given.flags, state: "new", revision: 0 });
      continue;
    }
    const before = rowAt(out, last);
    if (repeats(before, given, false)) {
      outcomes.push({ given, flags: before.flags, state: "same", revision: before.revision });
      continue;
    }
    const revision = before.revision + 1;
    const isCorrected = before.value !== given.value || (before.flags & flag.corrected) !== 0;
    const flags = isCorrected ? given.flags | flag.corrected : given.flags;
    out.values[last] = given.value;
    out.flags[last] = flags;
    out.revisions[last] = revision;
    out.averagingMinutes[last] = given.averagingMinutes;
    const replaced = { value: before.value, flags: before.flags };
    outcomes.push({ given, flags, state: "revised", revision, before: replaced });
  }
  while (next < kept.atMs.length) copy(out, kept, next++);
  return out;
};

/** In pieces that a chunk holds; the last keeps enough of the past to look back on. */
const cut = (series: Series): Chunk[] => {
  const pieces: Chunk[] = [];
  const count = series.atMs.length;
  for (let from = 0; from < count;) {
    const rest = count - from;
    const take = rest <= maxInChunk ? rest : Math.min(maxInChunk, rest - lookBack);
    pieces.push({ firstAtMs: series.atMs[from]!, series: sliceSeries(series, from, from + take) });
    from += take;
  }
  return pieces;
};

/**
 * Puts values into the chunks of their stream that lie around them. Outcomes come in the order of time; of several values
 * for one moment the later replaces the earlier.
 */
export const mergeInto = (chunks: readonly Chunk[], given: readonly Incoming[]): Merge => {
  const isSorted = given.every(({ atMs }, i) => i === 0 || given[i - 1]!.atMs <= atMs);
  const incoming = isSorted ? given : given.toSorted((a, b) => a.atMs - b.atMs);
  const starts = chunks.map(({ firstAtMs }) => firstAtMs);
  const merge: Merge = { outcomes: [], written: [], removed: [], chunks: [] };
  const byChunk = Map.groupBy(incoming, ({ atMs }) => Math.max(0, lastUpTo(starts, atMs)));
  for (let i = 0; i < Math.max(1, chunks.length); i++) {
    const chunk = chunks[i];
    const own = byChunk.get(i);
    const before = merge.outcomes.length;
    const series = own && mergeSeries(chunk?.series ?? emptySeries(), own, merge.outcomes);
    if (!series || merge.outcomes.slice(before).every(({ state }) => state === "same")) {
      if (chunk) merge.chunks.push(chunk);
      continue;
    }
    const pieces = cut(series);
    if (chunk && chunk.firstAtMs !== pieces[0]!.firstAtMs) merge.removed.push(chunk.firstAtMs);
    merge.written.push(...pieces);
    merge.chunks.push(...pieces);
  }
  return merge;
};
