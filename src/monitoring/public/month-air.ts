import { exceedanceMultiple } from "../standards/evaluate-water.ts";
import { attainment, compositeIndex, isMonthValid, type Attainment } from "../standards/air-day.ts";
import type { AirItem } from "../standards/air-standard.ts";
import { judgeAirDays, type JudgedDay } from "../standards/judge-air-series.ts";
import { standardAt, type Standard } from "../standards/standard-at.ts";
import type { Station } from "../network.ts";
import { flag } from "../observations/flags.ts";
import { streamOf, type Series, type StreamKey } from "../observations/reading.ts";
import { coverageOf, type ItemCoverage, type JudgedStretch } from "./month-water.ts";

export type AirExceedance = {
  item: AirItem;
  averaging: "24h" | "8h-max";
  /** Whose limit, and at which stage of its coming into force. */
  standard: string;
  stage: Attainment["stage"];
  count: number;
  of: number;
  limit: number;
  worst: { day: string; value: number; multiple: number } | null;
};

export type AirReport = {
  station: string;
  /** Editions by which its days were judged. */
  standards: string[];
  days: { day: string; aqi: number | null; level: number | null; primary: AirItem[]; missing: AirItem[] }[];
  daysExpected: number;
  /** Days against the limit of class 2 areas: every item that was compared. */
  exceedances: AirExceedance[];
  composite: { index: number; standard: string } | null;
  /** Why there is no composite index: items with too few days for a month. */
  tooFewDays: AirItem[];
  coverage: ItemCoverage[];
  hasSample: boolean;
};

const exceedancesOf = (days: readonly JudgedDay[], standards: readonly Standard[]): AirExceedance[] => {
  const found = new Map<AirItem, AirExceedance>();
  for (const { day, means, result } of days) {
    const quality = standardAt("air-quality-standard", day, standards);
    const index = standardAt("air-index-standard", day, standards);
    for (const { item, key, optional } of quality && index ? index.day : []) {
      const value = means[key]?.value;
      if (optional || value === null || value === undefined || !(item in result.iaqi)) continue;
      const averaging = key === "o3" ? "8h-max" : "24h";
      const judged = attainment(quality!, day, { key, averaging, areaClass: 2 }, value);
      if (!judged) continue;
      const { standard, stage, limit, isMet } = judged;
      const known = found.get(item);
      const worst = isMet ? null : { day, value, multiple: exceedanceMultiple(value, limit) };
      found.set(item, {
        item,
        averaging,
        standard,
        stage,
        limit,
        of: (known?.of ?? 0) + 1,
        count: (known?.count ?? 0) + (isMet ? 0 : 1),
        worst: worst && worst.multiple >= (known?.worst?.multiple ?? 0) ? worst : (known?.worst ?? null),
      });
    }
  }
  return [...found.values()];
};

/** A station's month of air: its days by level, those past the limits, the composite index, and every gap. */
export const airReport = (
  station: Station,
  month: string,
  series: ReadonlyMap<StreamKey, Series>,
  stretch: JudgedStretch,
): AirReport => {
  const columns = new Map(
    station.properties.flatMap((property): [string, Series][] => {
      const found = series.get(streamOf(station.id, property));
      return found ? [[property, found]] : [];
    }),
  );
  const days = judgeAirDays(columns, stretch.standards);
  const lastDay = days.at(-1)?.day ?? `${month}-28`;
  const evaluation = standardAt("air-evaluation", lastDay, stretch.standards);
  const quality = standardAt("air-quality-standard", lastDay, stretch.standards);
  const valuesOf = (key: string) => days.flatMap(({ means }) => means[key]?.value ?? []);
  const tooFewDays =
    evaluation && quality
      ? evaluation.items
          .filter(({ key }) => !isMonthValid(quality, month, valuesOf(key).length))
          .map(({ item }) => item)
      : [];
  const composite =
    evaluation && quality && tooFewDays.length === 0
      ? compositeIndex(
          evaluation,
          Object.fromEntries(evaluation.items.map(({ key }) => [key, valuesOf(key)])),
        )
      : null;
  return {
    station: station.id,
    standards: [...new Set(days.map(({ result }) => result.standard))],
    days: days.map(({ day, result: { aqi, level, primary, missing } }) => ({
      day,
      aqi,
      level,
      primary,
      missing,
    })),
    daysExpected: Math.floor((stretch.toMs - stretch.fromMs) / 86_400_000),
    exceedances: exceedancesOf(days, stretch.standards),
    composite: composite && { index: composite.index, standard: evaluation!.id },
    tooFewDays,
    coverage: coverageOf(station, series, stretch),
    hasSample: [...columns.values()].some(({ flags }) => flags.some((one) => (one & flag.sample) !== 0)),
  };
};
