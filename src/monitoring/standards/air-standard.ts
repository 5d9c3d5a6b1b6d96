import { z } from "zod";
import { heading, Words } from "./heading.ts";

export const AirItem = z.enum(["PM2.5", "PM10", "O3", "NO2", "SO2", "CO"]);
export type AirItem = z.infer<typeof AirItem>;

/** One column of the table of breakpoints; null where the standard gives none. */
export const BreakpointRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+_(1h|8h|24h)$/),
  property: z.string(),
  averaging: z.enum(["1h", "8h", "24h"]),
  breakpoints: z.array(z.number().nonnegative().nullable()).min(2),
  /** What is said above the last breakpoint, where it is not the end of the scale. */
  above: z
    .union([
      z.strictObject({ iaqi: z.int() }),
      z.strictObject({ instead: z.strictObject({ key: z.string(), row: z.string() }) }),
    ])
    .optional(),
});
export type BreakpointRow = z.infer<typeof BreakpointRow>;

/** Which value makes the index of which item, by which row. */
const Entry = z.strictObject({
  item: AirItem,
  key: z.string(),
  row: z.string(),
  optional: z.literal(true).optional(),
});
export type AirEntry = z.infer<typeof Entry>;

/** The air quality index (HJ 633): breakpoints, rounding, what gaps do, levels. */
export const AirIndexStandard = z.strictObject({
  kind: z.literal("air-index-standard"),
  ...heading,
  table: Words,
  iaqi: z.array(z.int().min(0)).min(2),
  rows: z.array(BreakpointRow).min(1),
  hour: z.array(Entry).min(1),
  day: z.array(Entry).min(1),
  /** Decimal places to which concentrations are rounded before anything is calculated; absent: not rounded. */
  inputPlaces: z.record(z.string(), z.int().min(0)).optional(),
  range: z.tuple([z.int(), z.int()]),
  /** With an item missing the AQI is published only above this; absent: the other items make it. */
  gaps: z.strictObject({ publishAbove: z.int().optional(), basis: Words }),
  neverMonitored: Words.optional(),
  publication: z
    .strictObject({
      hourLagMinutes: z.int(),
      dayBefore: z.string(),
      forecastDays: z.int(),
      forecastBefore: z.string(),
    })
    .optional(),
  levels: z
    .array(
      z.strictObject({
        upTo: z.int(),
        level: z.int(),
        grade: Words,
        name: Words,
        colour: Words,
        hex: z.string().regex(/^#[0-9A-F]{6}$/),
      }),
    )
    .min(1),
});
export type AirIndexStandard = z.infer<typeof AirIndexStandard>;

export const Averaging = z.enum(["1h", "8h-max", "24h", "quarter", "year"]);
export type Averaging = z.infer<typeof Averaging>;

/** Limits of two classes of area (GB 3095), by stage, and how much data a mean needs. */
export const AirQualityStandard = z.strictObject({
  kind: z.literal("air-quality-standard"),
  ...heading,
  stages: z
    .array(
      z.strictObject({
        stage: z.enum(["only", "transition", "final"]),
        from: z.iso.date(),
        until: z.iso.date().optional(),
        limits: z.array(
          z.strictObject({
            item: z.string(),
            key: z.string(),
            averaging: Averaging,
            class1: z.number(),
            class2: z.number(),
          }),
        ),
      }),
    )
    .min(1),
  validity: z.strictObject({
    hourMinMinutes: z.int(),
    dayMinHours: z.int(),
    o3WindowMinHours: z.int(),
    monthMinDays: z.int(),
    februaryMinDays: z.int(),
    yearMinDays: z.int(),
  }),
});
export type AirQualityStandard = z.infer<typeof AirQualityStandard>;

/** What a month or a year of air comes to (HJ 663): statistics and the composite index. */
export const AirEvaluation = z.strictObject({
  kind: z.literal("air-evaluation"),
  ...heading,
  items: z.array(
    z.strictObject({
      item: AirItem,
      key: z.string(),
      statistic: z.enum(["mean", "percentile"]),
      percentile: z.int(),
      limit: z.number().positive(),
      weight: z.number().positive(),
    }),
  ),
  o3Windows: z.strictObject({
    firstEndsAtHour: z.int(),
    lastEndsAtHour: z.int(),
    minValid: z.int(),
  }),
});
export type AirEvaluation = z.infer<typeof AirEvaluation>;

const Condition = z.strictObject({ aqiAbove: z.int(), hours: z.int().positive() });

/** Tiers of the regional plan for heavy pollution: any list of which every condition holds. */
export const HeavyPollutionWarning = z.strictObject({
  kind: z.literal("heavy-pollution-warning"),
  ...heading,
  index: Words,
  tiers: z
    .array(
      z.strictObject({
        tier: z.enum(["yellow", "orange", "red"]),
        title: Words,
        any: z.array(z.array(Condition).min(1)).min(1),
      }),
    )
    .min(1),
  lift: z.strictObject({ belowTier: z.enum(["yellow", "orange", "red"]), hours: z.int().positive() }),
  releaseAheadHours: z.int(),
});
export type HeavyPollutionWarning = z.infer<typeof HeavyPollutionWarning>;
