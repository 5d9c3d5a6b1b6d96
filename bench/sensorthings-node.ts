import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyRing } from "#base/key-ring.ts";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import { systemClock } from "#base/time.ts";
import { foundTest, testRivers, testStation } from "#monitoring/test-network.ts";
import { datastreamIdOf } from "#monitoring/sensorthings/network-entities.ts";
import { insertSupplier, newToken } from "#monitoring/sensorthings/supplier-store.ts";
import { openDatabase, type DatabasePlace } from "#node/database.ts";
import { startNode } from "#node/start-node.ts";
import { freePort } from "../journeys/free-port.ts";

/** A whole node in a process of its own, with a supplier who may write to all its stations. */
export type SensorThingsOrder = { place: DatabasePlace };
export type SensorThingsReady = { url: string; token: string; datastreams: string[]; mqttPort: number };

const { place } = JSON.parse(process.env["NODE_ORDER"]!) as SensorThingsOrder;
const parties = ["110112", "120114", "131000"];
const [party = ""] = parties;
const signers = new Map(parties.map((one) => [one, signerFromPem(newPrivateKey())]));
const stations = Array.from({ length: 10 }, (_, i) => testStation(`station-${i}`, party));
const port = await freePort();
const mqttPort = await freePort();
const founding = foundTest(
  signers,
  { networks: [{ ...testRivers, stations }] },
  () => `http://127.0.0.1:${port}`,
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
  port,
  mqttPort,
  isSample: false,
  trustProxy: false,
  anonymousPerMinute: 1_000_000,
  checkAnswers: false,
  version: "bench",
  log: (what, facts) => console.error(what, facts),
});
if (!started.ok) throw new Error(started.refusal.code);
const token = newToken();
const named = stations.map(({ id }) => id);
await insertSupplier(database.db, { name: "bench", stations: named, createdAt: systemClock() }, token);
const datastreams = stations.flatMap(({ id, properties }) =>
  properties.map((code) => datastreamIdOf(id, code)),
);
process.send!({
  url: `http://127.0.0.1:${port}/api/sensorthings/v1.1`,
  token,
  datastreams,
  mqttPort,
} satisfies SensorThingsReady);
