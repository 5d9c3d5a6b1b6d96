import type { Day } from "#base/time.ts";
import type { Calendars } from "#official/calendar.ts";
import { addDays, dayNumber } from "#official/calendar-day.ts";
import { dueOn, type Pause, type PeriodAsWritten } from "#official/period.ts";
import { Period } from "#official/period.ts";
import { isWorkingDay, workingDaysBetween, workingDaysLeft } from "#official/working-day.ts";
import type { CaseClock, CaseFile, ClockKind } from "./case-file.ts";
import type { WrittenDue } from "./events.ts";
import type { Item, Limit } from "./item.ts";
import type { Procedure } from "./procedure.ts";
import type { ClockView } from "./view.ts";

const answers = new WeakMap<Calendars, Map<string, unknown>>();
const mostAnswers = 20_000;

/** Counting days is asked for the same few days all day long: each answer is worked out once for these calendars. */
const remembered = <T>(calendars: Calendars, question: string, answer: () => T): T => {
  let known = answers.get(calendars);
  if (!known || known.size > mostAnswers) answers.set(calendars, (known = new Map()));
  if (!known.has(question)) known.set(question, answer());
  return known.get(question) as T;
};

const written = (
  startOn: Day,
  period: PeriodAsWritten,
  calendars: Calendars,
  more: { extended?: boolean; pauses?: readonly Pause[] } = {},
): WrittenDue =>
  remembered(calendars, JSON.stringify([startOn, period, more]), () => {
    const { due, raw, provisional } = dueOn(startOn, Period.parse(period), calendars, more);
    return { due, raw, provisional, unit: period.unit === "workday" ? "workday" : "day" };
  });

export const completenessDue = (startOn: Day, { clocks }: Procedure, calendars: Calendars): WrittenDue =>
  written(startOn, { n: clocks.completeness.n, unit: clocks.completeness.unit }, calendars);

export const deliveryDue = (decidedOn: Day, { clocks }: Procedure, calendars: Calendars): WrittenDue =>
  written(decidedOn, { n: clocks.delivery.n, unit: clocks.delivery.unit }, calendars);

export const handoverDue = (
  acceptedOn: Day,
  limit: { n: number; unit: "workday" | "day" },
  calendars: Calendars,
): WrittenDue => written(acceptedOn, limit, calendars);

/** Both decision clocks of a case from its first day, with every pause and the extension counted in. */
export const decisionDues = (
  startOn: Day,
  item: Pick<Item, "legalLimit" | "promisedLimit">,
  { clocks }: Procedure,
  calendars: Calendars,
  more: { extended?: boolean; pauses?: readonly Pause[] } = {},
): { legal: WrittenDue; promised: WrittenDue } => {
  const limited = (limit: Limit): WrittenDue =>
    written(
      startOn,
      {
        n: limit.n,
        unit: limit.unit,
        pausable: true,
        ...(clocks.extension && { extension: { n: clocks.extension.n, unit: clocks.extension.unit } }),
      },
      calendars,
      more,
    );
  const legal = limited(item.legalLimit);
  const promised = limited(item.promisedLimit);
  return { legal, promised: promised.due > legal.due ? legal : promised };
};

/** Days a person can act on: working days where the limit counts them. Negative: overdue by. */
export const daysLeft = (
  today: Day,
  { due, unit }: Pick<CaseClock, "due" | "unit">,
  calendars: Calendars,
): number =>
  unit === "day"
    ? dayNumber(due) - dayNumber(today)
    : remembered(calendars, `left ${today} ${due}`, () => workingDaysLeft(today, due, calendars));

/** From which day a running clock is yellow, and from which red. */
export const turningDays = (
  clock: CaseClock,
  { lights }: Procedure,
  calendars: Calendars,
): { yellowFrom: Day; redFrom: Day } =>
  remembered(calendars, JSON.stringify([clock.startOn, clock.due, clock.unit, lights]), () => {
    const counted = (day: Day) => clock.unit === "day" || isWorkingDay(day, calendars);
    const total =
      clock.unit === "day"
        ? dayNumber(clock.due) - dayNumber(clock.startOn)
        : workingDaysBetween(clock.startOn, clock.due, calendars);
    const near = Math.max(lights.yellowWorkdays, Math.floor((total * lights.yellowPercent) / 100));
    let yellowFrom = clock.due;
    // A clock of one day is not near its end on its first: the warning must leave something before it.
    for (let left = Math.min(near, total - 1); left > 0;) {
      if (counted(yellowFrom)) left -= 1;
      yellowFrom = addDays(yellowFrom, -1);
    }
    while (yellowFrom > clock.startOn && !counted(yellowFrom)) yellowFrom = addDays(yellowFrom, -1);
    const redFrom = addDays(clock.due, 1);
    return { yellowFrom: total === 0 ? redFrom : yellowFrom, redFrom };
  });

const pausable: readonly ClockKind[] = ["promised", "legal"];
const isPausedNow = (file: CaseFile, kind: ClockKind): boolean =>
  file.state === "paused" && pausable.includes(kind);

export const stateOf = (file: CaseFile, kind: ClockKind, today: Day): ClockView["state"] => {
  const clock = file.clocks[kind]!;
  if (clock.stoppedOn) return clock.stoppedOn <= clock.due ? "met" : "missed";
  if (isPausedNow(file, kind)) return "paused";
  return today > clock.due ? "missed" : "running";
};

/** A clock that can still be kept or broken. */
export const isRunning = (file: CaseFile, kind: ClockKind): boolean =>
  file.clocks[kind] !== undefined && !file.clocks[kind].stoppedOn && !isPausedNow(file, kind);

/** The clock that matters now. */
export const currentClock = (file: CaseFile): ClockKind | undefined =>
  (["delivery", "promised", "completeness"] as const).find(
    (kind) => file.clocks[kind] && !file.clocks[kind].stoppedOn,
  );

const limitWords = (limit: { n: number; unit: string }) => {
  const zh = { workday: "个工作日", day: "日", month: "个月", year: "年" }[limit.unit];
  const plural = limit.n === 1 ? "" : "s";
  const en = { workday: "working day", day: "day", month: "month", year: "year" }[limit.unit];
  return limit.n === 0
    ? { zh: "当场办结", en: "on the spot" }
    : { zh: `${limit.n}${zh}`, en: `${limit.n} ${en}${plural}` };
};

/** The article or clause that a clock follows from. */
export const ruleOf = (
  kind: ClockKind,
  procedure: Procedure,
  item: Item | undefined,
  relay?: { n: number; unit: string },
): { zh: string; en: string } => {
  const { clocks } = procedure;
  switch (kind) {
    case "completeness":
    case "delivery": {
      const { basis, ...limit } = clocks[kind];
      const words = limitWords(limit);
      return { zh: `${basis.zh}：${words.zh}`, en: `${basis.en}: ${words.en}` };
    }
    case "legal": {
      const words = limitWords(item?.legalLimit ?? clocks.decision);
      return {
        zh: `法定时限（${clocks.decision.basis.zh}）：${words.zh}`,
        en: `Legal limit (${clocks.decision.basis.en}): ${words.en}`,
      };
    }
    case "promised": {
      const words = limitWords(item?.promisedLimit ?? clocks.decision);
      return {
        zh: `承诺时限（办事指南）：${words.zh}`,
        en: `Promised limit (guide of the item): ${words.en}`,
      };
    }
    case "handover": {
      const words = relay && limitWords(relay);
      return {
        zh: `协议条款：移交时限${words?.zh ?? ""}`,
        en: `Clause of the agreement: hand over within ${words?.en ?? "the limit"}`,
      };
    }
  }
};
