import { add, divide, exact, multiply, subtract, toNumber, type Exact } from "#base/decimal.ts";
import type { Words } from "./heading.ts";
import { meanOfProperty } from "./means.ts";
import { evaluateWater, isWorse, type WaterBody, type WaterResult } from "./evaluate-water.ts";
import {
  waterClasses,
  type BlackOdorousWater,
  type SurfaceWaterStandard,
  type WaterClass,
  type WaterEvaluation,
  type WaterRanking,
} from "./water-standard.ts";

export type Measured = Readonly<Record<string, number>>;

/** The mean of each item over sections or over time; an item is in it where any of them has it. */
export const meansOf = (given: readonly Measured[]): Measured => {
  const codes = new Set(given.flatMap((values) => Object.keys(values)));
  return Object.fromEntries(
    [...codes].map((code) => [
      code,
      meanOfProperty(
        code,
        given.flatMap((values) => (values[code] === undefined ? [] : [values[code]])),
      )!,
    ]),
  );
};

export type RiverResult = {
  sections: number;
  /** Shares of sections in classes I to III, and worse than V, in percent to one place. */
  goodPercent: number;
  inferiorPercent: number;
  grade: Words;
  /** Only of fewer sections than the rule on shares asks for: the class of the means. */
  ofMeans?: WaterResult;
};

const shareOf = (classes: readonly WaterClass[], counts: (one: WaterClass) => boolean): Exact =>
  divide(exact(100 * classes.filter(counts).length), exact(classes.length));

/** A river or a river system: by the means of few sections, by the shares of many (环办〔2011〕22号). */
export const evaluateRiver = (
  standard: SurfaceWaterStandard,
  evaluation: WaterEvaluation,
  sections: readonly Measured[],
): RiverResult | null => {
  const classes = sections
    .map((values) => evaluateWater(standard, values, { evaluation }).class)
    .filter((found) => found !== null);
  if (classes.length === 0) return null;
  const good = toNumber(shareOf(classes, (one) => !isWorse(one, "III")));
  const inferior = toNumber(shareOf(classes, (one) => one === "inferior-V"));
  const shares = {
    sections: classes.length,
    goodPercent: toNumber(exact(good), 1),
    inferiorPercent: toNumber(exact(inferior), 1),
  };
  if (classes.length < evaluation.river.meanBelowSections) {
    const ofMeans = evaluateWater(standard, meansOf(sections), { evaluation });
    return { ...shares, grade: evaluation.wording[ofMeans.class!]!, ofMeans };
  }
  const { grade } = evaluation.river.grades.find(
    ({ goodPercentFrom, inferiorPercentBelow }) =>
      (goodPercentFrom === undefined || good >= goodPercentFrom) &&
      (inferiorPercentBelow === undefined || inferior < inferiorPercentBelow),
  )!;
  return { ...shares, grade };
};

/** Distance of pH from neutral as a share of what is allowed on that side. */
const phIndex = (ph: number, low: number, neutral: number, high: number): Exact =>
  divide(subtract(exact(ph), exact(neutral)), subtract(exact(ph <= neutral ? low : high), exact(neutral)));

export type WaterIndex = { property: string; value: number; limit: number | null; index: number };

/** The city water quality index of means: the sum of each item's share of its limit; smaller is cleaner. */
export const cityWaterIndex = (
  standard: SurfaceWaterStandard,
  ranking: WaterRanking,
  means: Measured,
  waterBody: WaterBody = "river",
): { index: number; items: WaterIndex[] } => {
  const column = waterClasses.indexOf(ranking.referenceClass);
  const items: { exact: Exact; item: WaterIndex }[] = [];
  for (const row of standard.rows) {
    const value = means[row.property];
    if (value === undefined || row.rule === "temperature-change" || ranking.notCounted.includes(row.property))
      continue;
    const limit =
      row.rule === "range"
        ? null
        : row.rule === "at-most" && waterBody === "lake" && row.lakeLimits
          ? row.lakeLimits[column]!
          : row.limits[column]!;
    const found =
      limit === null
        ? phIndex(value, ranking.ph.low, ranking.ph.neutral, ranking.ph.high)
        : row.rule === "at-least"
          ? divide(exact(limit), exact(value || 0.01)) // no oxygen at all: as good as none that an instrument reads
          : divide(exact(value), exact(limit));
    items.push({ exact: found, item: { property: row.property, value, limit, index: toNumber(found, 4) } });
  }
  return {
    index: toNumber(
      items.reduce((sum, one) => add(sum, one.exact), exact(0)),
      4,
    ),
    items: items.map(({ item }) => item),
  };
};

/** A city's rivers and lakes together, weighted by their numbers of sections. */
export const combinedCityIndex = (
  rivers: { index: number; sections: number },
  lakes: { index: number; sections: number },
): number => {
  const weighted = ({ index, sections }: { index: number; sections: number }) =>
    multiply(exact(index), exact(sections));
  return toNumber(divide(add(weighted(rivers), weighted(lakes)), exact(rivers.sections + lakes.sections)), 4);
};

export type BlackOdorousResult = { level: "none" | "mild" | "severe"; determinedBy: string[] };

/** Black and odorous urban water: the worse of its items. In shallow water transparency is judged by the depth. */
export const evaluateBlackOdorous = (
  standard: BlackOdorousWater,
  values: Measured,
  { depthCm }: { depthCm?: number } = {},
): BlackOdorousResult | null => {
  const isShallow = depthCm !== undefined && depthCm < standard.shallow.depthBelowCm;
  const found = standard.rows.flatMap(({ property, rule, mild, severe }) => {
    const value = values[property];
    if (value === undefined) return [];
    if (property === "transparency" && isShallow) {
      const bound = multiply(exact(depthCm), exact(standard.shallow.severeShareOfDepth));
      return [{ property, level: value < toNumber(bound) ? 2 : 0 }];
    }
    const isPast = (bound: number) => (rule === "below" ? value < bound : value > bound);
    return [{ property, level: isPast(severe) ? 2 : isPast(mild) ? 1 : 0 }];
  });
  if (found.length === 0) return null;
  const worst = Math.max(...found.map(({ level }) => level));
  return {
    level: (["none", "mild", "severe"] as const)[worst]!,
    determinedBy:
      worst === 0 ? [] : found.filter(({ level }) => level === worst).map(({ property }) => property),
  };
};

/**
 * The standard index of HJ 2.3: C/Cs; pH by its distance from 7; oxygen by saturation, DOf = 468/(31.6 + T). Above 1 the
 * limit is exceeded. Null where the row has no limit or oxygen lacks its temperature.
 */
export const pollutionIndex = (
  standard: SurfaceWaterStandard,
  property: string,
  value: number,
  {
    target,
    waterBody = "river",
    temperatureCel,
  }: { target: "I" | "II" | "III" | "IV" | "V"; waterBody?: WaterBody; temperatureCel?: number },
): number | null => {
  const row = standard.rows.find((one) => one.property === property);
  if (!row || row.rule === "temperature-change") return null;
  if (row.rule === "range") return toNumber(phIndex(value, row.min, 7, row.max), 2);
  const column = waterClasses.indexOf(target);
  const given = exact(value);
  if (row.rule === "at-most") {
    const limits = waterBody === "lake" && row.lakeLimits ? row.lakeLimits : row.limits;
    return toNumber(divide(given, exact(limits[column]!)), 2);
  }
  const limit = exact(row.limits[column]!);
  if (value < row.limits[column]!)
    return toNumber(subtract(exact(10), multiply(exact(9), divide(given, limit))), 2);
  if (temperatureCel === undefined) return null;
  const saturated = divide(exact(468), add(exact("31.6"), exact(temperatureCel)));
  const distance = toNumber(divide(subtract(saturated, given), subtract(saturated, limit)));
  return toNumber(exact(Math.abs(distance)), 2);
};
