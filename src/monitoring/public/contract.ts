import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { AirItem } from "../standards/air-standard.ts";
import { WaterClass, waterClasses } from "../standards/water-standard.ts";

const Words = z.object({ zh: z.string(), en: z.string().optional() });
const Limit = z.union([z.number(), z.tuple([z.number(), z.number()]).readonly()]);
const Month = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/);

/** A station as anybody may see it: what its newest values mean, by which standard, and what is missing. */
export const PublicStation = z.object({
  id: z.string(),
  name: Words,
  medium: z.enum(["water", "air"]),
  river: Words.optional(),
  party: Party.optional(),
  intervalMinutes: z.int(),
  freshness: z.enum(["current", "late", "silent", "never", "reference"]),
  at: z.iso.datetime().optional(),
  standard: z.string().optional(),
  /** What the class or the index is of: single readings, or means of an hour. */
  averaging: z.enum(["reading", "1h"]).optional(),
  class: WaterClass.nullable().optional(),
  target: z.object({ class: z.enum(waterClasses), isMet: z.boolean().nullable() }).optional(),
  air: z
    .object({
      aqi: z.int().nullable(),
      level: z.object({ level: z.int(), name: Words, colour: Words, hex: z.string() }).nullable(),
      primary: z.array(AirItem),
    })
    .optional(),
  /** Items without which nothing more can be said now. */
  missing: z.array(Words),
  /** One sentence an item: value, limit, row. */
  why: z.array(Words),
  values: z.array(
    z.object({
      property: z.string(),
      name: Words,
      value: z.number().nullable(),
      unit: z.string(),
      at: z.iso.datetime(),
      averagingMinutes: z.int(),
      flags: z.array(Words),
    }),
  ),
  isSample: z.boolean(),
  isExercise: z.boolean(),
});
export type PublicStation = z.infer<typeof PublicStation>;

const Coverage = z.object({
  property: z.string(),
  name: Words,
  expected: z.int(),
  count: z.int(),
  notReported: z.int(),
  doubtful: z.int(),
  silent: z.int(),
  corrected: z.int(),
});

export const SectionMonthView = z.object({
  station: z.string(),
  name: Words,
  river: Words.optional(),
  standard: z.string().nullable(),
  /** How classes follow from the limits of the standard. */
  rules: z.string().nullable(),
  /** The class is of the month's means. */
  averaging: z.literal("month"),
  class: WaterClass.nullable(),
  determinedBy: z.array(Words),
  target: z.object({ class: z.enum(waterClasses), isMet: z.boolean().nullable() }).optional(),
  /** Single readings against the limit of the target class, each item that was compared. */
  exceedances: z.array(
    z.object({
      property: z.string(),
      name: Words,
      standard: z.string(),
      averaging: z.literal("reading"),
      count: z.int(),
      of: z.int(),
      limit: Limit,
      worst: z
        .object({
          at: z.iso.datetime(),
          value: z.number(),
          flags: z.array(z.string()),
          multiple: z.number().nullable(),
        })
        .nullable(),
    }),
  ),
  coverage: z.array(Coverage),
  isSample: z.boolean(),
});
export type SectionMonthView = z.infer<typeof SectionMonthView>;

export const AirMonthView = z.object({
  station: z.string(),
  name: Words,
  standards: z.array(z.string()),
  /** Levels and primary pollutants are of days. */
  averaging: z.literal("day"),
  daysExpected: z.int(),
  /** Days with a published AQI by level, and those without one. */
  levels: z.array(z.object({ level: z.int(), name: Words, hex: z.string(), days: z.int() })),
  withoutAqi: z.int(),
  primaryDays: z.array(z.object({ item: AirItem, days: z.int() })),
  exceedances: z.array(
    z.object({
      item: AirItem,
      averaging: z.enum(["24h", "8h-max"]),
      standard: z.string(),
      stage: z.enum(["only", "transition", "final"]),
      count: z.int(),
      of: z.int(),
      limit: z.number(),
      worst: z.object({ day: z.iso.date(), value: z.number(), multiple: z.number() }).nullable(),
    }),
  ),
  composite: z.object({ index: z.number(), standard: z.string(), averaging: z.literal("month") }).nullable(),
  tooFewDays: z.array(AirItem),
  coverage: z.array(Coverage),
  isSample: z.boolean(),
});
export type AirMonthView = z.infer<typeof AirMonthView>;

export const MonthView = z.object({
  month: Month,
  /** Up to when it was counted: the end of the month, or now. */
  until: z.iso.datetime(),
  isComplete: z.boolean(),
  sections: z.array(SectionMonthView),
  rivers: z.array(
    z.object({
      river: Words,
      sections: z.int(),
      goodPercent: z.number(),
      inferiorPercent: z.number(),
      grade: Words,
      isOfMeans: z.boolean(),
      standard: z.string(),
      rules: z.string(),
      averaging: z.literal("month"),
      isSample: z.boolean(),
    }),
  ),
  /** The city water quality index of each party's sections: of how many of its 21 items it could be made. */
  cities: z.array(
    z.object({
      party: Party,
      index: z.number(),
      items: z.int(),
      ofItems: z.int(),
      sections: z.int(),
      standard: z.string(),
      averaging: z.literal("month"),
      isSample: z.boolean(),
    }),
  ),
  air: z.array(AirMonthView),
});
export type MonthView = z.infer<typeof MonthView>;

export const publicContract = contract({
  publicStations: {
    method: "GET",
    path: "/api/monitoring/public/stations",
    access: "anyone",
    refusals: [],
    summary: {
      zh: "向社会公开的各站现状：类别或 AQI、依据的标准、缺什么、为什么",
      en: "Public stations now: class or AQI, the standard, what is missing and why",
    },
    output: z.object({
      asOf: z.iso.datetime(),
      standards: z.array(z.object({ id: z.string(), title: Words })),
      stations: z.array(PublicStation),
    }),
  },
  publicMonth: {
    method: "GET",
    path: "/api/monitoring/public/month",
    access: "anyone",
    refusals: [],
    summary: {
      zh: "月报：类别、超标次数与倍数、空气质量天数、缺测",
      en: "Month report: class, exceedances with multiples, days by air quality, gaps",
    },
    query: z.object({ month: Month }),
    output: MonthView,
  },
  publicMonthFile: {
    method: "GET",
    path: "/api/monitoring/public/month-file",
    access: "anyone",
    refusals: [],
    summary: { zh: "下载月报（CSV 或 JSON）", en: "Download the month report as CSV or JSON" },
    query: z.object({ month: Month, format: z.enum(["csv", "json"]).default("csv") }),
    output: "file",
  },
  monitoringCatalogue: {
    method: "GET",
    path: "/api/monitoring/catalogue.jsonld",
    access: "anyone",
    refusals: [],
    summary: {
      zh: "公开数据目录（DCAT 3，JSON-LD）",
      en: "Catalogue of the public data (DCAT 3 as JSON-LD)",
    },
    output: "file",
  },
});
