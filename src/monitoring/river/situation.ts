import { dayOf } from "#base/time.ts";
import type { JudgedNetwork } from "../in-force.ts";
import { targetIn, type Station } from "../network.ts";
import { flag, isDoubtful } from "../observations/flags.ts";
import { streamOf, type Latest } from "../observations/reading.ts";
import { isHourMean } from "../standards/air-hours.ts";
import { evaluateAirHour, type AirResult } from "../standards/evaluate-air.ts";
import { evaluateWater, type WaterResult, type WaterValues } from "../standards/evaluate-water.ts";
import { judgedDay } from "../standards/judge-air-series.ts";
import { standardAt, type Standard } from "../standards/standard-at.ts";

/** `reference`: no node of the parties records it. `never`: nothing has come yet. */
export type Freshness = "current" | "late" | "silent" | "never" | "reference";

export type ValueNow = {
  property: string;
  atMs: number;
  value: number | null;
  flags: number;
  revision: number;
  averagingMinutes: number;
};

/** With the word and the colour that the standard has for the level. */
export type AirNow = AirResult & { name?: { zh: string; en: string }; hex?: string };

/** A station as it is known now: its newest values, what they mean, and whether it is still heard. */
export type StationNow = {
  station: string;
  network: string;
  freshness: Freshness;
  /** Time of the newest value. */
  atMs?: number;
  values: ValueNow[];
  water?: WaterResult;
  air?: AirNow;
  isExercise: boolean;
  isSample: boolean;
};

/** A value is late when half an interval has gone by after the next was due, and the station silent after two more. */
export const freshnessOf = (
  { party, intervalMinutes }: Pick<Station, "party" | "intervalMinutes">,
  atMs: number | undefined,
  nowMs: number,
): Freshness => {
  if (atMs === undefined) return party === undefined ? "reference" : "never";
  const intervals = (nowMs - atMs) / (intervalMinutes * 60_000);
  return intervals <= 1.5 ? "current" : intervals <= 3 ? "late" : "silent";
};

/** What may be judged: a doubtful value counts as none, one below the detection limit as below it. */
const judged = ({ value, flags }: ValueNow): number | { below: number } | null =>
  value === null || isDoubtful(flags) ? null : (flags & flag.belowDetection) !== 0 ? { below: value } : value;

/**
 * Items that this section reports. `*` says that there is no such sensor, so it is no gap; an item whose newest value is
 * older than the newest of the station is a gap now.
 */
const waterOf = (
  standards: readonly Standard[],
  station: Station,
  values: readonly ValueNow[],
  atMs: number,
): WaterResult | undefined => {
  const at = new Date(atMs).toISOString();
  const standard = standardAt("surface-water-standard", dayOf(at), standards);
  if (!standard) return undefined;
  const given: WaterValues = Object.fromEntries(
    values
      .filter(({ flags }) => (flags & flag.noSensor) === 0)
      .map((one) => [one.property, one.atMs === atMs ? judged(one) : null]),
  );
  const target = targetIn(station, Number(dayOf(at).slice(0, 4)));
  const evaluation = standardAt("water-evaluation", dayOf(at), standards);
  return evaluateWater(standard, given, {
    waterBody: station.waterBody ?? "river",
    ...(target && { target: target.class }),
    ...(evaluation && { evaluation }),
  });
};

/** One hour's values; a mean is never made of others here, so what is no mean of an hour is none. */
const airOf = (
  standards: readonly Standard[],
  values: readonly ValueNow[],
  atMs: number,
): AirNow | undefined => {
  const standard = standardAt("air-index-standard", judgedDay(atMs), standards);
  if (!standard) return undefined;
  const quality = standardAt("air-quality-standard", judgedDay(atMs), standards);
  const of = (property: string): number | null => {
    const found = values.find((one) => one.property === property && one.atMs === atMs);
    const isHour = found && (!quality || isHourMean(quality, found.averagingMinutes));
    return isHour && !isDoubtful(found.flags) ? found.value : null;
  };
  const entries = standard.hour.map(({ key }) => [key, of(key)] as const);
  const result = evaluateAirHour(standard, Object.fromEntries(entries));
  const level = standard.levels.find((one) => one.level === result.level);
  return { ...result, ...(level && { name: level.name, hex: level.hex }) };
};

export const stationNow = (
  network: Pick<JudgedNetwork, "id" | "medium" | "standards">,
  station: Station,
  latest: ReadonlyMap<string, Latest>,
  nowMs: number,
): StationNow => {
  const values = station.properties.flatMap((property): ValueNow[] => {
    const found = latest.get(streamOf(station.id, property));
    if (!found) return [];
    const { atMs, value, flags, revision, averagingMinutes } = found;
    return [{ property, atMs, value, flags, revision, averagingMinutes }];
  });
  const newest = values.reduce<number | undefined>(
    (most, { atMs }) => Math.max(most ?? atMs, atMs),
    undefined,
  );
  const newestValues = values.filter(({ atMs }) => atMs === newest);
  const water =
    network.medium === "water" && newest !== undefined
      ? waterOf(network.standards, station, values, newest)
      : undefined;
  const air =
    network.medium === "air" && station.kind === "air-station" && newest !== undefined
      ? airOf(network.standards, values, newest)
      : undefined;
  return {
    station: station.id,
    network: network.id,
    freshness: freshnessOf(station, newest, nowMs),
    ...(newest !== undefined && { atMs: newest }),
    values,
    ...(water && { water }),
    ...(air && { air }),
    isExercise: newestValues.some(({ flags }) => (flags & flag.exercise) !== 0),
    isSample: newestValues.some(({ flags }) => (flags & flag.sample) !== 0),
  };
};
