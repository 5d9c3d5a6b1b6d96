import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { isDay } from "./calendar-day.ts";
import { itemCode } from "./item-code.ts";
import type { OfficialRefusal } from "./refusals.ts";
import { tidy } from "./tidy.ts";

/** 办件编号 on the national platform: implementation code (31), day of receipt (8), sequence of that day (4). */
export type CaseNumber = {
  kind: "case-number";
  value: string;
  item: string;
  body: string;
  receivedOn: Day;
  sequence: number;
  sample: boolean;
};

export const caseNumber = (typed: string): Outcome<CaseNumber, OfficialRefusal> => {
  const value = tidy(typed);
  if (!/^[0-9A-Z]{31}\d{12}$/.test(value)) return refuse("CASE_NUMBER_SHAPE", { length: value.length });
  const item = itemCode(value.slice(0, 31));
  if (!item.ok) return item;
  const receivedOn = `${value.slice(31, 35)}-${value.slice(35, 37)}-${value.slice(37, 39)}`;
  if (!isDay(receivedOn) || receivedOn < "2000-01-01") return refuse("CASE_NUMBER_DATE");
  const sequence = Number(value.slice(39));
  if (sequence === 0) return refuse("CASE_NUMBER_SEQUENCE", { sequence });
  const { body, sample } = item.value;
  return done({
    kind: "case-number",
    value,
    item: item.value.value,
    body: body!,
    receivedOn,
    sequence,
    sample,
  });
};

/** The number of the `sequence`-th case of an item that is received on a day. */
export const caseNumberOf = (
  item: string,
  receivedOn: Day,
  sequence: number,
): Outcome<string, OfficialRefusal> => {
  const code = itemCode(item);
  if (!code.ok) return code;
  if (code.value.scheme !== "implementation")
    return refuse("ITEM_CODE_SHAPE", { length: code.value.value.length });
  if (!isDay(receivedOn)) return refuse("CASE_NUMBER_DATE");
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 9999)
    return refuse("CASE_NUMBER_SEQUENCE", { sequence });
  return done(code.value.value + receivedOn.replaceAll("-", "") + String(sequence).padStart(4, "0"));
};
