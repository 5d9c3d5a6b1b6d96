import { z } from "zod";
import { Bilingual } from "#base/bilingual.ts";
import type { Day } from "#base/time.ts";
import type { Calendars } from "./calendar.ts";
import { addDays, findSameDayOfMonth, isDay, lastDayOfMonth } from "./calendar-day.ts";
import { ruleOf } from "./period-rule.ts";
import { isSettled, isWorkingDay } from "./working-day.ts";

export const PeriodUnit = z.enum(["workday", "day", "month", "year"]);
export type PeriodUnit = z.infer<typeof PeriodUnit>;

const Length = z.int().min(0).max(3650);

/** A legal period as a statute words it. One shape for all, because no two procedural laws count alike. */
export const Period = z.object({
  n: Length,
  unit: PeriodUnit,
  /** The day of the event is not counted (民法典 201, 民事诉讼法 85). */
  startsNextDay: z.boolean().default(true),
  /** A last day that is a statutory day off moves to the next working day (民法典 203). */
  rollForward: z.boolean().default(true),
  /** Special procedures may stop it (行政许可法 45). */
  pausable: z.boolean().default(false),
  /** May be prolonged once by `n` of the same or another unit. */
  extension: z
    .object({
      n: Length,
      unit: PeriodUnit.optional(),
      approver: Bilingual.optional(),
      basis: Bilingual.optional(),
    })
    .optional(),
  /** The article it follows; without one the general rule for its unit is named. */
  basis: Bilingual.optional(),
});
export type Period = z.infer<typeof Period>;
/** As definitions write it: everything but `n` and `unit` may be left out. */
export type PeriodAsWritten = z.input<typeof Period>;

/**
 * Days that do not count, from `from` up to the day before `resumedOn`. A pause that is still open is given with
 * `resumedOn` = today: the limit then moves on with every day.
 */
export type Pause = { from: Day; resumedOn: Day };

export type Due = {
  due: Day;
  /** The last day before rolling forward; shown too, as an authority's own limit may be held to it. */
  raw: Day;
  /** 暂定: a day that mattered lies in a year whose holiday notice is not out. */
  provisional: boolean;
  rule: { zh: string; en: string };
};

/** When a period that began with the event on `startOn` ends. `startOn` must be a day that exists. */
export const dueOn = (
  startOn: Day,
  period: Period,
  calendars: Calendars,
  more: { extended?: boolean; pauses?: readonly Pause[] } = {},
): Due => {
  if (!isDay(startOn)) throw new RangeError(`${startOn} is not a day`);
  const pauses = more.pauses ?? [];
  if (pauses.length > 0 && !period.pausable) throw new Error("this period cannot be paused");
  if (more.extended && !period.extension) throw new Error("this period cannot be extended");
  const count = counter(calendars, pauses);
  const extension = more.extended ? period.extension : undefined;
  const isSameUnit = extension && (extension.unit ?? period.unit) === period.unit;
  let raw = count.end(startOn, isSameUnit ? { ...period, n: period.n + extension.n } : period);
  if (extension && !isSameUnit)
    raw = count.end(raw, { n: extension.n, unit: extension.unit!, startsNextDay: true });
  let due = raw;
  while (period.rollForward && !count.isWorking(due)) due = addDays(due, 1);
  return {
    due,
    raw,
    provisional: count.isProvisional(),
    rule: ruleOf(startOn, period, { raw, due, ...more, unsettled: count.unsettled() }),
  };
};

/** Counts days and remembers whether it looked at one that a coming notice may still change. */
const counter = (calendars: Calendars, pauses: readonly Pause[]) => {
  const unsettledYears = new Set<string>();
  const isPaused = (day: Day) => pauses.some(({ from, resumedOn }) => from <= day && day < resumedOn);
  const isWorking = (day: Day) => {
    if (!isSettled(day, calendars)) unsettledYears.add(day.slice(0, 4));
    return isWorkingDay(day, calendars);
  };
  /** The day on which `left` more days have counted after `day`. */
  const onward = (day: Day, left: number, counts: (day: Day) => boolean): Day => {
    let reached = day;
    for (let open = left; open > 0;) {
      reached = addDays(reached, 1);
      if (counts(reached)) open -= 1;
    }
    return reached;
  };
  const inDays = (startOn: Day, n: number, startsNextDay: boolean, counts: (day: Day) => boolean): Day =>
    onward(startsNextDay ? startOn : addDays(startOn, -1), n, counts);
  const inMonths = (startOn: Day, months: number, startsNextDay: boolean): Day => {
    const same = findSameDayOfMonth(startOn, months);
    const end = same ? (startsNextDay ? same : addDays(same, -1)) : lastDayOfMonth(startOn, months);
    if (pauses.length === 0) return end;
    let paused = 0;
    for (let day = addDays(startOn, startsNextDay ? 1 : 0); day <= end; day = addDays(day, 1))
      if (isPaused(day)) paused += 1;
    return onward(end, paused, (day) => !isPaused(day));
  };
  const end = (
    startOn: Day,
    { n, unit, startsNextDay }: Pick<Period, "n" | "unit" | "startsNextDay">,
  ): Day => {
    if (n === 0) return startOn;
    if (unit === "workday")
      return inDays(startOn, n, startsNextDay, (day) => !isPaused(day) && isWorking(day));
    if (unit === "day") return inDays(startOn, n, startsNextDay, (day) => !isPaused(day));
    return inMonths(startOn, unit === "month" ? n : n * 12, startsNextDay);
  };
  const unsettled = () => [...unsettledYears].sort();
  return { end, isWorking, unsettled, isProvisional: () => unsettledYears.size > 0 };
};
