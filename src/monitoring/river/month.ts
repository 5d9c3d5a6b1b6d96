import { legalZone } from "#base/time.ts";
import { counts, flag } from "../observations/flags.ts";
import { streamOf, type Series, type StreamKey } from "../observations/reading.ts";
import { meanOfProperty } from "../standards/means.ts";
import type { Station } from "../network.ts";

/** A month of the legal calendar, `2026-04`, as the milliseconds it spans. */
export const spanOf = (month: string): { fromMs: number; toMs: number } => {
  const first = Temporal.PlainYearMonth.from(month);
  const at = (one: Temporal.PlainYearMonth): number =>
    one.toPlainDate({ day: 1 }).toZonedDateTime(legalZone).epochMilliseconds;
  return { fromMs: at(first), toMs: at(first.add({ months: 1 })) };
};

/** Mean of a month with what it rests on. */
export type MonthMean = { mean: number; count: number; expected: number };

export type SectionMonth = {
  station: string;
  means: Readonly<Record<string, MonthMean>>;
  /** Mean flow in m³/s, where the section measures it. */
  flowM3PerS?: MonthMean;
  /** Mass that passed, in kg, item by item: mean of concentration × flow over the month. */
  loadsKg?: Readonly<Record<string, { loadKg: number; count: number }>>;
  /** Values that were there and do not count: out of the water, impossible, exercise. */
  leftOut: number;
  hasSample: boolean;
};

/** Items that are no mass in the water. */
const withoutLoad = new Set([
  "water-temperature",
  "ph",
  "dissolved-oxygen",
  "conductivity",
  "turbidity",
  "transparency",
  "redox-potential",
  "algal-density",
  "faecal-coliform",
  "flow",
  "level",
]);

type Columns = Pick<Series, "atMs" | "values" | "flags">;

const usable = ({ atMs, values, flags }: Columns): Map<number, number> =>
  new Map(
    atMs.flatMap((at, n): [number, number][] => {
      const value = values[n]!;
      return counts(value, flags[n]!) ? [[at, value]] : [];
    }),
  );

/** The month of one section, from its values; of the quarter hours and days without values nothing is made up. */
export const sectionMonth = (
  { id, properties, intervalMinutes }: Station,
  month: string,
  series: ReadonlyMap<StreamKey, Columns>,
): SectionMonth => {
  const { fromMs, toMs } = spanOf(month);
  const expected = Math.round((toMs - fromMs) / (intervalMinutes * 60_000));
  const columns = new Map(
    properties.flatMap((property): [string, Columns][] => {
      const found = series.get(streamOf(id, property));
      return found ? [[property, found]] : [];
    }),
  );
  const values = new Map([...columns].map(([property, found]) => [property, usable(found)]));
  const meanIn = (property: string): MonthMean | undefined => {
    const found = [...(values.get(property)?.values() ?? [])];
    const mean = meanOfProperty(property, found);
    return mean === null ? undefined : { mean, count: found.length, expected };
  };
  const means = Object.fromEntries(
    [...values.keys()].flatMap((property) => {
      const mean = meanIn(property);
      return mean && property !== "flow" ? [[property, mean]] : [];
    }),
  );
  const flow = values.get("flow");
  const flowM3PerS = meanIn("flow");
  const loads = Object.fromEntries(
    [...values].flatMap(([property, found]) => {
      if (!flow || withoutLoad.has(property)) return [];
      const carried = [...found].flatMap(([at, value]) => {
        const m3PerS = flow.get(at);
        return m3PerS === undefined ? [] : [value * m3PerS]; // mg/L × m³/s = g/s
      });
      if (carried.length === 0) return [];
      const gPerS = carried.reduce((all, one) => all + one, 0) / carried.length;
      return [[property, { loadKg: (gPerS * (toMs - fromMs)) / 1e6, count: carried.length }]];
    }),
  );
  const all = [...columns.values()];
  return {
    station: id,
    means,
    ...(flowM3PerS && { flowM3PerS }),
    ...(Object.keys(loads).length > 0 && { loadsKg: loads }),
    leftOut: all.reduce(
      (sum, { values: given, flags }) =>
        sum + given.filter((value, n) => value !== null && !counts(value, flags[n]!)).length,
      0,
    ),
    hasSample: all.some(({ flags }) => flags.some((one) => (one & flag.sample) !== 0)),
  };
};
