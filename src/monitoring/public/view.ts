import type { z } from "zod";
import type { Bilingual } from "#base/bilingual.ts";
import type { Network, Station } from "../network.ts";
import { flagCodes, flagWords } from "../observations/flags.ts";
import { explainAir, explainWater } from "../standards/explain.ts";
import { findProperty } from "../standards/observed-properties.ts";
import { findStandard, type Standard } from "../standards/standard-at.ts";
import type { JudgedNetwork } from "../in-force.ts";
import { propertyWords } from "../standards/words.ts";
import type { StationNow } from "../river/situation.ts";
import type { AirMonthView, PublicStation, SectionMonthView } from "./contract.ts";
import type { AirReport } from "./month-air.ts";
import type { ItemCoverage, SectionReport } from "./month-water.ts";

const instant = (atMs: number): string => new Date(atMs).toISOString();

const riverName = ({ rivers }: Network, { river }: Station): Bilingual | undefined =>
  rivers.find(({ id }) => id === river)?.name;

const levelOf = (standards: readonly Standard[], id: string, level: number | null) => {
  const found = findStandard("air-index-standard", id, standards)?.levels.find((one) => one.level === level);
  return found ? { level: found.level, name: found.name, colour: found.colour, hex: found.hex } : null;
};

/** A station as anybody may see it. */
export const publicStation = (
  network: JudgedNetwork,
  station: Station,
  now: StationNow,
): z.input<typeof PublicStation> => {
  const river = riverName(network, station);
  const water = now.water && findStandard("surface-water-standard", now.water.standard, network.standards);
  const air = now.air && findStandard("air-index-standard", now.air.standard, network.standards);
  return {
    id: station.id,
    name: station.name,
    medium: network.medium,
    ...(river && { river }),
    ...(station.party && { party: station.party }),
    intervalMinutes: station.intervalMinutes,
    freshness: now.freshness,
    ...(now.atMs !== undefined && { at: instant(now.atMs) }),
    ...(now.water && { standard: now.water.standard, averaging: "reading", class: now.water.class }),
    ...(now.water?.target && { target: { class: now.water.target.class, isMet: now.water.target.isMet } }),
    ...(now.air && {
      standard: now.air.standard,
      averaging: "1h",
      air: {
        aqi: now.air.aqi,
        level: levelOf(network.standards, now.air.standard, now.air.level),
        primary: now.air.primary,
      },
    }),
    missing: [
      ...(now.water?.missing.map(propertyWords) ?? []),
      ...(now.air?.missing.map((item) => ({ zh: item, en: item })) ?? []),
    ],
    why: [...(water ? explainWater(now.water!, water) : []), ...(air ? explainAir(now.air!, air) : [])],
    values: now.values.map(({ property, value, atMs, averagingMinutes, flags }) => ({
      property,
      name: propertyWords(property),
      value,
      unit: findProperty(property)?.shownUnit ?? "",
      at: instant(atMs),
      averagingMinutes,
      flags: flagWords(flags),
    })),
    isSample: now.isSample || station.sample === true,
    isExercise: now.isExercise,
  };
};

const coverageView = (coverage: readonly ItemCoverage[]) =>
  coverage.map((one) => ({ ...one, name: propertyWords(one.property) }));

export const sectionView = (
  network: Network,
  station: Station,
  { standard, rules, means, exceedances, coverage, hasSample }: SectionReport,
): z.input<typeof SectionMonthView> => {
  const river = riverName(network, station);
  return {
    station: station.id,
    name: station.name,
    ...(river && { river }),
    standard,
    rules,
    averaging: "month",
    class: means?.class ?? null,
    determinedBy: means?.class ? means.determinedBy.map(propertyWords) : [],
    ...(means?.target && { target: { class: means.target.class, isMet: means.target.isMet } }),
    exceedances: exceedances.map(({ worst, ...one }) => ({
      ...one,
      name: propertyWords(one.property),
      averaging: "reading",
      worst: worst && {
        at: instant(worst.atMs),
        value: worst.value,
        flags: flagCodes(worst.flags),
        multiple: worst.multiple,
      },
    })),
    coverage: coverageView(coverage),
    isSample: hasSample || station.sample === true,
  };
};

export const airView = (
  { standards }: JudgedNetwork,
  station: Station,
  report: AirReport,
): z.input<typeof AirMonthView> => {
  const published = report.days.filter(({ level }) => level !== null);
  const edition = findStandard("air-index-standard", report.standards.at(-1) ?? "", standards);
  const primary = Map.groupBy(published.flatMap((day) => day.primary), (item) => item); // prettier-ignore
  return {
    station: station.id,
    name: station.name,
    standards: report.standards,
    averaging: "day",
    daysExpected: report.daysExpected,
    levels: (edition?.levels ?? []).map(({ level, name, hex }) => ({
      level,
      name,
      hex,
      days: published.filter((day) => day.level === level).length,
    })),
    withoutAqi: report.daysExpected - published.length,
    primaryDays: [...primary].map(([item, days]) => ({ item, days: days.length })),
    exceedances: report.exceedances,
    composite: report.composite && { ...report.composite, averaging: "month" },
    tooFewDays: report.tooFewDays,
    coverage: coverageView(report.coverage),
    isSample: report.hasSample || station.sample === true,
  };
};

/** The standards named in an answer, with their titles. */
export const titlesOf = (
  ids: readonly string[],
  standards: readonly Standard[],
): { id: string; title: Bilingual }[] =>
  [...new Set(ids)].flatMap((id) => {
    const found = standards.find((one) => one.id === id);
    return found ? [{ id, title: found.title }] : [];
  });
