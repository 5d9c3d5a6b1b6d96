import type { Day } from "#base/time.ts";
import type { PatrolFinding } from "./finding.ts";

export type FindingClock = { what: "answer" | "rectify" | "recheck"; due: Day; daysLeft: number };

const dayMs = 86_400_000;
const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The clock that runs now, if one does: to take it up, to put it right, or to look again. */
export const clockOf = (
  {
    state,
    answerBy,
    rectifyBy,
    recheckBy,
  }: Pick<PatrolFinding, "state" | "answerBy" | "rectifyBy" | "recheckBy">,
  today: Day,
): FindingClock | undefined => {
  const running = {
    passed: { what: "answer", due: answerBy },
    rectifying: { what: "rectify", due: rectifyBy },
    rechecking: { what: "recheck", due: recheckBy },
    returned: undefined,
    closed: undefined,
    dropped: undefined,
  } as const;
  const clock = running[state];
  return clock?.due === undefined
    ? undefined
    : { what: clock.what, due: clock.due, daysLeft: daysBetween(today, clock.due) };
};
