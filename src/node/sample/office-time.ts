import { dayOf, legalZone, type Clock, type Day, type Instant } from "#base/time.ts";
import { addDays } from "#official/calendar-day.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { isWorkingDay } from "#official/working-day.ts";

const opensAt = 9 * 60;
const closesAt = 18 * 60;

const workdayBefore = (day: Day, count: number): Day => {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = addDays(reached, -1);
    if (isWorkingDay(reached, shippedCalendars)) left -= 1;
  }
  return reached;
};

const instantAt = (day: Day, minute: number): Instant =>
  new Date(
    Temporal.PlainDate.from(day).toZonedDateTime(legalZone).epochMilliseconds + Math.round(minute * 60_000),
  ).toISOString();

/** When something was done in an office: so many working days before the last one, at a minute of that day. */
export type OfficeTime = { workdaysAgo: number; minute: number };

/**
 * Places office times before `now`. The last working day is today once the counters have been open for an hour; its
 * hours are then squeezed into those that are over, so that nothing is dated in the future.
 */
export const officeTimes = (now: Instant): ((time: OfficeTime) => Instant) => {
  const today = dayOf(now);
  const minuteNow = (Date.parse(now) - Date.parse(instantAt(today, 0))) / 60_000;
  const isOpenDay = isWorkingDay(today, shippedCalendars) && minuteNow >= opensAt + 60;
  const last = isOpenDay ? today : workdayBefore(today, 1);
  const share = isOpenDay ? Math.min(1, (minuteNow - opensAt - 2) / (closesAt - opensAt)) : 1;
  return ({ workdaysAgo, minute }) =>
    workdaysAgo === 0
      ? instantAt(last, opensAt + (minute - opensAt) * share)
      : instantAt(workdayBefore(last, workdaysAgo), minute);
};

export type SimulatedClock = { clock: Clock; moveTo: (instant: Instant) => void };

/** A clock that runs on from where it was put, is put only forward, and never passes the real one. */
export const simulatedClock = (begin: Instant, real: Clock): SimulatedClock => {
  let from = Date.parse(begin);
  let since = performance.now();
  const millis = () => Math.min(Date.parse(real()), from + (performance.now() - since));
  return {
    clock: () => new Date(millis()).toISOString(),
    moveTo: (instant) => {
      from = Math.max(millis(), Date.parse(instant));
      since = performance.now();
    },
  };
};
