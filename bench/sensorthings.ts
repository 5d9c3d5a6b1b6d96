/** SensorThings as clients see it: single values and rows of values over HTTP, values over MQTT; one node, one process. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { connectAsync } from "mqtt";
import { databasesOf, type Database } from "./databases.ts";
import type { Figure } from "./figure.ts";
import type { SensorThingsOrder, SensorThingsReady } from "./sensorthings-node.ts";

const program = fileURLToPath(new URL("sensorthings-node.ts", import.meta.url));

type Options = { databases?: Database[]; seconds?: number; log?: (line: string) => void };

const note = {
  single:
    "STEAN (TypeScript) reached 393/s and FROST's makers cite 5,000/s on SSD, both on machines of their own",
  many: "whoever writes at the same time shares a transaction and an event",
  rows: "2 connections × 1,000 values; STEAN reached 1,553/s",
  mqtt: "1 client, QoS 1, up to 200 unacknowledged; recorded before it is acknowledged",
};

const startMs = Date.UTC(2020, 0, 1);

const perSecond = async (
  seconds: number,
  lanes: number,
  work: (lane: number, n: number) => Promise<number>,
): Promise<number> => {
  const began = performance.now();
  let done = 0;
  let n = 0;
  const lane = async (own: number) => {
    while (performance.now() - began < seconds * 1000) {
      const more = await work(own, n++);
      done += more; // not before the wait: the lanes share it
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, own) => lane(own)));
  return done / ((performance.now() - began) / 1000);
};

const measure = async (
  ready: SensorThingsReady,
  seconds: number,
): Promise<[what: string, value: number, aim: number | undefined, note: string][]> => {
  const { url, token, datastreams, mqttPort } = ready;
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${url}/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  const observation = (n: number) => ({
    result: (n % 1000) / 100,
    phenomenonTime: new Date(startMs + n * 1000).toISOString(),
  });
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
    const order: SensorThingsOrder = { place: await place() };
    const child = fork(program, { env: { ...process.env, NODE_ORDER: JSON.stringify(order) }, execArgv: [] });
    try {
      const ready = await new Promise<SensorThingsReady>((resolve, reject) => {
        child.once("exit", () => reject(new Error("the node ended")));
        child.once("message", (word) => resolve(word as SensorThingsReady));
      });
      for (const [what, value, aim, about] of await measure(ready, seconds)) {
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
      child.removeAllListeners("exit");
      child.kill("SIGKILL");
      await remove();
    }
  }
  return figures;
};
