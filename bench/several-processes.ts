import { randomUUID } from "node:crypto";
import type { Item } from "#cases/item.ts";
import { getChain } from "#exchange/chain-store.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { startPostgres, type PostgresServer } from "#node/postgres-server.ts";
import { nodeProcess, ordersFor, type NodeProcess } from "../journeys/exchange-processes.ts";
import { findLeader, severalProcesses } from "../journeys/several-processes.ts";
import { clerks, officers, work } from "./casework.ts";
import { sitAt } from "./desk.ts";
import { percentile, type Figure } from "./figure.ts";

export type SeveralOptions = {
  counts?: readonly number[];
  seconds?: number;
  kills?: number;
  only?: "exchange" | "cases" | "fail-over";
  log?: (line: string) => void;
};

const accepting = "120114";
const deciding = "110112";
const third = "131000";
const bytes = 400;
const batch = 64;
const writersInAll = 4;
const warmUpSeconds = 8;

const rest = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const inWords = (count: number) => (count === 1 ? "1 process" : `${count} processes`);
const figureOf = (what: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
  bench: "processes",
  what,
  value,
  unit,
  database: "postgresql",
  ...more,
});

const newPlace = async (server: PostgresServer): Promise<{ url: string }> => {
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  await server.run(`create database "${name}"`);
  return { url: server.urlOf(name) };
};

const started = async (places: readonly (readonly [string, DatabasePlace])[]): Promise<NodeProcess[]> => {
  const nodes = (await ordersFor(places)).map(nodeProcess);
  for (const node of nodes) await node.start();
  for (const node of nodes) await node.ask({ do: "pull", on: true });
  return nodes;
};

/** Events that cross one way, written by all processes of one party and taken by those of the other. */
const oneWay = async (server: PostgresServer, processes: number, seconds: number): Promise<Figure[]> => {
  const [from, to] = [await newPlace(server), await newPlace(server)];
  const nodes = await started([
    ...Array.from({ length: processes }, () => [accepting, from] as const),
    ...Array.from({ length: processes }, () => [deciding, to] as const),
  ]);
  const [writing, reader] = [nodes.slice(0, processes), nodes[processes]!];
  let all = 0;
  const cross = async (count: number): Promise<void> => {
    const each = Math.round(count / processes);
    const writers = writersInAll / processes;
    all += each * processes;
    await Promise.all([
      ...writing.map((node, n) => node.ask({ do: "write", count: each, batch, writers, bytes, as: `${n}-` })),
      reader.ask({ do: "await", author: accepting, count: all }),
    ]);
  };
  try {
    await cross(batch * writersInAll * 4);
    const [counted, began] = [seconds * 3_200, performance.now()];
    await cross(counted);
    const perSecond = (counted / (performance.now() - began)) * 1000;
    const what = `one way, ${inWords(processes)} each side, ${batch} events per transaction, ${writersInAll} writers in all`;
    return [figureOf(what, Math.round(perSecond), "events/s")];
  } finally {
    await Promise.all(nodes.map((node) => node.kill()));
  }
};

const casework = async (server: PostgresServer, processes: number, seconds: number): Promise<Figure[]> => {
  const urls: Record<string, string> = {};
  for (const party of [accepting, deciding, third]) urls[party] = (await newPlace(server)).url;
  const offices = await severalProcesses(urls, { [accepting]: processes, [deciding]: processes });
  const sit = (party: string, username: string) =>
    sitAt(
      offices.of(party).processes.map(({ settings: { port } }) => `http://127.0.0.1:${port}`),
      username,
    );
  try {
    const clerk = await sit(accepting, "clerk");
    const staff = { clerk, officer: await sit(deciding, "officer"), second: await sit(deciding, "officer2") };
    const reply = await clerk.ask("GET", "/api/items/food-operation-permit");
    const { tally, stop, broken } = work(staff, (reply.body as { item: Item }).item, deciding);
    const still = (length: number) => Promise.race([rest(length), broken]);
    await still(warmUpSeconds);
    const began = performance.now();
    tally.isOn = true;
    await still(seconds);
    tally.isOn = false;
    const lasted = performance.now() - began;
    await stop();
    for (const desk of Object.values(staff)) desk.leave();
    const millis = [...tally.commands.values()].flat();
    const what = `case transitions by HTTP, ${inWords(processes)} each side, ${clerks + officers} people at once`;
    return [
      figureOf(what, (millis.length / lasted) * 1000, "transitions/s"),
      figureOf(`one transition, ${inWords(processes)} each side, p99`, percentile(millis, 0.99), "ms"),
    ];
  } finally {
    await offices.stop();
  }
};

/** How long nothing is sealed when the process that seals is killed while the other goes on writing. */
const failOver = async (server: PostgresServer, kills: number): Promise<Figure[]> => {
  const [own, other] = [await newPlace(server), await newPlace(server)];
  const nodes = await started([
    [accepting, own],
    [accepting, own],
    [deciding, other],
  ]);
  const { db, close } = await openDatabase(own, { connections: 1 });
  const millis: number[] = [];
  try {
    while (millis.length < kills) {
      await rest(2);
      const leader = await findLeader(db, "sealing");
      const sealing = nodes.find((node) => node.pid() === leader);
      if (!sealing) continue;
      const survivor = nodes.slice(0, 2).find((node) => node !== sealing)!;
      const writing = survivor.ask({ do: "trickle", count: 400, everyMs: 10, bytes });
      await rest(0.5);
      const began = performance.now();
      await sealing.kill();
      const { number } = (await getChain(db, accepting)).end;
      while ((await getChain(db, accepting)).end.number === number) await rest(0.002);
      millis.push(performance.now() - began);
      await writing;
      await sealing.start();
      await sealing.ask({ do: "pull", on: true });
    }
  } finally {
    await close();
    await Promise.all(nodes.map((node) => node.kill()));
  }
  const what = "fail-over of the sealer, from kill -9 to the next sealed page";
  return [
    figureOf(`${what}, p50`, percentile(millis, 0.5), "ms", { aim: 5_000, note: `${kills} kills` }),
    figureOf(`${what}, longest`, Math.max(...millis), "ms", { aim: 5_000 }),
  ];
};

/** What more processes on one PostgreSQL bring, and how long it takes until another one seals. */
export const run = async (options: SeveralOptions = {}): Promise<Figure[]> => {
  const { counts = [1, 2, 4], seconds = 10, kills = 10, only, log } = options;
  const figures: Figure[] = [];
  const measure = async (
    part: SeveralOptions["only"],
    bench: (server: PostgresServer) => Promise<Figure[]>,
  ) => {
    if (only && only !== part) return;
    const server = await startPostgres({ durable: true });
    const found = await bench(server).finally(server.stop);
    for (const { what, value, unit } of found) log?.(`${what}: ${value.toFixed(0)} ${unit}`);
    figures.push(...found);
  };
  for (const count of counts) await measure("exchange", (server) => oneWay(server, count, seconds));
  for (const count of counts) await measure("cases", (server) => casework(server, count, seconds * 2));
  await measure("fail-over", (server) => failOver(server, kills));
  return figures;
};

if (import.meta.main) {
  const [only, count, seconds] = process.argv.slice(2);
  await run({
    ...(only && { only: only as "cases" }),
    ...(count && { counts: [Number(count)], kills: Number(count) }),
    ...(seconds && { seconds: Number(seconds) }),
    log: console.log,
  });
}
