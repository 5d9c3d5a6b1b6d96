import type { Language } from "#base/bilingual.ts";

/** RFC 3339, or ms since the epoch. */
type Moment = string | number;

const shanghai = (instant: Moment, parts: Intl.DateTimeFormatOptions, locale = "en-CA") =>
  new Intl.DateTimeFormat(locale, { timeZone: "Asia/Shanghai", hourCycle: "h23", ...parts }).format(
    new Date(instant),
  );

/** `2026年11月22日`, `22 November 2026` */
export const showDay = (day: string, language: Language): string => {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return day;
  if (language === "zh") return `${year}年${month}月${date}日`;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
};

/** `11-22` */
export const showShortDay = (day: string): string => day.slice(5);

export const showWeekday = (day: string, language: Language): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: "UTC",
    weekday: "short",
  });

/** `09:40` on the wall of a Chinese office, wherever the reader sits. */
export const showTime = (instant: Moment): string =>
  shanghai(instant, { hour: "2-digit", minute: "2-digit" });

export const dayOfInstant = (instant: Moment): string =>
  shanghai(instant, { year: "numeric", month: "2-digit", day: "2-digit" });

/** `11-22 09:40`, with the year where it is not this one. */
export const showMoment = (instant: Moment, now: Moment = Date.now()): string => {
  const day = dayOfInstant(instant);
  const shown = day.slice(0, 4) === dayOfInstant(now).slice(0, 4) ? day.slice(5) : day;
  return `${shown} ${showTime(instant)}`;
};

/** `¥1,234.56` from a string of fen; pages never calculate with money. */
export const showFen = (amountFen: string): string => {
  const digits = amountFen.replace(/^-/, "").padStart(3, "0");
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amountFen.startsWith("-") ? "-" : ""}¥${yuan}.${digits.slice(-2)}`;
};

export const showSize = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A long case number in groups a person can read to somebody: the first 31 digits name the item, then day and sequence. */
export const showCaseNumber = (number: string): string =>
  number.length === 43 ? `${number.slice(0, 31)} ${number.slice(31, 39)} ${number.slice(39)}` : number;

export const shortCaseNumber = (number: string): string =>
  number.length === 43 ? `…${number.slice(31, 35)} ${number.slice(35, 39)} ${number.slice(39)}` : number;
