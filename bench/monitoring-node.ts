import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { keyRing } from "#base/key-ring.ts";
import { signerFromPem } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import { openAgreements } from "#agreements/open.ts";
import { attachmentFolder } from "#exchange/attachments.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { openExchange } from "#exchange/open.ts";
import { monitoringCapability } from "#monitoring/capability.ts";
import { monitoringDefinitions } from "#monitoring/definition-kinds.ts";
import { monitoringKinds } from "#monitoring/events.ts";
import { readLatest, readSeries } from "#monitoring/observations/read.ts";
import { streamOf, type Reading } from "#monitoring/observations/reading.ts";
import { record } from "#monitoring/observations/record.ts";
import { listAlerts } from "#monitoring/alerts/store.ts";
import { testPlan } from "#monitoring/alerts/test-plan.ts";
import { foundTest, testDeps, testRivers, testStation } from "#monitoring/test-network.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { migrate, readMigrations } from "#node/migrate.ts";
import { serveExchange } from "../journeys/serve-exchange.ts";

/** A process of one node with nothing but the exchange and monitoring, told everything by its parent. */
export type NodeOrder = {
  party: string;
  place: DatabasePlace;
  /** Of every party of the test's agreement; only a bench holds them all. */
  pems: Record<string, string>;
  ports: Record<string, number>;
  stations: number;
};
export type Ask =
  /** Records `hours` of all streams, so many in one call. */
  | { do: "record"; hours: number; together: number }
  | { do: "await"; count: number }
  /** Ten times each, in ms. */
  | { do: "latest" }
  | { do: "year" }
  | { do: "size" }
  /** Records 5,000 values a second and beside them so many peaks; when each was received. */
  | { do: "peaks"; count: number }
  /** When the alert of each of these peaks was visible here. */
  | { do: "await-alerts"; count: number };
export type Answer = {
  ready?: true;
  millis?: number[];
  count?: number;
  bytes?: { kept: number; events: number };
  /** Of each station, on the clock that all processes of a machine share. */
  atMs?: Record<string, number>;
};

const order = JSON.parse(process.env["NODE_ORDER"]!) as NodeOrder;
const { party, pems, ports } = order;
const say = (answer: Answer) => process.send!(answer);

const { db, siblings } = await openDatabase(order.place, { connections: 8 });
await migrate(db, await readMigrations());

const signers = new Map(Object.entries(pems).map(([one, pem]) => [one, signerFromPem(pem)]));
const recorder = [...signers.keys()][0]!;
const stations = Array.from({ length: order.stations }, (_, i) => testStation(`station-${i}`, recorder));
const network = { ...testRivers, stations };
const founding = foundTest(
  signers,
  { networks: [network], plans: { "alert-plans/bench.json": testPlan } },
  (one) => `http://127.0.0.1:${ports[one]}`,
);
const agreements = openAgreements({ founding, kinds: monitoringKinds, definitions: monitoringDefinitions });
const signer = signers.get(party)!;
const exchange = openExchange({
  db,
  here: party,
  keys: keyRing([signer], () => signer),
  clock: systemClock,
  capabilities: [exchangeCapability, agreements.capability, monitoringCapability({ agreements })],
  authority: agreements.authority,
  attachments: attachmentFolder(mkdtempSync(join(tmpdir(), "tongwulang-node-"))),
  siblings,
  log: (line) => console.error(`${party}: ${line}`),
});
const deps = testDeps(exchange, { party, clock: systemClock, founding, agreements });

const hourMs = 3_600_000;
const startMs = Date.parse("2024-01-01T00:00:00.000Z");
const streams = stations.flatMap(({ id, properties }) =>
  properties.map((property) => streamOf(id, property)),
);
/** Where each property lies, and by how much it moves; a day's course with noise, so that nothing repeats itself. */
const levels: Record<string, [mean: number, swing: number, decimals: number]> = {
  "water-temperature": [15, 4, 1], ph: [7.8, 0.3, 2], "dissolved-oxygen": [8, 2, 2], conductivity: [900, 60, 1],
  turbidity: [20, 8, 1], "permanganate-index": [5, 1, 2], "ammonia-nitrogen": [0.3, 0.1, 3], "total-phosphorus": [0.1, 0.03, 3],
}; // prettier-ignore

let state = 1;
const noise = (): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state / 0x7fffffff - 0.5;
};
const valueAt = (stream: string, hour: number): number => {
  const [mean, swing, decimals] = levels[stream.slice(stream.indexOf("/") + 1)]!;
  return Number((mean + swing * (Math.sin(hour / 3.8) * 0.4 + noise() * 0.3)).toFixed(decimals));
};

let hour = 0;
const readingsOf = (hours: number): Reading[] => {
  const readings: Reading[] = [];
  for (const end = hour + hours; hour < end; hour++)
    for (const stream of streams)
      readings.push({ stream, atMs: startMs + hour * hourMs, value: valueAt(stream, hour) });
  return readings;
};

const countOf = async (): Promise<number> => {
  const { rows } = await sql<{
    n: string | null;
  }>`select sum(count)::text as n from monitoring.stream`.execute(db);
  return Number(rows[0]!.n);
};

const timed = async (work: () => Promise<unknown>): Promise<number[]> => {
  const millis: number[] = [];
  for (let i = 0; i < 10; i++) {
    const started = performance.now();
    await work();
    millis.push(performance.now() - started);
  }
  return millis;
};

const sizeOf = async (): Promise<{ kept: number; events: number }> => {
  const { rows } = await sql<{ kept: bigint; events: bigint }>`
    select (select sum(pg_total_relation_size(c.oid))::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'monitoring' and c.relkind = 'r' and c.relname in ('stream', 'chunk', 'revision')) as kept,
      pg_total_relation_size('exchange.event') + pg_total_relation_size('exchange.page') as events`.execute(
    db,
  );
  const { kept, events } = rows[0]!;
  return { kept: Number(kept), events: Number(events) };
};

const clockMs = (): number => performance.timeOrigin + performance.now();
const stationAt = (i: number): string => stations[i]!.id;

/** Values of the last days, as a network reports them: 500 every tenth of a second. */
const background = async (signal: AbortSignal): Promise<void> => {
  hour = Math.floor((Date.now() - startMs) / hourMs) - 66;
  while (!signal.aborted) {
    const readings = readingsOf(1);
    for (let from = 0; from < readings.length && !signal.aborted; from += 500) {
      const next = wait(100);
      await record(deps, readings.slice(from, from + 500), { source: "bench" });
      await next;
    }
  }
};

const recordPeaks = async (count: number): Promise<Record<string, number>> => {
  const end = new AbortController();
  const running = background(end.signal);
  await wait(2_000);
  const atMs: Record<string, number> = {};
  for (let i = 0; i < count; i++) {
    const station = stationAt(i);
    atMs[station] = clockMs();
    const reading = { stream: streamOf(station, "ammonia-nitrogen"), atMs: Date.now(), value: 2.5 };
    const [recorded] = await Promise.all([record(deps, [reading], { source: "bench" }), wait(200)]);
    if (!recorded.ok) throw new Error(recorded.refusal.code);
  }
  end.abort();
  await running;
  return atMs;
};

/** Asks as a page does: again whenever something was applied. */
const seeAlerts = async (count: number): Promise<Record<string, number>> => {
  const atMs: Record<string, number> = {};
  while (Object.keys(atMs).length < count) {
    await exchange.applied.wait(1_000);
    const alerts = await listAlerts(db, { state: "open" }, 500);
    const seenMs = clockMs();
    for (const { station, rule } of alerts) if (station && rule === "ammonia-high") atMs[station] ??= seenMs;
  }
  return atMs;
};

const answer = async (ask: Ask): Promise<Answer> => {
  switch (ask.do) {
    case "record": {
      // Two calls under way, as two suppliers: while one is written, the next is made.
      let left = ask.hours;
      let count = 0;
      const supplier = async () => {
        while (left > 0) {
          const hours = Math.min(ask.together, left);
          left -= hours;
          const recorded = await record(deps, readingsOf(hours), { source: "bench" });
          if (!recorded.ok) throw new Error(recorded.refusal.code);
          count += recorded.value.filter(({ state: found }) => found === "new").length;
        }
      };
      await Promise.all([supplier(), supplier()]);
      return { count };
    }
    case "await": {
      let count = await countOf();
      while (count < ask.count) {
        await exchange.applied.wait(100);
        count = await countOf();
      }
      return { count };
    }
    case "latest":
      return { millis: await timed(() => readLatest(db)) };
    case "year":
      return {
        millis: await timed(async () =>
          JSON.stringify([...(await readSeries(db, [streams[0]!], startMs, startMs + 8_784 * hourMs))]),
        ),
      };
    case "peaks":
      return { atMs: await recordPeaks(ask.count) };
    case "await-alerts":
      return { atMs: await seeAlerts(ask.count) };
    case "size":
      return { bytes: await sizeOf(), count: await countOf() };
  }
};

process.on("disconnect", () => process.exit());
process.on("message", (ask: Ask) => {
  answer(ask).then(say, (error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
await serveExchange(exchange, ports[party]!);
exchange.start();
say({ ready: true });
