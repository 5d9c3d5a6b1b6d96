import { ceil, exact, ratio, roundHalfEven, toNumber, type Exact } from "#base/decimal.ts";
import type { AirEntry, AirIndexStandard, AirItem, BreakpointRow } from "./air-standard.ts";

/** Concentrations by property (`pm25`, `co` in mg/m³, the others in µg/m³); null or absent where there is none. */
export type AirValues = Readonly<Record<string, number | null | undefined>>;

export type AirFlag =
  | "item-missing" // published as NA
  | "not-publishable" // the rule on gaps forbids an AQI
  | "above-scale" // above the last breakpoint: the end of the scale is shown
  | "no-index"; // the edition gives this item none at this concentration

/** Why an item has its index: the value as given and as rounded, the row, and the two breakpoints it lies between. */
export type AirIndex = {
  item: AirItem;
  key: string;
  row: string;
  value: number;
  /** What was calculated with. */
  used: number;
  iaqi: number;
  /** Breakpoints below and above, with their indices; absent above the scale. */
  between?: { low: number; high: number; iaqiLow: number; iaqiHigh: number };
};

export type AirResult = {
  standard: string;
  period: "hour" | "day";
  /** Null where it may not be published. */
  aqi: number | null;
  level: number | null;
  primary: AirItem[];
  /** One for every item that counts; null is NA. */
  iaqi: Partial<Record<AirItem, number | null>>;
  items: AirIndex[];
  missing: AirItem[];
  flags: AirFlag[];
};

export type AirOptions = {
  /** Items this place never measured and that never polluted it lightly in three years: left out and shown as “/”. */
  neverMonitored?: readonly AirItem[];
};

/** IAQI = (IHi − ILo)/(BPHi − BPLo)·(C − BPLo) + ILo, rounded up to a whole number. */
const interpolate = (value: Exact, low: number, high: number, iaqiLow: number, iaqiHigh: number): number => {
  const [lo, hi] = [exact(low), exact(high)];
  const scale = lo.denominator * hi.denominator;
  const [loUnits, hiUnits] = [lo.numerator * hi.denominator, hi.numerator * lo.denominator];
  const above = value.numerator * scale - loUnits * value.denominator;
  const step = BigInt(iaqiHigh - iaqiLow);
  return iaqiLow + Number(ceil(ratio(step * above, (hiUnits - loUnits) * value.denominator)));
};

const placesOf = ({ inputPlaces }: AirIndexStandard, property: string): number | undefined =>
  inputPlaces && (inputPlaces[property] ?? inputPlaces["default"]);

type Found = { iaqi: number; between?: AirIndex["between"]; isAboveScale?: true };

const indexIn = (
  row: BreakpointRow,
  iaqi: readonly number[],
  value: Exact,
  used: number,
): Found | undefined => {
  const { breakpoints } = row;
  for (let i = 1; i < breakpoints.length; i += 1) {
    const [low, high] = [breakpoints[i - 1], breakpoints[i]];
    if (low === null || low === undefined || high === null || high === undefined) break;
    if (used > high) continue;
    const [iaqiLow, iaqiHigh] = [iaqi[i - 1]!, iaqi[i]!];
    return {
      iaqi: interpolate(value, low, high, iaqiLow, iaqiHigh),
      between: { low, high, iaqiLow, iaqiHigh },
    };
  }
  if (!row.above) return { iaqi: iaqi.at(-1)!, isAboveScale: true };
  return "iaqi" in row.above ? { iaqi: row.above.iaqi, isAboveScale: true } : undefined;
};

type Judged = { index?: AirIndex; isAboveScale?: true; isMissing?: true };

const judge = (standard: AirIndexStandard, { item, key, row: id }: AirEntry, values: AirValues): Judged => {
  const value = values[key];
  if (value === null || value === undefined || !(value >= 0)) return { isMissing: true };
  const row = standard.rows.find((one) => one.id === id)!;
  const places = placesOf(standard, row.property);
  const rounded = places === undefined ? exact(value) : roundHalfEven(exact(value), places);
  const used = places === undefined ? value : toNumber(rounded);
  const found = indexIn(row, standard.iaqi, rounded, used);
  if (found) {
    const { isAboveScale, ...index } = found;
    return { index: { item, key, row: id, value, used, ...index }, ...(isAboveScale && { isAboveScale }) };
  }
  const instead = row.above && "instead" in row.above ? row.above.instead : undefined;
  // The other value may be given too: then its index stands for the item (HJ 633-2012, table 1, notes 2 and 3).
  return instead && values[instead.key] !== undefined ? judge(standard, { item, ...instead }, values) : {};
};

const evaluate = (
  standard: AirIndexStandard,
  period: "hour" | "day",
  values: AirValues,
  { neverMonitored = [] }: AirOptions,
): AirResult => {
  const items: AirIndex[] = [];
  const iaqi: AirResult["iaqi"] = {};
  const missing: AirItem[] = [];
  const flags = new Set<AirFlag>();
  for (const entry of standard[period]) {
    if (standard.neverMonitored && neverMonitored.includes(entry.item)) continue;
    const { index, isAboveScale, isMissing } = judge(standard, entry, values);
    if (isAboveScale) flags.add("above-scale");
    if (index) {
      items.push(index);
      iaqi[entry.item] = Math.max(iaqi[entry.item] ?? 0, index.iaqi);
    } else if (!entry.optional) {
      iaqi[entry.item] ??= null;
      missing.push(entry.item);
      flags.add(isMissing ? "item-missing" : "no-index");
    }
  }
  const highest = items.length > 0 ? Math.max(...items.map((index) => index.iaqi)) : null;
  const [lowest, top] = standard.range;
  const { publishAbove } = standard.gaps;
  const mayPublish =
    highest !== null && (missing.length === 0 || publishAbove === undefined || highest > publishAbove);
  if (!mayPublish) flags.add("not-publishable");
  const aqi = mayPublish ? Math.min(top, Math.max(lowest, highest)) : null;
  const level = aqi === null ? null : standard.levels.find(({ upTo }) => aqi <= upTo)!.level;
  const primary =
    aqi !== null && aqi > standard.levels[0]!.upTo
      ? (Object.keys(iaqi) as AirItem[]).filter((item) => iaqi[item] === highest)
      : [];
  return { standard: standard.id, period, aqi, level, primary, iaqi, items, missing, flags: [...flags] };
};

/** The real-time index of an hour from hourly means: `pm25 pm10 o3 no2 so2 co`. */
export const evaluateAirHour = (
  standard: AirIndexStandard,
  values: AirValues,
  options: AirOptions = {},
): AirResult => evaluate(standard, "hour", values, options);

/** The index of a day from daily means, with ozone as the daily maximum of its 8 h means. */
export const evaluateAirDay = (
  standard: AirIndexStandard,
  values: AirValues,
  options: AirOptions = {},
): AirResult => evaluate(standard, "day", values, options);
