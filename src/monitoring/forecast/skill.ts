import type { Series } from "../observations/reading.ts";
import { streamOf } from "../observations/reading.ts";
import type { Skill } from "./events.ts";
import { hourMs } from "./hours.ts";
import { hoursOf } from "./hours-of.ts";
import { scoreOf, toldScore, type Pair } from "./score.ts";
import type { ForecastRow } from "./store.ts";

/** Fewer pairs than this are luck. */
const leastPairs = 48;

/**
 * Forecasts as they were issued against what came, by pollutant and by day ahead. Measured values are those of now: a
 * corrected value corrects the score.
 */
export const skillOf = (
  station: string,
  issued: readonly ForecastRow[],
  series: ReadonlyMap<string, Series>,
  untilMs: number,
): Map<string, Skill[]> => {
  const properties = new Set(issued.flatMap(({ data }) => data.items.map(({ property }) => property)));
  const hours = hoursOf(
    station,
    [...properties].filter((property) => series.has(streamOf(station, property))),
    series,
    untilMs,
  );
  const skills = new Map<string, Skill[]>();
  for (const property of properties) {
    const measured = hours.of[property];
    if (!measured) continue;
    const pairs: Pair[][] = [[], [], []];
    for (const { issuedAtMs, data } of issued) {
      const item = data.items.find((one) => one.property === property);
      if (!item || item.persistence === null) continue;
      const at = (issuedAtMs - hours.startMs) / hourMs;
      for (let n = 0; n < Math.min(72, item.values.length); n++) {
        const came = measured[at + n + 1];
        if (came === undefined || Number.isNaN(came)) continue;
        pairs[Math.floor(n / 24)]!.push({
          forecast: item.values[n]!,
          low: item.low[n]!,
          high: item.high[n]!,
          persistence: item.persistence,
          climatology: item.climatology[n]!,
          measured: came,
        });
      }
    }
    skills.set(
      property,
      pairs.flatMap((all, n) => {
        if (all.length < leastPairs) return [];
        const told = toldScore(scoreOf(all, 0));
        return told ? [{ lead: n + 1, ...told }] : [];
      }),
    );
  }
  return skills;
};
