import type { Day } from "#base/time.ts";
import aqi2012 from "../../../definitions/standards/hj633-2012.json" with { type: "json" };
import aqi2026 from "../../../definitions/standards/hj633-2026.json" with { type: "json" };
import air2012 from "../../../definitions/standards/gb3095-2012.json" with { type: "json" };
import air2026 from "../../../definitions/standards/gb3095-2026.json" with { type: "json" };
import months2013 from "../../../definitions/standards/hj663-2013.json" with { type: "json" };
import months2026 from "../../../definitions/standards/hj663-2026.json" with { type: "json" };
import black from "../../../definitions/standards/black-odorous-water.json" with { type: "json" };
import evaluation from "../../../definitions/standards/water-evaluation-2011.json" with { type: "json" };
import heavy from "../../../definitions/standards/heavy-pollution-warning-2023.json" with { type: "json" };
import ranking from "../../../definitions/standards/cwqi-2017.json" with { type: "json" };
import water2002 from "../../../definitions/standards/gb3838-2002.json" with { type: "json" };
import {
  AirEvaluation,
  AirIndexStandard,
  AirQualityStandard,
  HeavyPollutionWarning,
} from "./air-standard.ts";
import { BlackOdorousWater, SurfaceWaterStandard, WaterEvaluation, WaterRanking } from "./water-standard.ts";

/** A standard of any kind; `kind` tells which. */
export type Standard =
  | SurfaceWaterStandard
  | WaterEvaluation
  | BlackOdorousWater
  | WaterRanking
  | AirIndexStandard
  | AirQualityStandard
  | AirEvaluation
  | HeavyPollutionWarning;
export type StandardKind = Standard["kind"];
export type StandardOf<K extends StandardKind> = Extract<Standard, { kind: K }>;

/** The editions this version ships with; parsed, so that a mistake in a file stops the start and not a warning. */
export const shippedStandards: readonly Standard[] = [
  SurfaceWaterStandard.parse(water2002),
  WaterEvaluation.parse(evaluation),
  BlackOdorousWater.parse(black),
  WaterRanking.parse(ranking),
  AirIndexStandard.parse(aqi2012),
  AirIndexStandard.parse(aqi2026),
  AirQualityStandard.parse(air2012),
  AirQualityStandard.parse(air2026),
  AirEvaluation.parse(months2013),
  AirEvaluation.parse(months2026),
  HeavyPollutionWarning.parse(heavy),
];

/**
 * The edition by which a legal day is judged: an old hour by the rule of its day. Undefined where none was in force, so
 * that nothing is judged by a rule that did not exist.
 */
export const standardAt = <K extends StandardKind>(
  kind: K,
  day: Day,
  standards: readonly Standard[] = shippedStandards,
): StandardOf<K> | undefined =>
  standards
    .filter((one): one is StandardOf<K> => one.kind === kind && !one.secondary)
    .filter(
      ({ effectiveFrom, effectiveUntil }) =>
        effectiveFrom <= day && (effectiveUntil === undefined || day <= effectiveUntil),
    )
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];

/** An edition by its number, secondary sources too. */
export const findStandard = <K extends StandardKind>(
  kind: K,
  id: string,
  standards: readonly Standard[] = shippedStandards,
): StandardOf<K> | undefined =>
  standards.find(
    (one): one is StandardOf<K> => one.kind === kind && one.id.toLowerCase() === id.toLowerCase(),
  );
