import { exact, subtract, toNumber } from "#base/decimal.ts";
import { flag, isDoubtful } from "../observations/flags.ts";
import type { Series } from "../observations/reading.ts";
import { isCalm, type Ladder, type Measured } from "./ladder.ts";
import type { AlertRule, RuleOf } from "./plan.ts";

/** Rules that look at what a station measured; the others look at the clock, at a forecast or up the river. */
export type MeasuredRule = RuleOf<"limit" | "class" | "rate" | "maintenance">;
export const isMeasuredRule = (rule: AlertRule): rule is MeasuredRule =>
  rule.kind === "limit" || rule.kind === "class" || rule.kind === "rate" || rule.kind === "maintenance";

/** The columns of one station by property; only those parts of a series that rules read. */
export type StationReadings = ReadonlyMap<string, Pick<Series, "atMs" | "values" | "flags">>;

/** How many classes the section is worse than its target by what was measured at one moment; undefined: not judged. */
export type ClassesWorse = (atMs: number, values: ReadonlyMap<string, number>) => number | undefined;

/** Exercises and what is real never judge each other. */
export type Kind = { isExercise: boolean };

type Usable = { atMs: number; value: number };

const ofKind = (flags: number, { isExercise }: Kind): boolean =>
  ((flags & flag.exercise) !== 0) === isExercise;

const usable = (series: ReturnType<StationReadings["get"]>, kind: Kind): Usable[] =>
  (series?.atMs ?? []).flatMap((atMs, i) => {
    const value = series!.values[i]!;
    const flags = series!.flags[i]!;
    return value !== null && !isDoubtful(flags) && ofKind(flags, kind) ? [{ atMs, value }] : [];
  });

/** What may be judged of one moment. */
export const valuesAt = (readings: StationReadings, atMs: number, kind: Kind): Map<string, number> =>
  new Map(
    [...readings].flatMap(([property, series]) => {
      const at = series.atMs.indexOf(atMs);
      if (at < 0) return [];
      const one = { atMs: [atMs], values: [series.values[at]!], flags: [series.flags[at]!] };
      return usable(one, kind).map(({ value }) => [property, value] as const);
    }),
  );

/** By how much each value stands above (a fall: below) the best of the window before it. */
const changes = (
  { direction, withinMinutes, from }: RuleOf<"rate">,
  values: readonly Usable[],
): Measured[] => {
  const sign = direction === "rise" ? 1 : -1;
  return values.map(({ atMs, value }, i) => {
    let best = value;
    for (let j = i - 1; j >= 0 && values[j]!.atMs >= atMs - withinMinutes * 60_000; j--)
      if (sign * (values[j]!.value - best) < 0) best = values[j]!.value;
    const counts = sign * (value - from) > 0;
    // Exact, because 1.1 − 0.1 is above 1 in binary.
    const change = subtract(exact(sign * value), exact(sign * best));
    return { atMs, measure: counts ? toNumber(change) : 0 };
  });
};

const classes = (readings: StationReadings, kind: Kind, classesWorse: ClassesWorse): Measured[] => {
  const moments = new Map<number, Map<string, number>>();
  for (const [property, series] of readings)
    for (const { atMs, value } of usable(series, kind)) {
      let values = moments.get(atMs);
      if (!values) moments.set(atMs, (values = new Map()));
      values.set(property, value);
    }
  return [...moments]
    .sort(([a], [b]) => a - b)
    .flatMap(([atMs, values]) => {
      const measure = classesWorse(atMs, values);
      return measure === undefined ? [] : [{ atMs, measure }];
    });
};

const maskOf: Record<RuleOf<"maintenance">["flags"][number], number> = {
  "out-of-range": flag.outOfRange,
  "impossible-jump": flag.impossibleJump,
  "flat-line": flag.flatLine,
  "out-of-water": flag.outOfWater,
  "future-clock": flag.futureClock,
};

const maskIn = ({ flags }: RuleOf<"maintenance">): number =>
  flags.reduce((all, name) => all | maskOf[name], 0);

/** Per moment how many properties are marked: one is enough, more make it surer. */
const marked = (rule: RuleOf<"maintenance">, readings: StationReadings, kind: Kind): Measured[] => {
  const mask = maskIn(rule);
  const counts = new Map<number, number>();
  for (const { atMs, flags } of readings.values())
    for (const [i, at] of atMs.entries())
      if (ofKind(flags[i]!, kind) && !(flags[i]! & flag.withdrawn))
        counts.set(at, (counts.get(at) ?? 0) + (flags[i]! & mask ? 1 : 0));
  return [...counts].sort(([a], [b]) => a - b).map(([atMs, measure]) => ({ atMs, measure }));
};

/** Whether one new value may make a rule speak: nearly none does, so nearly none costs more than this. */
export const mayConcern = (
  rule: MeasuredRule,
  ladder: Ladder,
  { property, value, flags }: { property: string; value: number | null; flags: number },
  isWorseThanTarget: (property: string, value: number) => boolean,
): boolean => {
  if (rule.kind === "maintenance") return (flags & maskIn(rule)) !== 0;
  if (value === null || isDoubtful(flags)) return false;
  switch (rule.kind) {
    case "limit":
      return rule.property === property && !isCalm(ladder, value);
    case "rate":
      return (
        rule.property === property && (rule.direction === "rise" ? value > rule.from : value < rule.from)
      );
    case "class":
      return isWorseThanTarget(property, value);
  }
};

/** What a rule makes of a station's readings, in order of time; doubtful values make nothing of them. */
export const measure = (
  rule: MeasuredRule,
  readings: StationReadings,
  kind: Kind,
  classesWorse: ClassesWorse,
): Measured[] => {
  switch (rule.kind) {
    case "limit":
      return usable(readings.get(rule.property), kind).map(({ atMs, value }) => ({ atMs, measure: value }));
    case "rate":
      return changes(rule, usable(readings.get(rule.property), kind));
    case "class":
      return classes(readings, kind, classesWorse);
    case "maintenance":
      return marked(rule, readings, kind);
  }
};

/** The rungs of a rule; readings further apart than three of the station's intervals are not in a row. */
export const ladderOf = (
  rule: Exclude<AlertRule, RuleOf<"forecast">>,
  { intervalMinutes }: { intervalMinutes: number },
): Ladder => ({
  worse: rule.kind === "limit" ? rule.worse : "from",
  rungs:
    "rungs" in rule
      ? rule.rungs.map(({ level, enter, leave, raise }) => ({
          level,
          enter,
          leave: leave ?? enter,
          raise: raise ?? rule.raise,
        }))
      : [{ level: "notice", enter: 1, leave: 1, raise: rule.raise }],
  clear: rule.clear,
  maxGapMs: Math.max(3 * intervalMinutes, 60) * 60_000,
});

/** How far back readings decide whether something holds now: holds of raising and clearing, and a window of change. */
export const lookBackMs = (rule: MeasuredRule, { intervalMinutes }: { intervalMinutes: number }): number => {
  const holds = [
    rule.raise,
    rule.clear,
    ...("rungs" in rule ? rule.rungs : []).flatMap(({ raise }) => raise ?? []),
  ];
  const minutes = holds.map((hold) => Math.max(hold.minutes, 3 * hold.values * intervalMinutes));
  return (Math.max(...minutes) + (rule.kind === "rate" ? rule.withinMinutes : 0)) * 60_000;
};
