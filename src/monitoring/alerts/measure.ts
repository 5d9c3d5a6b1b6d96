import { exact, subtract, toNumber } from "#base/decimal.ts";
import { flag, isDoubtful } from "../observations/flags.ts";
import { isJumpOnly, mayStep } from "../observations/quality.ts";
import type { Series } from "../observations/reading.ts";
import { findProperty } from "../standards/observed-properties.ts";
import { isCalm, type Ladder, type Measured } from "./ladder.ts";
import type { AlertPlan, AlertRule, RuleOf } from "./plan.ts";

/** Rules that look at what a station measured; the others look at the clock, at a forecast or up the river. */
export type MeasuredRule = RuleOf<"limit" | "class" | "rate" | "maintenance">;
export const isMeasuredRule = (rule: AlertRule): rule is MeasuredRule =>
  rule.kind === "limit" || rule.kind === "class" || rule.kind === "rate" || rule.kind === "maintenance";

/** The columns of one station by property; only those parts of a series that rules read. */
export type StationReadings = ReadonlyMap<string, Column>;
type Column = Pick<Series, "atMs" | "values" | "flags">;

/** How many classes the section is worse than its target by what was measured at one moment; undefined: not judged. */
export type ClassesWorse = (atMs: number, values: ReadonlyMap<string, number>) => number | undefined;

/** Exercises and what is real never judge each other. */
export type Kind = { isExercise: boolean };

type Usable = { atMs: number; value: number; isUnverified?: true };

const ofKind = (flags: number, { isExercise }: Kind): boolean =>
  ((flags & flag.exercise) !== 0) === isExercise;

/**
 * What may be judged of a property. A jump is good once the next good value is on its level, nobody's when it is not, and
 * stands alone until there is one.
 */
const usable = (property: string, series: Column | undefined, kind: Kind): Usable[] => {
  const rules = findProperty(property);
  const found: Usable[] = [];
  let next: Usable | undefined;
  for (let i = (series?.atMs.length ?? 0) - 1; i >= 0; i--) {
    const value = series!.values[i]!;
    const flags = series!.flags[i]!;
    if (value === null || !ofKind(flags, kind)) continue;
    const now = { atMs: series!.atMs[i]!, value };
    if (!isDoubtful(flags)) found.push((next = now));
    else if (isJumpOnly(flags) && (!next || (rules && mayStep(rules, now, next))))
      found.push(next ? now : { ...now, isUnverified: true });
  }
  return found.toReversed();
};

const sureOf = (property: string, series: Column | undefined, kind: Kind): Usable[] =>
  usable(property, series, kind).filter(({ isUnverified }) => !isUnverified);

/** What may be judged of one moment. */
export const valuesAt = (readings: StationReadings, atMs: number, kind: Kind): Map<string, number> =>
  new Map(
    [...readings].flatMap(([property, series]) => {
      const found = series.atMs.includes(atMs)
        ? sureOf(property, series, kind).find((one) => one.atMs === atMs)
        : undefined;
      return found ? [[property, found.value] as const] : [];
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
    for (const { atMs, value } of sureOf(property, series, kind)) {
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
  if (value === null) return false;
  if (rule.kind === "limit" && ladder.unverified && isJumpOnly(flags))
    return rule.property === property && !isCalm(ladder, value);
  if (isDoubtful(flags)) return false;
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

/** What a rule makes of a station's readings, in order of time; only a limit looks at a value that stands alone. */
export const measure = (
  rule: MeasuredRule,
  readings: StationReadings,
  kind: Kind,
  classesWorse: ClassesWorse,
): Measured[] => {
  switch (rule.kind) {
    case "limit":
      return usable(rule.property, readings.get(rule.property), kind).map(({ value, ...rest }) => ({
        ...rest,
        measure: value,
      }));
    case "rate":
      return changes(rule, sureOf(rule.property, readings.get(rule.property), kind));
    case "class":
      return classes(readings, kind, classesWorse);
    case "maintenance":
      return marked(rule, readings, kind);
  }
};

/** The rungs of a rule; readings further apart than three of the station's intervals are not in a row. */
export const ladderOf = (
  rule: Exclude<AlertRule, RuleOf<"forecast">>,
  { unverified }: Pick<AlertPlan, "unverified">,
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
  ...(rule.kind === "limit" && unverified && { unverified }),
});

/** How far back readings decide whether something holds now: holds of raising and clearing, and a window of change. */
export const lookBackMs = (
  rule: MeasuredRule,
  { unverified }: Pick<Ladder, "unverified">,
  { intervalMinutes }: { intervalMinutes: number },
): number => {
  const holds = [
    rule.raise,
    rule.clear,
    ...("rungs" in rule ? rule.rungs : []).flatMap(({ raise }) => raise ?? []),
  ];
  const minutes = holds.map((hold) => Math.max(hold.minutes, 3 * hold.values * intervalMinutes));
  const afterRefuted = (unverified?.againAfterHours ?? 0) * 60;
  return (Math.max(...minutes, afterRefuted) + (rule.kind === "rate" ? rule.withinMinutes : 0)) * 60_000;
};
