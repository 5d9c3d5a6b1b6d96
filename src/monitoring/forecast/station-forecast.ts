import { sha256Hex } from "#base/hash.ts";
import { evaluateAirDay } from "../standards/evaluate-air.ts";
import { shippedStandards, standardAt, type Standard } from "../standards/standard-at.ts";
import { intervalOf, type Band } from "./bands.ts";
import { dayForecast, daysAhead, mostAhead } from "./day-bands.ts";
import { dayRuleAt } from "../standards/day-rule.ts";
import { judgedDay } from "../standards/judge-air-series.ts";
import { firstHourMs, nextDay } from "./days.ts";
import type { ForecastDay, ForecastItem, Skill, StationForecast } from "./events.ts";
import { filled, getHours, hourMs, type Hours } from "./hours.ts";
import type { Input } from "./inputs.ts";
import { predictor, type Ahead } from "./predict.ts";
import type { Model } from "./train.ts";
import { usualOf } from "./usual.ts";

export const pollutants = ["pm25", "pm10", "o3", "no2", "so2", "co"] as const;
/** A model needs so many measured hours; what little it learns from few is weighed against the climatology in any case. */
export const leastHoursForModel = 45 * 24;
/** With less than a week even the time of day is not known. */
const leastHoursForClimatology = 7 * 24 * 0.75;

const decimalsOf = (code: string): number => (code === "co" ? 2 : 1);
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

export const countOf = (values: Float64Array): number =>
  values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);

const movedBy = (ahead: readonly Ahead[]): Partial<Record<Input, number>>[] =>
  [0, 24, 48].map((from) => {
    const day = ahead.slice(from, from + 24);
    const sums = new Map<Input, number>();
    for (const { moved } of day)
      for (const [input, by] of Object.entries(moved) as [Input, number][])
        sums.set(input, (sums.get(input) ?? 0) + by / day.length);
    return Object.fromEntries(
      [...sums].map(([input, by]) => [input, rounded(by, 2)] as const).filter(([, by]) => by !== 0),
    );
  });

/** One pollutant of a station, and its errors by day; undefined where too little was ever measured. */
const itemOf = (
  hours: Hours,
  code: string,
  model: Model | undefined,
  skill: readonly Skill[],
): { item: ForecastItem; dayBands: readonly Band[][] } | undefined => {
  const measured = getHours(hours, code);
  const count = countOf(measured);
  if (count < leastHoursForClimatology) return undefined;
  const issued = hours.count - 1;
  const predict = model && predictor(model, hours, issued);
  const aheads = Array.from({ length: mostAhead }, (_, n) => n + 1);
  const said = predict ? aheads.flatMap((ahead) => predict(issued, ahead) ?? []) : [];
  const usual = usualOf(hours, code);
  const decimals = decimalsOf(code);
  const isModel = said.length === mostAhead;
  const usuals = aheads.map((ahead) => usual(issued + ahead));
  const column = (of: "value" | "low" | "high"): number[] =>
    isModel
      ? said.map((one) => rounded(one[of], decimals))
      : usuals.map((one) => rounded(one[of === "value" ? "climatology" : of], decimals));
  const last = filled(measured)[issued]!;
  return {
    item: {
      property: code,
      method: isModel ? "model" : "climatology",
      ...(!isModel && { why: model ? ("silent" as const) : ("short-record" as const) }),
      record: {
        hours: count,
        fromMs: hours.startMs,
        untilMs: hours.startMs + issued * hourMs,
        digest: sha256Hex(new Uint8Array(measured.buffer, measured.byteOffset, measured.byteLength)),
      },
      values: column("value"),
      low: column("low"),
      high: column("high"),
      persistence: Number.isNaN(last) ? null : rounded(last, decimals),
      climatology: (isModel ? said : usuals).map(({ climatology }) => rounded(climatology, decimals)),
      moved: isModel ? movedBy(said) : [],
      skill: [...skill],
      ...(isModel && { tested: [...model!.tested] }),
    },
    dayBands: isModel ? model!.dayBands : [],
  };
};

/** A day as the index of its forecast daily values, by the edition of that day; undefined before any edition. */
const dayOfForecast = (
  hours: Hours,
  items: readonly { item: ForecastItem; dayBands: readonly Band[][] }[],
  { day, lead, standards }: { day: string; lead: number; standards: readonly Standard[] },
): ForecastDay | undefined => {
  const standard = standardAt("air-index-standard", day, standards);
  const rule = dayRuleAt(day, standards);
  if (!standard || !rule) return undefined;
  const issued = hours.count - 1;
  const firstHour = Math.round((firstHourMs(day) - hours.startMs) / hourMs);
  const said = items.flatMap(({ item, dayBands }) => {
    const plain = dayForecast(
      hours,
      item.property,
      { issued, firstHour, rule },
      (ahead) => item.values[ahead - 1],
    );
    if (Number.isNaN(plain)) return [];
    const bands = dayBands[lead] ?? [];
    const decimals = decimalsOf(item.property);
    const interval = intervalOf(bands, plain);
    return [
      [
        item.property,
        {
          value: rounded(plain, decimals),
          low: interval ? rounded(Math.min(plain, interval.low), decimals) : null,
          high: interval ? rounded(Math.max(plain, interval.high), decimals) : null,
        },
      ] as const,
    ];
  });
  if (said.length === 0) return undefined;
  const evaluated = (end: "value" | "low" | "high") =>
    evaluateAirDay(standard, Object.fromEntries(said.map(([code, value]) => [code, value[end]])));
  const { aqi, level, primary, missing } = evaluated("value");
  return {
    day,
    standard: standard.id,
    aqi,
    low: evaluated("low").aqi,
    high: evaluated("high").aqi,
    level,
    primary,
    missing,
    items: Object.fromEntries(said),
  };
};

/** All that is said of a station from its hours, of which the last is the hour of issue. */
export const forecastStation = (
  station: string,
  hours: Hours,
  models: ReadonlyMap<string, Model>,
  skills: ReadonlyMap<string, readonly Skill[]> = new Map(),
  standards: readonly Standard[] = shippedStandards,
): StationForecast => {
  const codes = pollutants.filter((code) => hours.of[code]);
  const found = codes.map((code) => itemOf(hours, code, models.get(code), skills.get(code) ?? []));
  const items = found.filter((one) => one !== undefined);
  // The hour of issue may end its day, as that of 24:00 does: the day of issue is then the next.
  const today = judgedDay(hours.startMs + hours.count * hourMs);
  const days = Array.from({ length: daysAhead + 1 }, (_, lead) =>
    dayOfForecast(hours, items, { day: nextDay(today, lead), lead, standards }),
  );
  return {
    station,
    items: items.map(({ item }) => item),
    days: days.filter((day) => day !== undefined),
    absent: codes.filter((_, n) => found[n] === undefined),
  };
};
