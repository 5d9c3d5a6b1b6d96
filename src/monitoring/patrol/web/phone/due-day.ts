import type { Day } from "#base/time.ts";
import { addDays } from "#official/calendar-day.ts";
import { dayOfInstant } from "#web/show.ts";
import type { FindingKinds } from "../../route.ts";

export const todayOnPhone = (nowMs: number): Day => dayOfInstant(new Date(nowMs).toISOString());

/**
 * The day that is proposed; whoever writes the finding may choose another. The phone has no calendar of holidays, so
 * working days are counted as five of seven.
 */
export const proposedDay = ({ n, unit }: FindingKinds["kinds"][number]["rectify"], nowMs: number): Day =>
  addDays(todayOnPhone(nowMs), unit === "workday" ? Math.ceil((n * 7) / 5) : n);
