import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import { newPrivateKey } from "#base/signature.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { childNode, type ChildNode } from "../journeys/child-node.ts";
import { freePort } from "#node/free-port.ts";
import { databasesOf, type Database } from "./databases.ts";
import { percentile, type Figure } from "./figure.ts";
import { measureAlerts } from "./monitoring-alerts.ts";
import type { Answer, Ask, NodeOrder } from "./monitoring-node.ts";

export type MonitoringOptions = {
  databases?: Database[];
  /** Values of the batch measurement, in thousands. */
  thousands?: number;
  log?: (line: string) => void;
};

const program = fileURLToPath(new URL("monitoring-node.ts", import.meta.url));
const parties = ["110112", "120114"] as const;
const stations = 250;
const streams = stations * 8;

export type Child = ChildNode<Ask, Answer>;

const measure = async (
  [recorder, reader]: readonly [Child, Child],
  database: Database,
  { thousands = 1_000 }: MonitoringOptions,
): Promise<Figure[]> => {
  const figure = (what: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
    bench: "monitoring", what, value, unit, database, ...more,
  }); // prettier-ignore
  let count = 0;
  /** Recorded at one node and applied at the other; values per second. */
  const across = async (hours: number, together: number): Promise<number> => {
    const started = performance.now();
    const recorded = recorder.ask({ do: "record", hours, together });
    count += hours * streams;
    await Promise.all([recorded, reader.ask({ do: "await", count })]);
    return (hours * streams * 1000) / (performance.now() - started);
  };
  await across(50, 25); // warm
  const batch = await across(Math.ceil((thousands * 1000) / streams), 25);
  const single = await across(20, 1);
  const { millis: latest } = await reader.ask({ do: "latest" });
  const { bytes } = await reader.ask({ do: "size" });
  const perValue = (part: number) => part / count;
  return [
    figure("measurements recorded, signed and applied at a second node, in batches", batch, "values/s", {
      aim: 50_000,
      note: "quality control and alert rules included; 2,000 streams, two processes and their databases share the processor",
    }),
    figure("the same, one value of each of 2,000 streams at a time", single, "values/s"),
    figure("newest value of 2,000 streams, p50", percentile(latest!, 0.5), "ms", { aim: 50 }),
    figure("storage of a value: table, index and toast", perValue(bytes!.kept), "bytes", {
      aim: 60,
      note: `signed events and pages that carried it take ${perValue(bytes!.events).toFixed(1)} more`,
    }),
  ];
};

/** One stream with a year of hours beside all others, as a chart asks for it. */
const measureYear = async ([recorder]: readonly [Child, Child], database: Database): Promise<Figure> => {
  await recorder.ask({ do: "record", hours: 8_784, together: 2_000 });
  const { millis } = await recorder.ask({ do: "year" });
  return {
    bench: "monitoring",
    what: "one year of hours of one stream, read and written as JSON, p50",
    value: percentile(millis!, 0.5),
    unit: "ms",
    aim: 200,
    database,
  };
};

/** The peer: rows into a plain table with a primary key, 1,000 to a statement, nothing judged, signed or sent. */
const rawInserts = async (place: DatabasePlace, rows: number): Promise<Figure> => {
  const { db, close } = await openDatabase(place, { connections: 1 });
  try {
    await sql`create table raw (ds integer, t bigint, v double precision, primary key (ds, t))`.execute(db);
    const together = 1_000;
    const started = performance.now();
    for (let from = 0; from < rows; from += together) {
      const indexes = Array.from({ length: together }, (_, i) => from + i);
      await sql`insert into raw select * from unnest(
        ${textArray(indexes.map((i) => `${i % streams}`))}::text[]::integer[],
        ${textArray(indexes.map((i) => `${Math.floor(i / streams)}`))}::text[]::bigint[],
        ${textArray(indexes.map((i) => `${(i % 977) / 10}`))}::text[]::double precision[])
        on conflict (ds, t) do update set v = excluded.v`.execute(db);
    }
    return {
      bench: "monitoring",
      what: "for comparison: plain rows into PostgreSQL, 1,000 to a statement",
      value: (rows * 1000) / (performance.now() - started),
      unit: "rows/s",
      database: "postgresql",
      note: "one database, nothing judged, signed or sent",
    };
  } finally {
    await close();
  }
};

/** Measurements across a border: two real processes on loopback, each with its own database. */
export const run = async (options: MonitoringOptions = {}): Promise<Figure[]> => {
  const figures: Figure[] = [];
  const keep = (...more: Figure[]) => {
    figures.push(...more);
    for (const { database, what, value, unit } of more)
      options.log?.(`${database}: ${what}: ${value.toFixed(1)} ${unit}`);
  };
  for (const database of options.databases ?? (["embedded", "postgresql"] as const)) {
    const { place, remove } = await databasesOf(database);
    const pair = async (count: number): Promise<[Child, Child]> => {
      const pems = Object.fromEntries(parties.map((party) => [party, newPrivateKey()]));
      const ports: Record<string, number> = {};
      for (const party of parties) ports[party] = await freePort();
      const start = async (party: string): Promise<Child> => {
        const order: NodeOrder = { party, place: await place(), pems, ports, stations: count };
        const child: Child = childNode(program, order);
        await child.start();
        return child;
      };
      return [await start(parties[0]), await start(parties[1])];
    };
    const withPair = async <T>(count: number, work: (two: [Child, Child]) => Promise<T>): Promise<T> => {
      const two = await pair(count);
      try {
        return await work(two);
      } finally {
        for (const one of two) await one.kill();
      }
    };
    try {
      keep(...(await withPair(stations, (two) => measure(two, database, options))));
      keep(...(await withPair(stations, (two) => measureAlerts(two, database))));
      keep(await withPair(1, (two) => measureYear(two, database)));
      if (database === "postgresql") keep(await rawInserts(await place(), 300_000));
    } finally {
      await remove();
    }
  }
  return figures;
};

if (import.meta.main) {
  const only = process.argv[2] as Database | undefined;
  await run({
    ...(only && { databases: [only] }),
    thousands: Number(process.argv[3] ?? 1_000),
    log: console.log,
  });
}
