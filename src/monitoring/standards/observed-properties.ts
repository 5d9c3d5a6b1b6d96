import { z } from "zod";
import shipped from "../../../definitions/standards/observed-properties.json" with { type: "json" };
import { heading, Words } from "./heading.ts";

/** What can be measured: its unit, how it is written, and what no instrument can have seen. */
export const ObservedProperty = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  unit: z.string().describe("UCUM"),
  shownUnit: z.string(),
  decimals: z.int().min(0).max(9),
  range: z
    .tuple([z.number(), z.number()])
    .describe("合理范围，之外的是仪器故障 · Outside it the instrument is wrong"),
  maxStepPerHour: z
    .number()
    .positive()
    .optional()
    .describe("每小时最大变化，之外的可疑 · Further than this in an hour is doubted"),
  spillFactor: z
    .number()
    .min(1)
    .optional()
    .describe(
      "倍数在此之内的突变可能是污染团，不作仪器跳变 · A change up to so many times may be a spill and is no instrument's jump",
    ),
  flatAfterHours: z
    .int()
    .min(1)
    .max(26)
    .optional()
    .describe(
      "同一数值持续多少小时即为恒定不变 · Hours of one and the same value after which it is a flat line",
    ),
  sonde: z
    .boolean()
    .optional()
    .describe(
      "与电导率同在一支探头上，离水时一并失真 · On one sonde with conductivity: out of water together",
    ),
  codes: z.strictObject({ cnemc: z.string().optional(), hj: z.string().optional() }).optional(),
});
export type ObservedProperty = z.infer<typeof ObservedProperty>;

export const ObservedProperties = z.strictObject({
  kind: z.literal("observed-properties"),
  $schema: heading.$schema,
  id: heading.id,
  title: Words,
  properties: z.array(ObservedProperty).min(1),
  sources: heading.sources,
  unverified: heading.unverified,
});
export type ObservedProperties = z.infer<typeof ObservedProperties>;

/** Everything that can be measured, by its code. */
export const observedProperties: ReadonlyMap<string, ObservedProperty> = new Map(
  ObservedProperties.parse(shipped).properties.map((property) => [property.code, property]),
);

export const findProperty = (code: string): ObservedProperty | undefined => observedProperties.get(code);
