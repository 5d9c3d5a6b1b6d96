import { csvText, type CsvCell } from "#base/csv.ts";
import type { AirMonthView, MonthView, SectionMonthView } from "./contract.ts";

const headings = [
  "month",
  "station",
  "name",
  "medium",
  "item",
  "class",
  "class_standard",
  "class_rules",
  "class_averaging",
  "composite_index",
  "composite_standard",
  "composite_averaging",
  "limit",
  "limit_standard",
  "limit_stage",
  "limit_averaging",
  "values_past_limit",
  "values_compared",
  "worst_multiple",
  "worst_value",
  "worst_flags",
  "worst_at",
  "expected",
  "counted",
  "not_reported",
  "doubtful",
  "silent",
  "corrected",
  "sample",
];

const gapsOf = (one: SectionMonthView["coverage"][number], isSample: boolean): CsvCell[] => [
  one.expected,
  one.count,
  one.notReported,
  one.doubtful,
  one.silent,
  one.corrected,
  isSample ? "yes" : "no",
];

const limitText = (limit: number | readonly [number, number]): CsvCell =>
  typeof limit === "number" ? limit : limit.join("–");

const sectionRows = (month: string, section: SectionMonthView): CsvCell[][] =>
  section.coverage.map((one) => {
    const past = section.exceedances.find(({ property }) => property === one.property);
    const { class: found, standard, rules, averaging, isSample } = section;
    return [
      month, section.station, section.name.zh, "water", one.property,
      ...(found ? [found, standard, rules, averaging] : [null, null, null, null]), null, null, null,
      ...(past
        ? [
            limitText(past.limit), past.standard, null, past.averaging, past.count, past.of,
            past.worst?.multiple, past.worst?.value, past.worst?.flags.join(" "), past.worst?.at,
          ]
        : Array<null>(10).fill(null)),
      ...gapsOf(one, isSample),
    ]; // prettier-ignore
  });

const airRows = (month: string, air: AirMonthView): CsvCell[][] =>
  air.coverage.map((one) => {
    const past = air.exceedances.find(({ item }) => item.toLowerCase().replace(".", "") === one.property);
    const { composite, isSample } = air;
    return [
      month, air.station, air.name.zh, "air", one.property, null, null, null, null,
      composite?.index, composite?.standard, composite?.averaging,
      ...(past
        ? [
            past.limit, past.standard, past.stage, past.averaging, past.count, past.of,
            past.worst?.multiple, past.worst?.value, null, past.worst?.day,
          ]
        : Array<null>(10).fill(null)),
      ...gapsOf(one, isSample),
    ]; // prettier-ignore
  });

/** One row for each station and item. What is judged names its standard and what it is a mean of. */
export const monthCsv = ({ month, sections, air }: MonthView): string =>
  csvText(headings, [
    ...sections.flatMap((one) => sectionRows(month, one)),
    ...air.flatMap((one) => airRows(month, one)),
  ]);
