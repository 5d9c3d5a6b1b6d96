/** SensorThings as clients see it: single values and rows of values over HTTP, values over MQTT; a peer takes every page. */
import { fileURLToPath } from "node:url";
import { connectAsync } from "mqtt";
import { newPrivateKey } from "#base/signature.ts";
import { newToken } from "#monitoring/sensorthings/supplier-store.ts";
import { childNode } from "../journeys/child-node.ts";
import { freePort } from "#node/free-port.ts";
import { databasesOf, type Database } from "./databases.ts";
import type { Figure } from "./figure.ts";
import { observationAt as observation, perSecond } from "./load.ts";
import type { SensorThingsOrder } from "./sensorthings-node.ts";

const program = fileURLToPath(new URL("sensorthings-node.ts", import.meta.url));
const [recorder, peer] = ["110112", "120114"] as const;

type Options = { databases?: Database[]; seconds?: number; log?: (line: string) => void };

const note = {
  single:
    "STEAN (TypeScript) reached 393/s and FROST's makers cite 5,000/s on SSD, both on machines of their own",
  many: "whoever writes at the same time shares a transaction and an event",
  rows: "2 connections × 1,000 values; STEAN reached 1,553/s",
  mqtt: "1 client, QoS 1, up to 200 unacknowledged; recorded before it is acknowledged",
};

const measure = async (
  { url, mqttPort, token }: { url: string; mqttPort: number; token: string },
  seconds: number,
): Promise<[what: string, value: number, aim: number | undefined, note: string][]> => {
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${url}/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  const answer = await fetch(`${url}/Datastreams?$top=1000&$select=id`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { value } = (await answer.json()) as { value: { "@iot.id": string }[] };
  const datastreams = value.map((one) => one["@iot.id"]);
  const at = (lane: number) => `Datastreams('${datastreams[lane]!}')/Observations`;
  await perSecond(1, 8, (lane, n) => post(at(lane), observation(n)).then(() => 1));
  const single = await perSecond(seconds, 8, (lane, n) =>
    post(at(lane), observation(1_000_000 + n)).then(() => 1),
  );
  const many = await perSecond(seconds, 64, (lane, n) =>
    post(at(lane), observation(1_500_000 + n)).then(() => 1),
  );
  const rows = await perSecond(seconds, 2, async (lane, n) => {
    const dataArray = Array.from({ length: 1000 }, (_, i) => {
      const { phenomenonTime, result } = observation(2_000_000 + n * 1000 + i);
      return [phenomenonTime, result];
    });
    await post("CreateObservations", [
      {
        Datastream: { "@iot.id": datastreams[10 + lane]! },
        components: ["phenomenonTime", "result"],
        dataArray,
      },
    ]);
    return 1000;
  });
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`, { username: "bench", password: token });
  const mqtt = await perSecond(seconds, 200, async (lane, n) => {
    await client.publishAsync(`v1.1/${at(20 + (lane % 8))}`, JSON.stringify(observation(n)), { qos: 1 });
    return 1;
  });
  await client.endAsync();
  return [
    ["SensorThings: single POST, 8 connections", single, 1000, note.single],
    ["SensorThings: single POST, 64 connections", many, 1000, note.many],
    ["SensorThings: dataArray", rows, 10_000, note.rows],
    ["SensorThings: MQTT publish", mqtt, undefined, note.mqtt],
  ];
};

export const run = async ({
  databases = ["embedded", "postgresql"],
  seconds = 5,
  log,
}: Options = {}): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const database of databases) {
    const { place, remove } = await databasesOf(database);
    const ports = { [recorder]: await freePort(), [peer]: await freePort() };
    const pems = { [recorder]: newPrivateKey(), [peer]: newPrivateKey() };
    const [token, mqttPort] = [newToken(), await freePort()];
    const ask = { url: `http://127.0.0.1:${ports[recorder]}/api/sensorthings/v1.1`, mqttPort, token };
    const orders: SensorThingsOrder[] = [
      { party: peer, place: { memory: true }, pems, ports },
      { party: recorder, place: await place(), pems, ports, mqttPort, token },
    ];
    const nodes = orders.map((order) => childNode(program, order));
    try {
      for (const node of nodes) await node.start();
      for (const [what, value, aim, about] of await measure(ask, seconds)) {
        log?.(`${database}: ${what} ${Math.round(value)}/s`);
        figures.push({
          bench: "sensorthings",
          what,
          value,
          unit: "observations/s",
          database,
          note: about,
          ...(aim && { aim }),
        });
      }
    } finally {
      for (const node of nodes) await node.kill();
      await remove();
    }
  }
  return figures;
};
