import { dayOf } from "#base/time.ts";
import type { Station } from "../network.ts";
import { targetIn } from "../network.ts";
import { counts, flag } from "../observations/flags.ts";
import { streamOf, type Series, type StreamKey } from "../observations/reading.ts";
import { sectionMonth } from "../river/month.ts";
import { evaluateWater, limitIn, type WaterResult } from "../standards/evaluate-water.ts";
import { standardAt, type Standard } from "../standards/standard-at.ts";

/** What a month had of one item, and why the rest is missing: a reader can add it up. */
export type ItemCoverage = {
  property: string;
  expected: number;
  /** Values that count. */
  count: number;
  /** Sent without a value (`--`). */
  notReported: number;
  /** Sent, and not believed: out of range, out of the water, an exercise … */
  doubtful: number;
  /** Never sent. */
  silent: number;
  /** Values that were corrected after they were first published. */
  corrected: number;
};

/** An item's single readings against the limit of the target class: how many were past it, and how far at worst. */
export type Exceedance = {
  property: string;
  /** Whose limit: the edition of the day. */
  standard: string;
  count: number;
  of: number;
  limit: number | readonly [number, number];
  worst: { atMs: number; value: number; flags: number; multiple: number | null } | null;
};

export type SectionReport = {
  station: string;
  standard: string | null;
  /** How classes follow from its limits. */
  rules: string | null;
  /** Of the month's means. */
  means: WaterResult | null;
  exceedances: Exceedance[];
  coverage: ItemCoverage[];
  hasSample: boolean;
};

export type Stretch = { fromMs: number; toMs: number };
/** With the editions by which it is judged. */
export type JudgedStretch = Stretch & { standards: readonly Standard[] };
type Columns = ReadonlyMap<StreamKey, Series>;

/** Items of which the station says all month long that it has no sensor are none of its items. */
const hasSensor = ({ values, flags }: Series): boolean =>
  values.length === 0 || values.some((value, i) => value !== null || (flags[i]! & flag.noSensor) === 0);

export const coverageOf = (station: Station, series: Columns, { fromMs, toMs }: Stretch): ItemCoverage[] => {
  const expected = Math.max(0, Math.round((toMs - fromMs) / (station.intervalMinutes * 60_000)));
  return station.properties.flatMap((property) => {
    const found = series.get(streamOf(station.id, property));
    if (found && !hasSensor(found)) return [];
    const { values, flags, revisions } = found ?? { values: [], flags: [], revisions: [] };
    const count = values.filter((value, i) => counts(value, flags[i]!)).length;
    const notReported = values.filter((value) => value === null).length;
    return [
      {
        property,
        expected,
        count,
        notReported,
        doubtful: values.length - count - notReported,
        silent: Math.max(0, expected - values.length),
        corrected: revisions.filter((revision) => revision > 0).length,
      },
    ];
  });
};

/** What was reported at each time, as the rules take it. */
const rowsOf = (station: Station, series: Columns): Map<number, Record<string, number>> => {
  const rows = new Map<number, Record<string, number>>();
  for (const property of station.properties) {
    const found = series.get(streamOf(station.id, property));
    for (const [i, atMs] of (found?.atMs ?? []).entries()) {
      const value = found!.values[i]!;
      if (!counts(value, found!.flags[i]!)) continue;
      let row = rows.get(atMs);
      if (!row) rows.set(atMs, (row = {}));
      row[property] = value;
    }
  }
  return rows;
};

type Worst = NonNullable<Exceedance["worst"]>;

const isFurther = (a: Worst, b: Worst, limit: Exceedance["limit"]): boolean => {
  if (a.multiple !== null && b.multiple !== null) return a.multiple > b.multiple;
  const distance = (value: number) =>
    typeof limit === "number" ? Math.abs(value - limit) : Math.max(limit[0] - value, value - limit[1]);
  return distance(a.value) > distance(b.value);
};

/** Every item that was compared, also where nothing was past its limit; none without a target. */
const exceedancesOf = (station: Station, series: Columns, standards: readonly Standard[]): Exceedance[] => {
  const found = new Map<string, Exceedance>();
  const flagsAt = (property: string, atMs: number): number => {
    const { atMs: times, flags } = series.get(streamOf(station.id, property))!;
    return flags[times.indexOf(atMs)]!;
  };
  const waterBody = station.waterBody ?? "river";
  for (const [atMs, values] of rowsOf(station, series)) {
    const day = dayOf(new Date(atMs).toISOString());
    const standard = standardAt("surface-water-standard", day, standards);
    const target = targetIn(station, Number(day.slice(0, 4)))?.class;
    if (!standard || !target) continue;
    const { items, target: judged } = evaluateWater(standard, values, { waterBody, target });
    for (const { property, row } of items) {
      const past = judged!.exceeding.find((one) => one.property === property);
      const known = found.get(property);
      const limit = limitIn(
        standard.rows.find((one) => one.row === row)!,
        target,
        waterBody,
      )!;
      const worst = past && {
        atMs,
        value: past.value,
        flags: flagsAt(property, atMs),
        multiple: past.multiple,
      };
      found.set(property, {
        property,
        standard: standard.id,
        limit,
        of: (known?.of ?? 0) + 1,
        count: (known?.count ?? 0) + (past ? 1 : 0),
        worst:
          worst && !(known?.worst && !isFurther(worst, known.worst, limit)) ? worst : (known?.worst ?? null),
      });
    }
  }
  return [...found.values()];
};

/** A section's month as the public may check it: class of the means, single values past the target, and every gap. */
export const sectionReport = (
  station: Station,
  month: string,
  series: Columns,
  stretch: JudgedStretch,
): SectionReport => {
  const day = dayOf(new Date(stretch.toMs - 1).toISOString());
  const standard = standardAt("surface-water-standard", day, stretch.standards);
  const rules = standardAt("water-evaluation", day, stretch.standards);
  const { means, hasSample } = sectionMonth(station, month, series);
  const target = targetIn(station, Number(month.slice(0, 4)));
  const judged =
    standard && Object.keys(means).length > 0
      ? evaluateWater(
          standard,
          Object.fromEntries(Object.entries(means).map(([property, { mean }]) => [property, mean])),
          {
            waterBody: station.waterBody ?? "river",
            ...(target && { target: target.class }),
            ...(rules && { evaluation: rules }),
          },
        )
      : null;
  return {
    station: station.id,
    standard: standard?.id ?? null,
    rules: rules?.id ?? null,
    means: judged,
    exceedances: exceedancesOf(station, series, stretch.standards),
    coverage: coverageOf(station, series, stretch),
    hasSample,
  };
};
