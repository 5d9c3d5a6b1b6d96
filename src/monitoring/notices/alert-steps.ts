import { hasConfirmed, type Alert } from "../alerts/alert.ts";
import { rankOf, type Level } from "../alerts/level.ts";
import type { AlertPlan } from "../alerts/plan.ts";
import { newsMs, type Step } from "./topic.ts";

export const overStep = "over";
const unverifiedStep = "unverified";
/** `yellow +30`: what was not confirmed after so many minutes. */
export const isLateStep = (step: string): boolean => step.includes("+");

const hourMs = 3_600_000;

/** What is known before what is doubted. */
const worst = (alerts: readonly Alert[], levelOf: (alert: Alert) => Level): Alert =>
  alerts.reduce((a, b) => {
    const more = rankOf(levelOf(b)) - rankOf(levelOf(a));
    return more > 0 || (more === 0 && a.unverified && !b.unverified) ? b : a;
  });

/** An alert that is doubted is told as that, and again when it is verified. */
const stepOf = ({ level, unverified }: Alert): string => (unverified ? unverifiedStep : level);

/** Steps of escalation whose minutes have gone by while this party has not confirmed. */
const escalations = (alert: Alert, plan: AlertPlan | undefined, here: string, nowMs: number): Step[] => {
  const { confirm, level, group } = alert;
  const response = plan?.levels[level];
  if (!response?.confirmWithinMinutes || !confirm?.parties.includes(here) || hasConfirmed(alert, here))
    return [];
  const askedMs = Date.parse(confirm.by) - response.confirmWithinMinutes * 60_000;
  return response.escalate
    .filter(({ afterMinutes }) => nowMs >= askedMs + afterMinutes * 60_000)
    .map(({ afterMinutes, to }) => ({
      thread: group,
      about: alert.id,
      step: `${stepOf(alert)} +${afterMinutes}`,
      level,
      roles: to,
    }));
};

/**
 * Everything that there is to tell now about alerts that are open or were an hour ago. The same is answered each time;
 * what was told already is known by group and step. One incident is told once for each level, however many alerts it has.
 */
export const alertSteps = (
  alerts: readonly Alert[],
  planOf: (plan: string) => AlertPlan | undefined,
  { here, nowMs }: { here: string; nowMs: number },
): Step[] =>
  [...Map.groupBy(alerts, ({ group }) => group)].flatMap(([group, all]): Step[] => {
    const fresh = all.filter(({ changedAt }) => Date.parse(changedAt) >= nowMs - newsMs);
    const open = fresh.filter(({ clearedAt }) => clearedAt === undefined);
    const roles = ["duty-officer"] as const;
    if (open.length > 0) {
      const alert = worst(open, ({ level }) => level);
      return [
        { thread: group, about: alert.id, step: stepOf(alert), level: alert.level, roles },
        ...open.flatMap((one) => escalations(one, planOf(one.plan), here, nowMs)),
      ];
    }
    const ended = fresh.filter(({ clearedAt }) => Date.parse(clearedAt!) >= nowMs - hourMs);
    if (ended.length === 0 || all.some(({ clearedAt }) => clearedAt === undefined)) return [];
    const alert = worst(ended, ({ highest }) => highest);
    // A peak that was over when it became known is told by its level too: it is on its way downstream.
    const passed = ended.filter(({ raisedAt, clearedAt }) => raisedAt === clearedAt);
    return [
      ...passed.map(({ id, highest }): Step => ({
        thread: group,
        about: id,
        step: highest,
        level: highest,
        roles,
      })),
      {
        thread: group,
        about: alert.id,
        step: overStep,
        level: "notice",
        worth: alert.highest,
        roles,
      },
    ];
  });
