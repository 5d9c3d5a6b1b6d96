import { judgeAirDays, judgeAirHours } from "#monitoring/standards/judge-air-series.ts";
import { readSeries } from "#monitoring/observations/read.ts";
import { partsOf, streamOf, type Series } from "#monitoring/observations/reading.ts";
import { insertStreams, writeSeries } from "#monitoring/observations/store.ts";
import { maxInChunk } from "#monitoring/observations/chunk.ts";
import type { Db } from "#base/tx.ts";
import { openDatabase } from "#node/database.ts";
import { readMigrations } from "#node/migrate.ts";
import { embeddedArchive } from "#node/template.ts";
import type { Figure } from "./figure.ts";

const stations = Array.from({ length: 100 }, (_, i) => `bench-${String(i).padStart(3, "0")}`);
const properties = { pm25: 60, pm10: 110, o3: 70, no2: 40, so2: 8, co: 0.8 };
const hourMs = 3_600_000;
const hoursInYear = 8760;
const fromMs = Date.parse("2025-12-31T16:00:00Z"); // two months by the edition before, ten by the new one

/** A year of hours that go up and down with the day; made up, and the same in every run. */
const yearOf = (mean: number, places: number, seed: number): Series => {
  const values = Array.from({ length: hoursInYear }, (_, hour) => {
    const wave = 1 + 0.6 * Math.sin((hour + seed) / 3.8) + 0.3 * Math.sin((hour * seed) / 97);
    return Number(Math.max(0, mean * wave).toFixed(places));
  });
  return {
    atMs: values.map((_, hour) => fromMs + (hour + 1) * hourMs),
    values,
    flags: values.map(() => 0),
    revisions: values.map(() => 0),
    averagingMinutes: values.map(() => 60),
  };
};

const chunksOf = (id: number, series: Series) =>
  Array.from({ length: Math.ceil(hoursInYear / maxInChunk) }, (_, i) => {
    const cut = <T>(column: readonly T[]) => column.slice(i * maxInChunk, (i + 1) * maxInChunk);
    const part: Series = {
      atMs: cut(series.atMs),
      values: cut(series.values),
      flags: cut(series.flags),
      revisions: cut(series.revisions),
      averagingMinutes: cut(series.averagingMinutes),
    };
    return { id, chunk: { firstAtMs: part.atMs[0]!, series: part } };
  });

const fill = (db: Db): Promise<void> =>
  db.transaction().execute(async (tx) => {
    for (const [at, station] of stations.entries()) {
      const years = Object.entries(properties).map(([property, mean], i) => ({
        stream: streamOf(station, property),
        series: yearOf(mean, property === "co" ? 1 : 0, at + i),
      }));
      const ids = await insertStreams(
        tx,
        years.map(({ stream, series }) => ({
          stream,
          network: "regional-air",
          party: "131000",
          count: hoursInYear,
          firstAtMs: series.atMs[0]!,
          atMs: series.atMs.at(-1)!,
          value: series.values.at(-1)!,
          flags: 0,
          revision: 0,
          averagingMinutes: 60,
          alikeSinceMs: 0,
          alike: 1,
        })),
      );
      await writeSeries(
        tx,
        [],
        years.flatMap(({ stream, series }) => chunksOf(ids.get(stream)!, series)),
        [],
      );
    }
  });

/** One year of hours of 100 air stations, read from the store and judged anew after a new edition came into force. */
export const run = async ({ log }: { log: (line: string) => void }): Promise<Figure[]> => {
  const template = await embeddedArchive(await readMigrations());
  const { db, close } = await openDatabase({ memory: true }, { template });
  try {
    log(`recompute: filling the store with ${stations.length} stations`);
    await fill(db);
    const startedAt = performance.now();
    let hours = 0;
    let days = 0;
    let changed = 0;
    for (const station of stations) {
      const streams = Object.keys(properties).map((property) => streamOf(station, property));
      const series = await readSeries(db, streams, fromMs, fromMs + (hoursInYear + 1) * hourMs);
      const columns = new Map([...series].map(([stream, one]) => [partsOf(stream).property, one]));
      const judged = judgeAirHours(columns);
      hours += judged.length;
      days += judgeAirDays(columns).length;
      changed += judged.filter(({ result }) => result.standard === "HJ633-2026").length;
    }
    return [
      {
        bench: "recompute",
        what: "one year of hours for 100 stations judged anew",
        value: (performance.now() - startedAt) / 1000,
        unit: "s",
        aim: 60,
        database: "embedded",
        note: `${(hours / 1e6).toFixed(2)} million hours of six items and ${days} days, read from the store; ${(changed / 1e6).toFixed(2)} million of them by HJ 633-2026`,
      },
    ];
  } finally {
    await close();
  }
};
