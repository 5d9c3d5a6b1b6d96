import type { DatabasePlace } from "#node/database.ts";
import { nodeProcess, ordersFor, type NodeProcess } from "../journeys/exchange-processes.ts";
import { databasesOf, type Database } from "./databases.ts";
import { percentile } from "./figure.ts";

/** One measured figure. `aim` is what the project set out for. */
export type Row = {
  database: string;
  what: string;
  value: number;
  unit: string;
  aim?: number;
  note?: string;
};

export type Options = {
  databases?: Database[];
  seconds?: number;
  backlog?: number;
  log?: (line: string) => void;
};

const bytes = 400;
const writer = "120114";

/** Two real processes on loopback, each with its own database; what is counted is applied at the receiver. */
const withTwo = async (
  places: readonly [DatabasePlace, DatabasePlace],
  work: (writer: NodeProcess, reader: NodeProcess) => Promise<Row[]>,
): Promise<Row[]> => {
  const orders = await ordersFor([
    [writer, places[0]],
    ["110112", places[1]],
  ]);
  const nodes = orders.map(nodeProcess) as [NodeProcess, NodeProcess];
  try {
    for (const node of nodes) await node.start();
    return await work(...nodes);
  } finally {
    for (const node of nodes) await node.kill();
  }
};

const sustained =
  (database: string, batch: number, writers: number, count: number) =>
  async (from: NodeProcess, to: NodeProcess) => {
    for (const node of [from, to]) await node.ask({ do: "pull", on: true });
    await from.ask({ do: "write", count: batch * writers * 4, batch, writers, bytes }); // warm
    await to.ask({ do: "await", author: writer, count: batch * writers * 4 });
    const started = performance.now();
    const all = batch * writers * 4 + count;
    await Promise.all([
      from.ask({ do: "write", count, batch, writers, bytes }),
      to.ask({ do: "await", author: writer, count: all }),
    ]);
    const perSecond = Math.round((count / (performance.now() - started)) * 1000);
    const what = `one way, ${batch} event${batch > 1 ? "s" : ""} per transaction, ${writers} writers`;
    return [{ database, what, value: perSecond, unit: "events/s", ...(batch > 1 && { aim: 5_000 }) }];
  };

const catchUp = (database: string, count: number) => async (from: NodeProcess, to: NodeProcess) => {
  await from.ask({ do: "pull", on: true });
  await from.ask({ do: "write", count, batch: 512, writers: 1, bytes });
  await new Promise((sealed) => setTimeout(sealed, 3_000));
  const started = performance.now();
  await to.ask({ do: "pull", on: true });
  await to.ask({ do: "await", author: writer, count });
  const perSecond = Math.round((count / (performance.now() - started)) * 1000);
  return [{ database, what: `catch-up of ${count} events`, value: perSecond, unit: "events/s", aim: 20_000 }];
};

const latency = (database: string) => async (from: NodeProcess, to: NodeProcess) => {
  for (const node of [from, to]) await node.ask({ do: "pull", on: true });
  const count = 200;
  await new Promise((settled) => setTimeout(settled, 2_000));
  const { times: sent } = await from.ask({ do: "trickle", count, everyMs: 50, bytes });
  const { times: got } = await to.ask({ do: "await", author: writer, count });
  const at = new Map(got);
  const millis = sent!.map(([id, time]) => at.get(id)! - time).slice(20);
  const what = "commit here → applied there, 20 events/s";
  return [
    { database, what: `${what}, p50`, value: percentile(millis, 0.5), unit: "ms", aim: 50 },
    { database, what: `${what}, p99`, value: percentile(millis, 0.99), unit: "ms", aim: 300 },
  ];
};

/** How fast events cross between two nodes, on either database. */
export const run = async (options: Options = {}): Promise<Row[]> => {
  const rows: Row[] = [];
  const note = (more: Row[]) => {
    rows.push(...more);
    for (const { database, what, value, unit } of more)
      options.log?.(`${database}: ${what}: ${value} ${unit}`);
  };
  for (const database of options.databases ?? (["embedded", "postgresql"] as const)) {
    const { place, remove } = await databasesOf(database);
    const two = async () => [await place(), await place()] as const;
    const count = (options.seconds ?? 8) * 4_000;
    try {
      note(await withTwo(await two(), sustained(database, 64, 2, count)));
      note(await withTwo(await two(), sustained(database, 1, 8, Math.round(count / 8))));
      note(await withTwo(await two(), latency(database)));
      note(await withTwo(await two(), catchUp(database, options.backlog ?? 100_000)));
    } finally {
      await remove();
    }
  }
  return rows;
};

if (import.meta.main) {
  const only = process.argv[2] as Database | undefined;
  await run({
    ...(only && { databases: [only] }),
    log: console.log,
    backlog: Number(process.argv[3] ?? 100_000),
  });
}
