import { csvText, type CsvCell } from "#base/csv.ts";
import type { Party } from "#base/party.ts";
import { AirItem } from "../standards/air-standard.ts";
import type { AirMonthView, MonthView, SectionMonthView } from "./contract.ts";
import { monthColumns, type MonthRow } from "./month-columns.ts";

type Coverage = SectionMonthView["coverage"][number];
type Words = { zh: string; en?: string | undefined };
type NamedParty = { party: Party; name: Words };

const yesNo = (is: boolean | null | undefined): CsvCell =>
  is === null || is === undefined ? null : is ? "yes" : "no";

const named = ({ zh, en }: Words): MonthRow => ({ name: zh, name_en: en });

const gapsOf = (one: Coverage): MonthRow => ({
  expected: one.expected,
  counted: one.count,
  not_reported: one.notReported,
  doubtful: one.doubtful,
  silent: one.silent,
  corrected: one.corrected,
});

const limitText = (limit: number | readonly [number, number]): CsvCell =>
  typeof limit === "number" ? limit : limit.join("–");

type Past = SectionMonthView["exceedances"][number] | AirMonthView["exceedances"][number];

const pastOf = ({ limit, standard, averaging, count, of, worst }: Past): MonthRow => ({
  limit: limitText(limit),
  limit_standard: standard,
  limit_averaging: averaging,
  values_past_limit: count,
  values_compared: of,
  worst_multiple: worst?.multiple,
  worst_value: worst?.value,
});

const sectionRows = (section: SectionMonthView): MonthRow[] =>
  section.coverage.map((one) => {
    const { station, name, river, standard, rules, averaging, target, determinedBy, isSample } = section;
    const past = section.exceedances.find(({ property }) => property === one.property);
    return {
      about: "section",
      medium: "water",
      station,
      ...named(name),
      item: one.property,
      river: river?.zh,
      river_en: river?.en,
      ...(section.class && {
        class: section.class,
        class_standard: standard,
        class_rules: rules,
        class_averaging: averaging,
        determines_class: yesNo(determinedBy.some(({ zh }) => zh === one.name.zh)),
      }),
      target: target?.class,
      target_met: yesNo(target?.isMet),
      ...(past && {
        ...pastOf(past),
        worst_flags: past.worst?.flags.join(" "),
        worst_at: past.worst?.at,
      }),
      ...gapsOf(one),
      sample: yesNo(isSample),
    };
  });

const riverRow = (one: MonthView["rivers"][number]): MonthRow => ({
  about: "river",
  medium: "water",
  ...named(one.river),
  river: one.river.zh,
  river_en: one.river.en,
  class_standard: one.standard,
  class_rules: one.rules,
  class_averaging: one.averaging,
  grade: one.grade.zh,
  grade_en: one.grade.en,
  grade_from: one.isOfMeans ? "means" : "shares",
  sections: one.sections,
  good_percent: one.goodPercent,
  inferior_percent: one.inferiorPercent,
  sample: yesNo(one.isSample),
});

const placeRow = (one: MonthView["cities"][number], parties: readonly NamedParty[]): MonthRow => ({
  about: "place",
  medium: "water",
  ...named(parties.find(({ party }) => party === one.party)?.name ?? { zh: one.party }),
  party: one.party,
  sections: one.sections,
  city_index: one.index,
  city_index_standard: one.standard,
  city_index_averaging: one.averaging,
  city_index_items: one.items,
  city_index_of_items: one.ofItems,
  city_index_comparable: yesNo(one.items === one.ofItems),
  sample: yesNo(one.isSample),
});

const propertyOf = (item: AirItem): string => item.toLowerCase().replace(".", "");

const airRows = (air: AirMonthView): MonthRow[] => {
  const levels = Object.fromEntries(air.levels.map(({ level, days }) => [`days_level_${level}`, days]));
  return air.coverage.map((one) => {
    const item = AirItem.options.find((known) => propertyOf(known) === one.property);
    const past = air.exceedances.find((known) => known.item === item);
    const { composite } = air;
    return {
      about: "station",
      medium: "air",
      station: air.station,
      ...named(air.name),
      item: one.property,
      composite_index: composite?.index,
      composite_standard: composite?.standard,
      composite_averaging: composite?.averaging,
      ...(past && {
        ...pastOf(past),
        limit_stage: past.stage,
        worst_at: past.worst?.day,
      }),
      ...gapsOf(one),
      days_expected: air.daysExpected,
      ...levels,
      days_without_aqi: air.withoutAqi,
      days_standards: air.standards.join(" "),
      days_averaging: air.averaging,
      ...(item && {
        primary_days: air.primaryDays.find((known) => known.item === item)?.days ?? 0,
        too_few_days: yesNo(air.tooFewDays.includes(item)),
      }),
      sample: yesNo(air.isSample),
    };
  });
};

/** All that the page says of a month: a row for each station and item, each river, each place's city water quality index. */
export const monthCsv = (report: MonthView, parties: readonly NamedParty[]): string => {
  const { month, until, isComplete, sections, rivers, cities, air } = report;
  const rows = [
    ...sections.flatMap(sectionRows),
    ...rivers.map(riverRow),
    ...cities.map((one) => placeRow(one, parties)),
    ...air.flatMap(airRows),
  ];
  return csvText(
    monthColumns,
    rows.map((row) => {
      const whole: MonthRow = { ...row, month, until, complete: yesNo(isComplete) };
      return monthColumns.map((column) => whole[column]);
    }),
  );
};
