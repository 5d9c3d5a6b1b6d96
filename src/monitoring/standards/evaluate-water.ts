import { divide, exact, subtract, toNumber } from "#base/decimal.ts";
import { standardAt } from "./standard-at.ts";
import {
  classesFromBest,
  waterClasses,
  type LimitClass,
  type SurfaceWaterStandard,
  type WaterClass,
  type WaterEvaluation,
  type WaterRow,
} from "./water-standard.ts";

export type WaterBody = "river" | "lake";

/**
 * What a section says of one item. A number in the standard's unit; `below` a detection limit; null where the item is
 * measured here and was not reported. An item that is not measured here is left out.
 */
export type WaterValue = number | { below: number } | null;
export type WaterValues = Readonly<Record<string, WaterValue | undefined>>;

export type WaterFlag =
  | "not-reported" // an item of this section is missing: no class may be given
  | "undecidable" // a detection limit lies above the limits of better classes
  | "nothing-evaluated";

/** Why an item has its class: the value, the limit it met or broke, the row of the table. */
export type WaterItem = {
  property: string;
  row: number;
  class: WaterClass;
  value: number;
  isBelowDetection?: true;
  /** The limit of that class; of `inferior-V` the limit of class V, which it breaks. A range is lower and upper bound. */
  limit: number | readonly [number, number];
  rule: "at-most" | "at-least" | "range";
};

export type WaterTarget = {
  class: LimitClass;
  /** Null where nothing may be said: an item is missing and none of the others breaks the target. */
  isMet: boolean | null;
  /** Multiple by which a limit is exceeded, (C − Cs)/Cs; null for pH and dissolved oxygen, which have none. */
  exceeding: {
    property: string;
    value: number;
    limit: number | readonly [number, number];
    multiple: number | null;
  }[];
};

export type WaterResult = {
  standard: string;
  waterBody: WaterBody;
  /** Null where an item of the section was not reported, as the national publication does. */
  class: WaterClass | null;
  /** The class of the items there are, whatever is missing: it can only be worse. */
  atBest: WaterClass | null;
  determinedBy: string[];
  items: WaterItem[];
  missing: string[];
  flags: WaterFlag[];
  target?: WaterTarget;
};

export type WaterOptions = {
  waterBody?: WaterBody;
  target?: LimitClass;
  /** The rules for evaluating; those of today's publication where none are named. */
  evaluation?: WaterEvaluation;
};

export const isWorse = (a: WaterClass, b: WaterClass): boolean =>
  classesFromBest.indexOf(a) > classesFromBest.indexOf(b);
export const worstClass = (classes: readonly WaterClass[]): WaterClass | null =>
  classes.reduce<WaterClass | null>(
    (worst, one) => (worst === null || isWorse(one, worst) ? one : worst),
    null,
  );

const evaluationOf2011 = standardAt("water-evaluation", "2011-03-09")!;

type LimitRow = Extract<WaterRow, { rule: "at-most" | "at-least" }>;

const limitsOf = (row: LimitRow, waterBody: WaterBody): readonly number[] =>
  row.rule === "at-most" && waterBody === "lake" && row.lakeLimits ? row.lakeLimits : row.limits;

/** Doubles keep the order of decimals of up to 15 digits, and limits have four: comparing them as they are is exact. */
const meets = (rule: LimitRow["rule"], value: number, isBelowDetection: boolean, limit: number): boolean =>
  rule === "at-most" ? value <= limit : isBelowDetection ? false : value >= limit;

const itemOf = (
  row: Exclude<WaterRow, { rule: "temperature-change" }>,
  value: number,
  isBelowDetection: boolean,
  waterBody: WaterBody,
): WaterItem => {
  const common = {
    property: row.property,
    row: row.row,
    rule: row.rule,
    value,
    ...(isBelowDetection && { isBelowDetection: true as const }),
  };
  if (row.rule === "range")
    return {
      ...common,
      class: row.min <= value && value <= row.max ? "I" : "inferior-V",
      limit: [row.min, row.max],
    };
  const limits = limitsOf(row, waterBody);
  const met = limits.findIndex((limit) => meets(row.rule, value, isBelowDetection, limit));
  return {
    ...common,
    class: classesFromBest[met < 0 ? limits.length : met]!,
    limit: limits[met < 0 ? limits.length - 1 : met]!,
  };
};

/** The limit of a class in a row; a range is lower and upper bound, and temperature has none. */
export const limitIn = (
  row: WaterRow,
  target: LimitClass,
  waterBody: WaterBody,
): WaterItem["limit"] | undefined =>
  row.rule === "temperature-change"
    ? undefined
    : row.rule === "range"
      ? [row.min, row.max]
      : limitsOf(row, waterBody)[waterClasses.indexOf(target)];

/** (C − Cs)/Cs to two places (环办〔2011〕22号). */
export const exceedanceMultiple = (value: number, limit: number): number => {
  const cs = exact(limit);
  return toNumber(divide(subtract(exact(value), cs), cs), 2);
};

const targetOf = (
  target: LimitClass,
  items: readonly WaterItem[],
  rows: readonly WaterRow[],
  { waterBody, evaluation, isWhole }: { waterBody: WaterBody; evaluation: WaterEvaluation; isWhole: boolean },
): WaterTarget => {
  const exceeding = items
    .filter((item) => isWorse(item.class, target))
    .map(({ property, row, value }) => {
      const limit = limitIn(
        rows.find((one) => one.row === row)!,
        target,
        waterBody,
      )!;
      const multiple =
        typeof limit === "number" && !evaluation.withoutMultiple.includes(property)
          ? exceedanceMultiple(value, limit)
          : null;
      return { property, value, limit, multiple };
    });
  return { class: target, isMet: exceeding.length > 0 ? false : isWhole ? true : null, exceeding };
};

/**
 * Single-factor evaluation of one section at one time: the class of its worst item (GB 3838, 环办〔2011〕22号). A better
 * class that a detection limit leaves open is flagged and not guessed.
 */
export const evaluateWater = (
  standard: SurfaceWaterStandard,
  values: WaterValues,
  { waterBody = "river", target, evaluation = evaluationOf2011 }: WaterOptions = {},
): WaterResult => {
  const items: WaterItem[] = [];
  const missing: string[] = [];
  let isUndecidable = false;
  for (const row of standard.rows) {
    const given = values[row.property];
    if (given === undefined || row.rule === "temperature-change") continue;
    if (evaluation.notEvaluated.includes(row.property)) continue;
    if (row.waterBody === "lake" && waterBody !== "lake") continue;
    if (given === null) missing.push(row.property);
    else {
      const isBelowDetection = typeof given === "object";
      const item = itemOf(row, isBelowDetection ? given.below : given, isBelowDetection, waterBody);
      if (isBelowDetection && row.rule === "at-most" && item.class !== "I") isUndecidable = true;
      items.push(item);
    }
  }
  const atBest = worstClass(items.map((item) => item.class));
  const isWhole = missing.length === 0 && items.length > 0;
  const result: WaterResult = {
    standard: standard.id,
    waterBody,
    class: isWhole ? atBest : null,
    atBest,
    determinedBy: items.filter((item) => item.class === atBest).map(({ property }) => property),
    items,
    missing,
    flags: [
      ...(missing.length > 0 ? (["not-reported"] as const) : []),
      ...(isUndecidable ? (["undecidable"] as const) : []),
      ...(items.length === 0 ? (["nothing-evaluated"] as const) : []),
    ],
  };
  if (target) result.target = targetOf(target, items, standard.rows, { waterBody, evaluation, isWhole });
  return result;
};
