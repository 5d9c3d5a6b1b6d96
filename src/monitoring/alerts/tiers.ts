import { rankOf, type Level } from "./level.ts";
import type { RuleOf } from "./plan.ts";

type ForecastRule = RuleOf<"forecast">;

/** The forecast daily AQI of 24 hours; windows may cross natural days and overlap, in order of time. */
export type DailyAqi = { fromMs: number; aqi: number };

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

type Span = { fromMs: number; toMs: number };

/** The hours that lie in a window for which the condition holds, as spans without overlap. */
export const spansAbove = (windows: readonly DailyAqi[], aqi: number): Span[] => {
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

export type Tier = {
  level: Level;
  fromMs: number;
  toMs: number;
  because: { aqiAbove: number; hours: number }[];
};

/** The highest tier that the forecast reaches, when it begins and ends, and which conditions made it so. */
export const tierOf = ({ tiers, lift }: ForecastRule, windows: readonly DailyAqi[]): Tier | undefined => {
  const ordered = windows.toSorted((a, b) => a.fromMs - b.fromMs);
  const mildest = Math.min(
    ...tiers.flatMap((tier) => ("anyOf" in tier ? tier.anyOf : tier.allOf).map(({ aqiAbove }) => aqiAbove)),
  );
  let highest: Tier | undefined;
  for (const process of processes(spansAbove(ordered, mildest), lift.forHours * hourMs)) {
    const [fromMs, toMs] = [process[0]!.fromMs, process.at(-1)!.toMs];
    const within = ordered.filter((window) => window.fromMs >= fromMs && window.fromMs + dayMs <= toMs);
    for (const tier of tiers) {
      const met = ("anyOf" in tier ? tier.anyOf : tier.allOf).flatMap(({ aqiAbove, forHours }) => {
        const hours = hoursOf(spansAbove(within, aqiAbove));
        return hours >= forHours ? [{ aqiAbove, hours }] : [];
      });
      const isReached = "anyOf" in tier ? met.length > 0 : met.length === tier.allOf.length;
      if (isReached && rankOf(tier.level) > rankOf(highest?.level))
        highest = { level: tier.level, fromMs, toMs, because: met };
    }
  }
  return highest;
};

/** Whether a warning may be lifted: no hour from now on, for so long, lies in a window above the limit, and all are known. */
export const mayLift = ({ lift }: ForecastRule, windows: readonly DailyAqi[], nowMs: number): boolean => {
  const untilMs = nowMs + lift.forHours * hourMs;
  const ahead = windows.filter(({ fromMs }) => fromMs + dayMs > nowMs && fromMs < untilMs);
  const isKnown =
    windows.some(({ fromMs }) => fromMs <= nowMs) && windows.some(({ fromMs }) => fromMs + dayMs >= untilMs);
  return isKnown && ahead.every(({ aqi }) => aqi <= lift.aqiAtMost);
};
