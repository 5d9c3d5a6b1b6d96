import type { Words } from "#web/words.ts";
import type { zh } from "./words.zh.ts";

export const en: Words<typeof zh> = {
  class: "Class {roman}",
  inferior: "Worse than class V",
  inferiorSign: ">Ⅴ",
  noClass: "Not evaluable",
  current: "Reporting",
  late: "Late, {ago}",
  silent: "Silent for {ago}",
  never: "No data yet",
  reference: "Reference only, not recorded",
  seconds: "{n} s",
  minutes: "{n} min",
  hours: "{n} h",
  days: "{n} {n|day|days}",
};
