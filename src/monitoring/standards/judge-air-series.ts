import type { Day } from "#base/time.ts";
import type { AirIndexStandard, AirQualityStandard } from "./air-standard.ts";
import { hourMeans, type Columns } from "./air-hours.ts";
import { evaluateAirDayFromHours, type AirDay } from "./air-day.ts";
import { dayRuleAt } from "./day-rule.ts";
import { evaluateAirHour, type AirResult } from "./evaluate-air.ts";
import { shippedStandards, standardAt, type Standard } from "./standard-at.ts";

export type JudgedHour = { atMs: number; result: AirResult };
export type JudgedDay = AirDay & { day: Day };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Beijing time; a legal day is always of 24 hours there. */
const offsetMs = 8 * hourMs;

/** A mean carries the time at which it ends: that of 24:00 belongs to the day that ends then. */
const dayNumberOf = (atMs: number): number => Math.floor((atMs - 1 + offsetMs) / dayMs);
const hourOf = (atMs: number): number => Math.floor(((atMs - 1 + offsetMs) % dayMs) / hourMs);
const dayOfNumber = (number: number): Day => new Date(number * dayMs).toISOString().slice(0, 10);

/** The legal day by whose rule a mean is judged. */
export const judgedDay = (atMs: number): Day => dayOfNumber(dayNumberOf(atMs));

/** Hourly means by day and property. */
const byDay = (
  series: ReadonlyMap<string, Columns>,
  standards: readonly Standard[],
): Map<number, Record<string, (number | null)[]>> => {
  const days = new Map<number, Record<string, (number | null)[]>>();
  const editions = new Map<number, AirQualityStandard | undefined>();
  const qualityAt = (endsAtMs: number) => {
    const number = dayNumberOf(endsAtMs);
    if (!editions.has(number))
      editions.set(number, standardAt("air-quality-standard", dayOfNumber(number), standards));
    return editions.get(number);
  };
  for (const [property, columns] of series)
    for (const { endsAtMs, value } of hourMeans(property, columns, qualityAt)) {
      const number = dayNumberOf(endsAtMs);
      let day = days.get(number);
      if (!day) days.set(number, (day = {}));
      (day[property] ??= Array<number | null>(24).fill(null))[hourOf(endsAtMs)] = value;
    }
  return days;
};

type Dated = { number: number; day: Day; hours: Record<string, (number | null)[]>; index: AirIndexStandard };

/** The days of one station, each with the edition by which it is judged; days without an edition are left out. */
const datedDays = (series: ReadonlyMap<string, Columns>, standards: readonly Standard[]): Dated[] =>
  [...byDay(series, standards)]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, hours]) => {
      const day = dayOfNumber(number);
      const index = standardAt("air-index-standard", day, standards);
      return index ? [{ number, day, hours, index }] : [];
    });

/** Every hour of one station, judged by the edition of its day. */
export const judgeAirHours = (
  series: ReadonlyMap<string, Columns>,
  standards: readonly Standard[] = shippedStandards,
): JudgedHour[] =>
  datedDays(series, standards).flatMap(({ number, hours, index }) =>
    Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour) => {
      const values = Object.fromEntries(
        Object.entries(hours).map(([property, all]) => [property, all[hour]]),
      );
      if (Object.values(values).every((value) => value === null)) return [];
      const atMs = number * dayMs - offsetMs + (hour + 1) * hourMs;
      return [{ atMs, result: evaluateAirHour(index, values) }];
    }),
  );

/** Every day of one station, judged by its edition. */
export const judgeAirDays = (
  series: ReadonlyMap<string, Columns>,
  standards: readonly Standard[] = shippedStandards,
): JudgedDay[] =>
  datedDays(series, standards).flatMap(({ day, hours, index }) => {
    const rule = dayRuleAt(day, standards);
    return rule ? [{ day, ...evaluateAirDayFromHours(index, rule, day, hours) }] : [];
  });
