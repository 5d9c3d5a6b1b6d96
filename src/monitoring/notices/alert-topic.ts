import { hasConfirmed, type Alert } from "../alerts/alert.ts";
import type { Level } from "../alerts/level.ts";
import { gatheringNow, readAlerts } from "../alerts/store.ts";
import { levelWordsIn, nameIn } from "../alerts/view-of.ts";
import { alertSteps, isLateStep, overStep } from "./alert-steps.ts";
import { headOf, tellEach, type Round, type Said, type Telling, type Topic } from "./topic.ts";

const hourMs = 3_600_000;

const marks = ({ unverified }: Alert, step: string, level: Said): Said[] => {
  if (step === overStep) return [{ zh: "预警解除", en: "Alert over" }];
  const late = isLateStep(step)
    ? { zh: `${level.zh}仍未确认`, en: `${level.en}, still not confirmed` }
    : level;
  return [...(unverified ? [{ zh: "未核实：仅一次读数", en: "Unverified: one reading" }] : []), late];
};

/** The value that broke its limit first. */
const valueLine = ({ because: { facts } }: Alert): Said[] => {
  const [first] = facts;
  if (first?.value === undefined) return [];
  const { value, unit, limit } = first;
  const measured = `${value}${unit ? ` ${unit}` : ""}`;
  return limit === undefined
    ? [{ zh: measured, en: measured }]
    : [{ zh: `${measured}（界限 ${limit}）`, en: `${measured} (limit ${limit})` }];
};

const tell = (
  { watched, here }: Round,
  alert: Alert,
  { step, level }: { step: string; level: Level },
): Telling => {
  const { rule } = alert.because;
  const name = nameIn(watched, alert);
  const wasPassed = alert.raisedAt === alert.clearedAt;
  // It waited (for the end of quiet hours, or for a server) and meanwhile it was confirmed, or is over.
  const isMoot =
    step !== overStep && !wasPassed && (alert.clearedAt !== undefined || hasConfirmed(alert, here));
  return {
    head: headOf(alert, ...marks(alert, step, levelWordsIn(watched, alert.plan, level))),
    title: { zh: `${name.zh} · ${rule.zh}`, en: `${name.en} · ${rule.en}` },
    lines: valueLine(alert),
    path: `/duty/alerts?alert=${alert.id}`,
    isMoot,
  };
};

/** Alerts that are open or were an hour ago. */
export const alertTopic: Topic = {
  due: async ({ db, here, nowMs, watched }) => {
    const alerts = await gatheringNow(db, new Date(nowMs - hourMs).toISOString());
    const planOf = (id: string) => watched.plans.find(({ plan }) => plan.id === id)?.plan;
    return alertSteps(alerts, planOf, { here, nowMs });
  },
  tell: async (round, notices) =>
    tellEach(
      notices,
      await readAlerts(
        round.db,
        notices.map(({ about }) => about),
      ),
      (alert, notice) => tell(round, alert, notice),
    ),
};
