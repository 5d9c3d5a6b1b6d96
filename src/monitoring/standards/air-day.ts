import { add, divide, exact, meanOf, multiply, toNumber, type Exact } from "#base/decimal.ts";
import type {
  AirEvaluation,
  AirIndexStandard,
  AirItem,
  AirQualityStandard,
  Averaging,
} from "./air-standard.ts";
import { evaluateAirDay, type AirOptions, type AirResult } from "./evaluate-air.ts";
import { ozoneWindows, validHours, type DayHours, type DayRule } from "./day-rule.ts";
import { percentileOf, roundMean } from "./means.ts";
import { findProperty } from "./observed-properties.ts";

/** A mean with how much of it there was; the value is null where that was too little. */
export type DayMean = { value: number | null; valid: number; needed: number };

const decimalsOf = (property: string): number => findProperty(property)?.decimals ?? 0;

/** The mean of a legal day. */
export const dayMean = ({ validity }: AirQualityStandard, property: string, hours: DayHours): DayMean => {
  const given = validHours(hours);
  return {
    value:
      given.length >= validity.dayMinHours ? roundMean(meanOf(given.map(exact)), decimalsOf(property)) : null,
    valid: given.length,
    needed: validity.dayMinHours,
  };
};

const limitOf = (
  { stages }: AirQualityStandard,
  key: string,
  averaging: Averaging,
  day: string,
): { class1: number; class2: number } | undefined =>
  stages
    .find(({ from, until }) => from <= day && (until === undefined || day <= until))
    ?.limits.find((limit) => limit.key === key && limit.averaging === averaging);

/** Ozone of a day: its highest 8 h mean. With too few windows it counts only where it exceeds the limit anyway. */
export const dayMax8h = (rule: DayRule, hours: DayHours, day: string): DayMean => {
  const means = ozoneWindows(rule, hours).map((window) =>
    roundMean(meanOf(window.map(exact)), decimalsOf("o3")),
  );
  const needed = rule.evaluation.o3Windows.minValid;
  const highest = means.length > 0 ? Math.max(...means) : null;
  const limit = limitOf(rule.quality, "o3", "8h-max", day)?.class2;
  const isSure = highest !== null && limit !== undefined && highest > limit;
  return { value: means.length >= needed || isSure ? highest : null, valid: means.length, needed };
};

export type AirDay = { result: AirResult; means: Record<string, DayMean> };

/** A day's index from its hours, with how many of them there were. */
export const evaluateAirDayFromHours = (
  index: AirIndexStandard,
  rule: DayRule,
  day: string,
  hours: Readonly<Record<string, DayHours>>,
  options: AirOptions = {},
): AirDay => {
  const { quality } = rule;
  const means: Record<string, DayMean> = {};
  for (const { key, optional } of index.day) {
    const given = hours[key.split("_")[0]!] ?? [];
    if (optional) {
      const highest = validHours(given);
      if (highest.length >= quality.validity.dayMinHours)
        means[key] = {
          value: Math.max(...highest),
          valid: highest.length,
          needed: quality.validity.dayMinHours,
        };
    } else means[key] = key === "o3" ? dayMax8h(rule, given, day) : dayMean(quality, key, given);
  }
  const values = Object.fromEntries(Object.entries(means).map(([key, { value }]) => [key, value]));
  return { result: evaluateAirDay(index, values, options), means };
};

export type Attainment = {
  standard: string;
  stage: AirQualityStandard["stages"][number]["stage"];
  limit: number;
  areaClass: 1 | 2;
  isMet: boolean;
};

/** Against the limit of an area class on that day: GB 3095-2026 has others until the end of 2030 than after. */
export const attainment = (
  quality: AirQualityStandard,
  day: string,
  of: { key: string; averaging: Averaging; areaClass: 1 | 2 },
  value: number,
): Attainment | undefined => {
  const stage = quality.stages.find(
    ({ from, until }) => from <= day && (until === undefined || day <= until),
  );
  const found = limitOf(quality, of.key, of.averaging, day);
  if (!stage || !found) return undefined;
  const limit = of.areaClass === 1 ? found.class1 : found.class2;
  return {
    standard: quality.id,
    stage: stage.stage,
    limit,
    areaClass: of.areaClass,
    isMet: value <= limit,
  };
};

/** Whether a month has the days its mean needs; February has a number of its own. */
export const isMonthValid = ({ validity }: AirQualityStandard, month: string, validDays: number): boolean =>
  validDays >= (month.endsWith("-02") ? validity.februaryMinDays : validity.monthMinDays);

export type CompositeItem = { item: AirItem; concentration: number; limit: number; index: number };

/** The composite index of a month or year from daily values: each statistic over its limit, weighted, summed. */
export const compositeIndex = (
  evaluation: AirEvaluation,
  days: Readonly<Record<string, readonly number[]>>,
): { index: number; items: CompositeItem[] } | null => {
  const items: { exact: Exact; item: CompositeItem }[] = [];
  for (const { item, key, statistic, percentile, limit, weight } of evaluation.items) {
    const given = days[key] ?? [];
    if (given.length === 0) return null; // six items make it, and it has no rule for fewer
    const found = statistic === "mean" ? meanOf(given.map(exact)) : percentileOf(given, percentile);
    const concentration = roundMean(found, decimalsOf(key));
    const index = divide(exact(concentration), exact(limit));
    items.push({
      exact: multiply(index, exact(weight)),
      item: { item, concentration, limit, index: toNumber(index, 2) },
    });
  }
  const sum = items.reduce((total, one) => add(total, one.exact), exact(0));
  return { index: toNumber(sum, 2), items: items.map(({ item }) => item) };
};
