import { dayOf, type Day } from "#base/time.ts";
import { clockOf, type FindingClock } from "../patrol/clock.ts";
import type { PatrolFinding } from "../patrol/finding.ts";
import { listOverdueFindings, readFindings } from "../patrol/store.ts";
import { headOf, tellEach, type Round, type Said, type Step, type Telling, type Topic } from "./topic.ts";

/** Findings of patrols that this party should have acted on by now: told once, and again a week later. */

const weekStep = "week";

/** A finding that is sent back has another day, and is told of anew. */
export const findingSteps = (finding: PatrolFinding, today: Day): Step[] => {
  const clock = clockOf(finding, today);
  if (!clock || clock.daysLeft >= 0) return [];
  const told = { thread: finding.id, about: finding.id };
  return clock.daysLeft <= -7
    ? [
        {
          ...told,
          step: `${clock.what} ${clock.due} ${weekStep}`,
          level: "orange",
          roles: ["duty-officer", "supervisor"],
        },
      ]
    : [{ ...told, step: `${clock.what} ${clock.due}`, level: "yellow", roles: ["duty-officer"] }];
};

const toDo: Record<FindingClock["what"], Said> = {
  answer: { zh: "待认领", en: "to be taken up" },
  rectify: { zh: "待整改", en: "to be put right" },
  recheck: { zh: "待复核", en: "to be re-checked" },
};

const tell = ({ now, here, isSample }: Round, finding: PatrolFinding, step: string): Telling => {
  const clock = clockOf(finding, dayOf(now));
  const isWeek = step.endsWith(` ${weekStep}`);
  const { kindName, pointName, routeTitle } = finding;
  const what = clock && toDo[clock.what];
  return {
    head: headOf(
      { isSample },
      {
        zh: isWeek ? "巡查问题逾期一周" : "巡查问题逾期",
        en: isWeek ? "Patrol finding overdue for a week" : "Patrol finding overdue",
      },
    ),
    title: { zh: `${kindName.zh} · ${pointName.zh}`, en: `${kindName.en} · ${pointName.en}` },
    lines: [
      ...(what ? [{ zh: `${what.zh}，期限 ${clock.due}`, en: `${what.en}, due ${clock.due}` }] : []),
      routeTitle,
    ],
    path: `/duty/patrols?finding=${finding.id}`,
    isMoot:
      finding.holder !== here ||
      !clock ||
      !step.startsWith(`${clock.what} ${clock.due}`) ||
      clock.daysLeft >= 0,
  };
};

export const findingTopic: Topic = {
  due: async ({ db, here, now }) => {
    const today = dayOf(now);
    return (await listOverdueFindings(db, here, today)).flatMap((finding) => findingSteps(finding, today));
  },
  tell: async (round, notices) =>
    tellEach(
      notices,
      await readFindings(
        round.db,
        notices.map(({ about }) => about),
      ),
      ({ file }, { step }) => tell(round, file, step),
    ),
};
