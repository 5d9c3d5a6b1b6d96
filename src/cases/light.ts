import type { Day } from "#base/time.ts";
import type { Calendars } from "#official/calendar.ts";
import { isClosed, type CaseFile, type ClockKind, type Words } from "./case-file.ts";
import { daysLeft, isRunning, turningDays } from "./clocks.ts";
import type { Procedure } from "./procedure.ts";
import type { Light } from "./view.ts";

export const clockNames: Record<ClockKind, Words> = {
  completeness: { zh: "收件审核", en: "completeness check" },
  handover: { zh: "移交", en: "handover" },
  promised: { zh: "承诺时限", en: "promised limit" },
  legal: { zh: "法定时限", en: "legal limit" },
  delivery: { zh: "送达", en: "delivery" },
};

/** From which day a case is yellow and red: dates, so that a database can colour and count whole queues. */
export type LightDays = { yellowFrom?: Day; redFrom?: Day };

/** A step that is late while the whole is not makes a case yellow, never red: red means that a limit of law or promise is broken. */
const isWhole = (kind: ClockKind): boolean => kind !== "handover";

const kinds = ["completeness", "handover", "promised", "legal", "delivery"] as const;

/** The file waits for somebody else: no clock runs, and nothing is late. */
const standsStill = ({ state }: CaseFile): boolean => state === "supplement-requested" || state === "paused";

export const lightDays = (file: CaseFile, procedure: Procedure, calendars: Calendars): LightDays => {
  const days: LightDays = {};
  if (isClosed(file) || standsStill(file)) return days;
  const sooner = (name: keyof LightDays, day: Day) => {
    if (days[name] === undefined || day < days[name]) days[name] = day;
  };
  for (const kind of kinds) {
    if (!isRunning(file, kind)) continue;
    const { yellowFrom, redFrom } = turningDays(file.clocks[kind]!, procedure, calendars);
    sooner("yellowFrom", yellowFrom);
    if (isWhole(kind)) sooner("redFrom", redFrom);
  }
  return days;
};

/** From when a file on its way is yellow: its hand-over runs until the other side has signed for it, which only receipts tell. */
export const transitYellowFrom = (
  file: CaseFile,
  procedure: Procedure,
  calendars: Calendars,
): Day | undefined => {
  const { handover } = file.clocks;
  if (!handover || isClosed(file) || file.handed?.to !== file.deciding || file.holder !== file.deciding)
    return undefined;
  return turningDays(handover, procedure, calendars).yellowFrom;
};

export const colourOn = (today: Day, { yellowFrom, redFrom }: LightDays): "green" | "yellow" | "red" => {
  if (redFrom !== undefined && today >= redFrom) return "red";
  return yellowFrom !== undefined && today >= yellowFrom ? "yellow" : "green";
};

/** Computed, never chosen; always with the reason. */
export const lightOf = (file: CaseFile, procedure: Procedure, calendars: Calendars, today: Day): Light => {
  if (isClosed(file)) return { colour: "none", reason: { zh: "已办结", en: "closed" } };
  if (file.state === "supplement-requested")
    return {
      colour: "green",
      reason: { zh: "等待申请人补正，不计时", en: "waiting for the applicant; no clock runs" },
    };
  if (file.state === "paused")
    return {
      colour: "green",
      reason: { zh: "特别程序期间，不计时", en: "special procedure; the clock stands still" },
    };
  const colour = colourOn(today, lightDays(file, procedure, calendars));
  const open = kinds
    .filter((kind) => isRunning(file, kind))
    .map((kind) => ({ kind, clock: file.clocks[kind]! }));
  const unitZh = (unit: string | undefined) => (unit === "day" ? "日" : "个工作日");
  const unitEn = (unit: string | undefined, n: number) =>
    `${unit === "day" ? "day" : "working day"}${n === 1 ? "" : "s"}`;
  if (colour === "green") return { colour, reason: { zh: "正常", en: "on time" } };
  const late = open
    .filter(({ clock }) => today > clock.due)
    .sort((a, b) => Number(isWhole(b.kind)) - Number(isWhole(a.kind)))[0];
  if (late) {
    const over = Math.max(1, -daysLeft(today, late.clock, calendars));
    const name = clockNames[late.kind];
    const step = isWhole(late.kind)
      ? { zh: "", en: "" }
      : { zh: "（环节超时，总时限未超）", en: " (this step is late; the whole is not)" };
    return {
      colour,
      clock: late.kind,
      reason: {
        zh: `${name.zh}超期${over}${unitZh(late.clock.unit)}${step.zh}`,
        en: `${name.en} overdue by ${over} ${unitEn(late.clock.unit, over)}${step.en}`,
      },
    };
  }
  const near = open
    .filter(({ clock }) => turningDays(clock, procedure, calendars).yellowFrom <= today)
    .sort((a, b) => (a.clock.due < b.clock.due ? -1 : 1))[0]!;
  const left = daysLeft(today, near.clock, calendars);
  const name = clockNames[near.kind];
  return {
    colour,
    clock: near.kind,
    reason:
      left === 0
        ? { zh: `${name.zh}今天到期`, en: `${name.en} ends today` }
        : {
            zh: `${name.zh}只剩${left}${unitZh(near.clock.unit)}`,
            en: `${name.en}: ${left} ${unitEn(near.clock.unit, left)} left`,
          },
  };
};
