import { milderOf, rankOf, type Level } from "./level.ts";

/** What a rule makes of the readings of one moment: one number, the worse the further up the ladder. */
export type Measured = {
  atMs: number;
  measure: number;
  /** It stands alone: quality control doubts it, and no good reading has come since that would say. */
  isUnverified?: true;
};

/** How long a condition must hold before it counts: this many readings in a row, over at least so many minutes. */
export type Hold = { values: number; minutes: number };

/**
 * The rungs of a rule. A rung is entered at one limit and left at another, easier one: what lies between changes
 * nothing, so a value that trembles about a limit raises one alert and not twenty.
 */
export type Ladder = {
  /** Worse is `above` the limit (>), `below` it (<), or `from` it on (≥). */
  worse: "above" | "below" | "from";
  rungs: readonly { level: Level; enter: number; leave: number; raise: Hold }[];
  clear: Hold;
  /** Readings further apart than this are not in a row. */
  maxGapMs: number;
  /** How high a reading that stands alone is told, and how long after it was refuted the next is; else none is. */
  unverified?: { atMost: Level; againAfterHours: number };
};

type Run = { sinceMs: number; count: number };

export type Turn = { atMs: number; level: Level };
/** From the first reading of a condition that came to hold, to the reading that showed it is over. */
export type Episode = {
  sinceMs: number;
  /** When the condition had held long enough. */
  raisedAtMs: number;
  /** Now; of an ended one, before it ended. */
  level: Level;
  highest: Level;
  peak: Measured;
  /** The newest reading of it. */
  lastAtMs: number;
  turns: Turn[];
  endedAtMs?: number;
  /** Only readings that stand alone say so: what it is if the next bears them out. */
  unverified?: Level;
};

const reaches = ({ worse }: Ladder, measure: number, limit: number): boolean =>
  worse === "below" ? measure < limit : worse === "above" ? measure > limit : measure >= limit;
export const isWorseMeasure = ({ worse }: Pick<Ladder, "worse">, a: number, b: number): boolean =>
  worse === "below" ? a < b : a > b;

const goOn = (run: Run | undefined, isMet: boolean, atMs: number, isInRow: boolean): Run | undefined =>
  isMet ? (run && isInRow ? { ...run, count: run.count + 1 } : { sinceMs: atMs, count: 1 }) : undefined;
const holds = (run: Run | undefined, hold: Hold, atMs: number): boolean =>
  run !== undefined && run.count >= hold.values && atMs - run.sinceMs >= hold.minutes * 60_000;

/** Whether the ladder asks nothing at this measure: no rung is near, nothing has to be read to know it. */
export const isCalm = (ladder: Ladder, measure: number): boolean =>
  ladder.rungs.every(({ enter }) => !reaches(ladder, measure, enter));

const isOpen = ({ endedAtMs }: Episode): boolean => endedAtMs === undefined;

/**
 * All episodes in readings that are in order of time. `seed`: the episode that was open before the first of them,
 * where its beginning is too long ago to be read again. Readings that stand alone change nothing of the others: they
 * only make an episode of their own where none is open.
 */
export const episodesOf = (ladder: Ladder, readings: readonly Measured[], seed?: Episode): Episode[] => {
  const sure = readings.filter(({ isUnverified }) => !isUnverified);
  const episodes = runsIn(ladder, sure, seed);
  if (!ladder.unverified || sure.length === readings.length || episodes.some(isOpen)) return episodes;
  const suspected = runsIn(ladder, readings, seed).find(isOpen);
  if (!suspected) return episodes;
  const level = milderOf(suspected.highest, ladder.unverified.atMost);
  return [...episodes, { ...suspected, level, highest: level, unverified: suspected.highest }];
};

const runsIn = (ladder: Ladder, readings: readonly Measured[], seed?: Episode): Episode[] => {
  const episodes: Episode[] = [];
  let open = seed && { ...seed, turns: [...seed.turns] };
  const over: (Run | undefined)[] = ladder.rungs.map(() => undefined);
  const calm: (Run | undefined)[] = ladder.rungs.map(() => undefined);
  let lastAtMs = -Infinity;
  for (const reading of readings) {
    const { atMs, measure } = reading;
    const isInRow = atMs - lastAtMs <= ladder.maxGapMs;
    lastAtMs = atMs;
    for (const [i, { enter, leave }] of ladder.rungs.entries()) {
      over[i] = goOn(over[i], reaches(ladder, measure, enter), atMs, isInRow);
      calm[i] = goOn(calm[i], !reaches(ladder, measure, leave), atMs, isInRow);
    }
    const entered = ladder.rungs.findLastIndex((rung, i) => holds(over[i], rung.raise, atMs));
    const kept = ladder.rungs.findLastIndex(
      (rung, i) => open && rankOf(rung.level) <= rankOf(open.level) && !holds(calm[i], ladder.clear, atMs),
    );
    const rung = ladder.rungs[Math.max(entered, kept)];
    if (!rung) {
      if (open) episodes.push({ ...open, lastAtMs: atMs, endedAtMs: atMs });
      open = undefined;
      continue;
    }
    const { level } = rung;
    if (!open) {
      const sinceMs = Math.min(...over.flatMap((run) => (run ? [run.sinceMs] : [])));
      const peak = worstIn(ladder, readings, sinceMs, atMs);
      open = { sinceMs, raisedAtMs: atMs, level, highest: level, peak, lastAtMs: atMs, turns: [] };
    }
    if (open.level !== level || open.turns.length === 0) open.turns.push({ atMs, level });
    open.level = level;
    open.lastAtMs = atMs;
    if (rankOf(level) > rankOf(open.highest)) open.highest = level;
    if (isWorseMeasure(ladder, measure, open.peak.measure)) open.peak = reading;
  }
  return open ? [...episodes, open] : episodes;
};

const worstIn = (ladder: Ladder, readings: readonly Measured[], fromMs: number, toMs: number): Measured =>
  readings
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .reduce((worst, one) => (isWorseMeasure(ladder, one.measure, worst.measure) ? one : worst));
