import { z } from "zod";
import { heading, Words } from "./heading.ts";

export const waterClasses = ["I", "II", "III", "IV", "V"] as const;
export const classesFromBest = [...waterClasses, "inferior-V"] as const;
const LimitClass = z.enum(waterClasses);
export type LimitClass = z.infer<typeof LimitClass>;
/** 劣Ⅴ类 is no class of the standard: it says that not even class V is met. */
export type WaterClass = LimitClass | "inferior-V";
export const WaterClass = z.enum(classesFromBest);

const Limits = z.array(z.number().nonnegative()).length(waterClasses.length);
const row = {
  row: z.int().min(1).describe("表中序号 · Number of the row in the table"),
  property: z.string(),
  /** Where it is judged only in lakes and reservoirs. */
  waterBody: z.literal("lake").optional(),
  note: Words.optional(),
};

export const WaterRow = z.discriminatedUnion("rule", [
  z.strictObject({ ...row, rule: z.literal("at-most"), limits: Limits, lakeLimits: Limits.optional() }),
  z.strictObject({ ...row, rule: z.literal("at-least"), limits: Limits }),
  z.strictObject({ ...row, rule: z.literal("range"), min: z.number(), max: z.number() }),
  z.strictObject({
    ...row,
    rule: z.literal("temperature-change"),
    maxWeeklyRiseCel: z.number(),
    maxWeeklyDropCel: z.number(),
  }),
]);
export type WaterRow = z.infer<typeof WaterRow>;

/** Limits of five classes, row by row (GB 3838). */
export const SurfaceWaterStandard = z.strictObject({
  kind: z.literal("surface-water-standard"),
  ...heading,
  table: Words,
  classes: z.tuple([z.literal("I"), z.literal("II"), z.literal("III"), z.literal("IV"), z.literal("V")]),
  rows: z.array(WaterRow).min(1),
});
export type SurfaceWaterStandard = z.infer<typeof SurfaceWaterStandard>;

/** How classes follow from limits, for a section and for a river (环办〔2011〕22号). */
export const WaterEvaluation = z.strictObject({
  kind: z.literal("water-evaluation"),
  ...heading,
  notEvaluated: z.array(z.string()),
  withoutMultiple: z.array(z.string()),
  autoStationItems: z.array(z.string()),
  wording: z.record(WaterClass, Words),
  river: z.strictObject({
    meanBelowSections: z.int().min(1),
    /** Asked from the top: the first whose condition holds. */
    grades: z.array(
      z.strictObject({
        grade: Words,
        goodPercentFrom: z.number().optional(),
        inferiorPercentBelow: z.number().optional(),
      }),
    ),
  }),
});
export type WaterEvaluation = z.infer<typeof WaterEvaluation>;

export const BlackOdorousWater = z.strictObject({
  kind: z.literal("black-odorous-water"),
  ...heading,
  rows: z.array(
    z.strictObject({
      property: z.string(),
      rule: z.enum(["below", "above"]),
      mild: z.number(),
      severe: z.number(),
    }),
  ),
  shallow: z.strictObject({ depthBelowCm: z.number(), severeShareOfDepth: z.number() }),
  levels: z.strictObject({ none: Words, mild: Words, severe: Words }),
});
export type BlackOdorousWater = z.infer<typeof BlackOdorousWater>;

/** The city water quality index, by which cities are ranked. */
export const WaterRanking = z.strictObject({
  kind: z.literal("water-ranking"),
  ...heading,
  referenceClass: LimitClass,
  notCounted: z.array(z.string()),
  ph: z.strictObject({ low: z.number(), neutral: z.number(), high: z.number() }),
});
export type WaterRanking = z.infer<typeof WaterRanking>;
