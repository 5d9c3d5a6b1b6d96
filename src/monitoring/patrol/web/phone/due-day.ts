import type { Day } from "#base/time.ts";
import type { FindingKinds } from "../../route.ts";

const shanghaiDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });
const dayMs = 86_400_000;

export const todayOnPhone = (nowMs: number): Day => shanghaiDay.format(nowMs);

/**
 * The day that is proposed; whoever writes the finding may choose another. The phone has no calendar of holidays, so
 * working days are counted as five of seven.
 */
export const proposedDay = ({ n, unit }: FindingKinds["kinds"][number]["rectify"], nowMs: number): Day =>
  todayOnPhone(nowMs + (unit === "workday" ? Math.ceil((n * 7) / 5) : n) * dayMs);
