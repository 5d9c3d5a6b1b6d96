/**
 * What others do with the same load on the same machine, where they are installed: InfluxDB and mosquitto as Debian packages them
 * (`apt-get install influxdb mosquitto`), and rows written one by one into PostgreSQL. None of them judges, signs or passes on.
 */
import { spawn } from "node:child_process";
import { access, constants, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { sql } from "kysely";
import { connectAsync } from "mqtt";
import { openDatabase } from "#node/database.ts";
import { freePort } from "#node/free-port.ts";
import { eventually } from "#node/sample/visitor.ts";
import { databasesOf } from "./databases.ts";
import type { Figure } from "./figure.ts";
import { observationAt, perSecond, readingAt } from "./load.ts";

type Options = { seconds?: number; log?: (line: string) => void };

/** Servers of Debian stand where only root's PATH leads. */
const findProgram = async (name: string): Promise<string | undefined> => {
  for (const folder of [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"]) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
};

const until = (isThere: () => Promise<boolean>) => eventually(() => isThere().catch(() => false), 10);

/** A server of its own in an empty folder for as long as the work takes. */
const withServer = async <T>(
  program: string,
  order: (folder: string) => Promise<{ args: string[]; env?: Record<string, string> }>,
  work: () => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-bench-peer-"));
  const { args, env } = await order(folder);
  const server = spawn(program, args, { cwd: folder, env: { ...process.env, ...env }, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => void server.once("close", () => resolve()));
  try {
    return await work();
  } finally {
    server.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
};

const measureInflux = async (program: string, seconds: number): Promise<Figure[]> => {
  const [port, other] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const order = async (folder: string) => ({
    args: [],
    env: {
      INFLUXDB_REPORTING_DISABLED: "true",
      INFLUXDB_BIND_ADDRESS: `127.0.0.1:${other}`,
      INFLUXDB_META_DIR: join(folder, "meta"),
      INFLUXDB_DATA_DIR: join(folder, "data"),
      INFLUXDB_DATA_WAL_DIR: join(folder, "wal"),
      INFLUXDB_HTTP_BIND_ADDRESS: `127.0.0.1:${port}`,
      INFLUXDB_HTTP_LOG_ENABLED: "false",
      INFLUXDB_MONITOR_STORE_ENABLED: "false",
    },
  });
  const post = async (path: string, body: string, status: number): Promise<void> => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(`${url}/${path}`, { method: "POST", headers, body });
    if (answer.status !== status) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const line = (stream: number, n: number) => {
    const { value, atMs } = readingAt(n);
    return `v,ds=${stream} value=${value} ${atMs}`;
  };
  return withServer(program, order, async () => {
    await until(async () => (await fetch(`${url}/ping`)).status === 204);
    await post("query", `q=${encodeURIComponent("CREATE DATABASE bench")}`, 200);
    const write = (lines: string) => post("write?db=bench&precision=ms", lines, 204);
    const single = await perSecond(seconds, 8, (lane, n) => write(line(lane, n)).then(() => 1));
    const rows = await perSecond(seconds, 2, async (lane, n) => {
      await write(Array.from({ length: 1000 }, (_, i) => line(10 + lane, n * 1000 + i)).join("\n"));
      return 1000;
    });
    const figure = { bench: "peers", unit: "values/s", database: "InfluxDB" };
    const note = "line protocol over HTTP, synced to its log; neither judged, signed nor sent";
    return [
      { ...figure, what: "for comparison: InfluxDB, one value per POST, 8 connections", value: single, note },
      {
        ...figure,
        what: "for comparison: InfluxDB, 1,000 values per POST, 2 connections",
        value: rows,
        note,
      },
    ];
  });
};

const measureMosquitto = async (program: string, seconds: number): Promise<Figure[]> => {
  const port = await freePort();
  const order = async (folder: string) => {
    const config = join(folder, "mosquitto.conf");
    await writeFile(config, `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 200\n`);
    return { args: ["-c", config] };
  };
  const url = `mqtt://127.0.0.1:${port}`;
  return withServer(program, order, async () => {
    await until(async () => {
      await (await connectAsync(url, { reconnectPeriod: 0, connectTimeout: 1000 }, false)).endAsync();
      return true;
    });
    const client = await connectAsync(url);
    const value = await perSecond(seconds, 200, async (lane, n) => {
      const body = JSON.stringify(observationAt(n));
      await client.publishAsync(`v1.1/Datastreams(${lane % 8})/Observations`, body, { qos: 1 });
      return 1;
    });
    await client.endAsync();
    const what = "for comparison: mosquitto, MQTT publish";
    const note = "1 client, QoS 1, up to 200 unacknowledged; acknowledged without being kept";
    return [{ bench: "peers", what, value, unit: "messages/s", database: "mosquitto", note }];
  });
};

const measurePlainRows = async (seconds: number): Promise<Figure[]> => {
  const { place, remove } = await databasesOf("postgresql");
  const { db, close } = await openDatabase(await place(), { connections: 8 });
  try {
    await sql`create table raw (ds integer, t bigint, v double precision, primary key (ds, t))`.execute(db);
    const value = await perSecond(seconds, 8, async (lane, n) => {
      const { value: v, atMs } = readingAt(n);
      await sql`insert into raw values (${lane}, ${atMs}, ${v})
        on conflict (ds, t) do update set v = excluded.v`.execute(db);
      return 1;
    });
    const what = "for comparison: plain rows into PostgreSQL, one to a transaction, 8 connections";
    const note = "no HTTP; neither judged, signed nor sent";
    return [{ bench: "peers", what, value, unit: "rows/s", database: "postgresql", note }];
  } finally {
    await close();
    await remove();
  }
};

export const run = async ({ seconds = 5, log }: Options = {}): Promise<Figure[]> => {
  const figures: Figure[] = [];
  const keep = (more: readonly Figure[]) => {
    figures.push(...more);
    for (const { what, value, unit } of more) log?.(`${what}: ${Math.round(value)} ${unit}`);
  };
  keep(await measurePlainRows(seconds));
  for (const [name, measure] of [
    ["influxd", measureInflux],
    ["mosquitto", measureMosquitto],
  ] as const) {
    const program = await findProgram(name);
    if (program) keep(await measure(program, seconds));
    else log?.(`${name} is not installed: its rows are left out`);
  }
  return figures;
};
