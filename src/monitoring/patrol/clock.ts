import type { Day } from "#base/time.ts";
import { dayNumber } from "#official/calendar-day.ts";
import type { PatrolFinding } from "./finding.ts";

export type FindingClock = { what: "answer" | "rectify" | "recheck"; due: Day; daysLeft: number };

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
    : { what: clock.what, due: clock.due, daysLeft: dayNumber(clock.due) - dayNumber(today) };
};
