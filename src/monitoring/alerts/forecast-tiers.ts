import { dayOf } from "#base/time.ts";
import type { Draft } from "#exchange/draft.ts";
import type { PredictedDay } from "../forecast/predicted.ts";
import type { JudgedNetwork } from "../in-force.ts";
import { standardAt } from "../standards/standard-at.ts";
import { keyOf, type Alert } from "./alert.ts";
import type { Warning } from "./draft.ts";
import type { Gathered } from "./group.ts";
import type { Ladder } from "./ladder.ts";
import { levels, rankOf } from "./level.ts";
import type { AlertPlan, RuleOf } from "./plan.ts";
import { stepNow } from "./silence.ts";
import { mayLift, tierOf, type DailyAqi } from "./tiers.ts";
import { draftsOf, toldOf } from "./transitions.ts";

/** The rungs are the tiers themselves: their conditions were asked already. */
export const levelLadder: Ladder = {
  worse: "from",
  rungs: levels.map((level) => ({
    level,
    enter: rankOf(level),
    leave: rankOf(level),
    raise: { values: 1, minutes: 0 },
  })),
  clear: { values: 1, minutes: 0 },
  maxGapMs: Infinity,
};

/** The worst of a party's stations on each day: a warning is for everybody who lives there. */
export const windowsOf = (days: readonly PredictedDay[], network: string, party: string): DailyAqi[] =>
  [
    ...Map.groupBy(
      days.filter((one) => one.network === network && one.party === party),
      ({ fromMs }) => fromMs,
    ),
  ]
    .map(([fromMs, all]) => ({ fromMs, aqi: Math.max(...all.map(({ aqi }) => aqi)) }))
    .toSorted((a, b) => a.fromMs - b.fromMs);

/** A tier of the regional plan, raised, changed and lifted as the newest forecasts have it. */
export const forecastDrafts = (
  { plan, network, rule }: { plan: AlertPlan; network: JudgedNetwork; rule: RuleOf<"forecast"> },
  days: readonly PredictedDay[],
  {
    open,
    warning,
    gathered,
    nowMs,
  }: { open: ReadonlyMap<string, Alert>; warning: Warning; gathered: Gathered[]; nowMs: number },
): Draft[] => {
  const { here, now } = warning;
  const regional = standardAt("heavy-pollution-warning", dayOf(now), network.standards);
  const windows = windowsOf(days, network.id, here);
  if (!regional || windows.length === 0) return [];
  const tier = tierOf(regional, windows);
  const told = open.get(keyOf({ party: here, plan: plan.id, rule: rule.id, isExercise: false }));
  if (!tier && (!told || !mayLift(regional, windows, nowMs))) return [];
  const condition = {
    measure: rankOf(tier?.level),
    sinceMs: Math.min(nowMs, tier?.fromMs ?? nowMs),
    nowMs,
  };
  const { title, basis } = rule;
  return stepNow(told && toldOf(told), levelLadder, condition).flatMap((transition) =>
    draftsOf(
      {
        warning,
        standing: { plan, network },
        rule,
        isExercise: false,
        isSample: () => false,
        becauseOf: () => ({
          rule: title,
          ...(basis && { basis }),
          facts: [],
          heldFromMs: nowMs,
          shownAtMs: nowMs,
          standard: regional.id,
          ...(tier && {
            forecast: { fromMs: tier.fromMs, toMs: tier.toMs, conditions: tier.because },
          }),
        }),
        gathered,
      },
      transition,
    ),
  );
};
