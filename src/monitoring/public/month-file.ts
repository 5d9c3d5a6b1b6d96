import { csvText, type CsvCell } from "#base/csv.ts";
import type { MonthView } from "./contract.ts";

const headings = [
  "month",
  "station",
  "name",
  "medium",
  "item",
  "standard",
  "class_or_composite_index",
  "limit",
  "values_past_limit",
  "values_compared",
  "worst_multiple",
  "worst_value",
  "worst_at",
  "expected",
  "counted",
  "not_reported",
  "doubtful",
  "silent",
  "corrected",
  "sample",
];

const rowsOf = ({ month, sections, air }: MonthView): CsvCell[][] => [
  ...sections.flatMap((section) =>
    section.coverage.map((one): CsvCell[] => {
      const past = section.exceedances.find(({ property }) => property === one.property);
      const limit = typeof past?.limit === "object" ? past.limit.join("–") : past?.limit;
      return [
        month, section.station, section.name.zh, "water", one.property, section.standard, section.class,
        limit, past?.count ?? 0, past?.of ?? one.count, past?.worst.multiple, past?.worst.value, past?.worst.at,
        one.expected, one.count, one.notReported, one.doubtful, one.silent, one.corrected, section.isSample ? "yes" : "no",
      ]; // prettier-ignore
    }),
  ),
  ...air.flatMap((station) =>
    station.coverage.map((one): CsvCell[] => {
      const past = station.exceedances.find(
        ({ item }) => item.toLowerCase().replace(".", "") === one.property,
      );
      return [
        month, station.station, station.name.zh, "air", one.property, station.standards.join(" "), station.composite?.index,
        past?.limit, past?.count ?? 0, past?.of, past?.worst.multiple, past?.worst.value, past?.worst.day,
        one.expected, one.count, one.notReported, one.doubtful, one.silent, one.corrected, station.isSample ? "yes" : "no",
      ]; // prettier-ignore
    }),
  ),
];

/** One row for each station and item. */
export const monthCsv = (report: MonthView): string => csvText(headings, rowsOf(report));
