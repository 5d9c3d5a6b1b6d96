import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyRing } from "#base/key-ring.ts";
import { signerFromPem } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import { foundTest, testRivers, testStation } from "#monitoring/test-network.ts";
import { insertSupplier } from "#monitoring/sensorthings/supplier-store.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { startNode } from "#node/start-node.ts";

/** A whole node in a process of its own; whoever holds the token may write to all stations of the first party. */
export type SensorThingsOrder = {
  party: string;
  place: DatabasePlace;
  /** Of every party; only a bench holds them all. */
  pems: Record<string, string>;
  ports: Record<string, number>;
  mqttPort?: number;
  token?: string;
};

const { party, place, pems, ports, mqttPort, token } = JSON.parse(
  process.env["NODE_ORDER"]!,
) as SensorThingsOrder;
const signers = new Map(Object.entries(pems).map(([one, pem]) => [one, signerFromPem(pem)]));
const stations = Array.from({ length: 10 }, (_, i) => testStation(`station-${i}`, Object.keys(pems)[0]));
const founding = foundTest(
  signers,
  { networks: [{ ...testRivers, stations }] },
  (one) => `http://127.0.0.1:${ports[one]}`,
);
const signer = signers.get(party)!;
const database = await openDatabase(place, { connections: 8 });
const started = await startNode({
  party,
  database,
  folder: mkdtempSync(join(tmpdir(), "tongwulang-bench-node-")),
  keys: keyRing([signer], () => signer),
  secret: "a secret of a bench, forty characters long",
  founding,
  host: "127.0.0.1",
  port: ports[party]!,
  ...(mqttPort !== undefined && { mqttPort }),
  isSample: false,
  trustProxy: false,
  anonymousPerMinute: 1_000_000,
  checkAnswers: false,
  version: "bench",
  log: (what, facts) => console.error(what, facts),
});
if (!started.ok) throw new Error(started.refusal.code);
const named = stations.map(({ id }) => id);
if (token)
  await insertSupplier(database.db, { name: "bench", stations: named, createdAt: systemClock() }, token);
process.send!("ready");
