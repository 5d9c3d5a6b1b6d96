import { counts } from "../observations/flags.ts";
import { streamOf, type Series } from "../observations/reading.ts";
import { hourMs, type Hours } from "./hours.ts";

/** Readings of a station as hours up to and with `untilMs`; doubtful values and those of a drill say nothing about the air. */
export const hoursOf = (
  station: string,
  properties: readonly string[],
  series: ReadonlyMap<string, Series>,
  untilMs: number,
): Hours => {
  const known = properties.map((property) => ({ property, found: series.get(streamOf(station, property)) }));
  const firstMs = Math.min(untilMs, ...known.flatMap(({ found }) => found?.atMs[0] ?? []));
  const startMs = Math.ceil(firstMs / hourMs) * hourMs;
  const count = Math.max(1, Math.floor((untilMs - startMs) / hourMs) + 1);
  const column = (found: Series | undefined) => {
    const values = new Float64Array(count).fill(Number.NaN);
    for (const [n, atMs] of found?.atMs.entries() ?? []) {
      const value = found!.values[n];
      const i = (atMs - startMs) / hourMs;
      if (!Number.isInteger(i) || i < 0 || i >= count) continue;
      if (counts(value, found!.flags[n]!)) values[i] = value;
    }
    return values;
  };
  return {
    startMs,
    count,
    of: Object.fromEntries(known.map(({ property, found }) => [property, column(found)])),
  };
};
