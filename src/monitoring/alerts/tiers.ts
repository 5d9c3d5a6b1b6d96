import { isWorse, type Level } from "./level.ts";

type Condition = { aqiAbove: number; hours: number };
/** The tiers of the regional plan (definitions/standards): of any list every condition holds. */
export type RegionalPlan = {
  tiers: readonly { tier: Level; any: readonly (readonly Condition[])[] }[];
  lift: { belowTier: Level; hours: number };
};

/** The forecast daily AQI of 24 hours; windows may cross natural days and overlap, in order of time. */
export type DailyAqi = { fromMs: number; aqi: number };

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

type Span = { fromMs: number; toMs: number };

/** The hours that lie in a window for which the condition holds, as spans without overlap. */
const spansAbove = (windows: readonly DailyAqi[], aqi: number): Span[] => {
  const spans: Span[] = [];
  for (const window of windows) {
    if (window.aqi <= aqi) continue;
    const toMs = window.fromMs + dayMs;
    const last = spans.at(-1);
    if (last && window.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else spans.push({ fromMs: window.fromMs, toMs });
  }
  return spans;
};

/** Two episodes are one if what lies between is too short to lift the warning (2017 plan: counted as one process). */
const processes = (spans: readonly Span[], gapMs: number): Span[][] => {
  const grouped: Span[][] = [];
  for (const span of spans) {
    const last = grouped.at(-1)?.at(-1);
    if (last && span.fromMs - last.toMs < gapMs) grouped.at(-1)!.push(span);
    else grouped.push([span]);
  }
  return grouped;
};

const hoursOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / hourMs, 0);

export type Tier = { level: Level; fromMs: number; toMs: number; because: Condition[] };

/** The lowest AQI that counts towards a tier. */
const mildestOf = ({ tiers }: RegionalPlan, tier?: Level): number =>
  Math.min(
    ...tiers
      .filter((one) => tier === undefined || one.tier === tier)
      .flatMap(({ any }) => any.flat().map(({ aqiAbove }) => aqiAbove)),
  );

/** What the forecast meets of a list of conditions, if all of it. */
const metBy = (conditions: readonly Condition[], windows: readonly DailyAqi[]): Condition[] | undefined => {
  const met = conditions.map(({ aqiAbove }) => ({ aqiAbove, hours: hoursOf(spansAbove(windows, aqiAbove)) }));
  return met.every(({ hours }, i) => hours >= conditions[i]!.hours) ? met : undefined;
};

/** The highest tier that the forecast reaches, when it begins and ends, and which conditions made it so. */
export const tierOf = (plan: RegionalPlan, windows: readonly DailyAqi[]): Tier | undefined => {
  const ordered = windows.toSorted((a, b) => a.fromMs - b.fromMs);
  let highest: Tier | undefined;
  for (const process of processes(spansAbove(ordered, mildestOf(plan)), plan.lift.hours * hourMs)) {
    const [fromMs, toMs] = [process[0]!.fromMs, process.at(-1)!.toMs];
    const within = ordered.filter((window) => window.fromMs >= fromMs && window.fromMs + dayMs <= toMs);
    for (const { tier, any } of plan.tiers) {
      const because = any.map((conditions) => metBy(conditions, within)).find(Boolean);
      if (because && isWorse(tier, highest?.level)) highest = { level: tier, fromMs, toMs, because };
    }
  }
  return highest;
};

/**
 * Whether a warning may be lifted: for so long from now no hour lies in a window above the mildest limit of the tier
 * below which it must be, and all of them are known.
 */
export const mayLift = (plan: RegionalPlan, windows: readonly DailyAqi[], nowMs: number): boolean => {
  const untilMs = nowMs + plan.lift.hours * hourMs;
  const ahead = windows.filter(({ fromMs }) => fromMs + dayMs > nowMs && fromMs < untilMs);
  const isKnown =
    windows.some(({ fromMs }) => fromMs <= nowMs) && windows.some(({ fromMs }) => fromMs + dayMs >= untilMs);
  return isKnown && ahead.every(({ aqi }) => aqi <= mildestOf(plan, plan.lift.belowTier));
};
