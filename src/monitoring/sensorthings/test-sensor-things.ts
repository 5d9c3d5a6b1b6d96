import assert from "node:assert/strict";
import type { Db } from "#base/tx.ts";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import type { Clock } from "#base/time.ts";
import { testNetwork, type TestNetworkOptions } from "../test-network.ts";
import type { Asker } from "./access.ts";
import { answer } from "./answer.ts";
import { openSensorThings } from "./open.ts";
import type { SensorThings } from "./undertake.ts";

export const root = "http://node.test/api/sensorthings/v1.1";

export const anyone: Asker = { kind: "anyone" };
export const maker: Asker = { kind: "supplier", name: "maker", stations: ["local"] };

type Json = Record<string, unknown>;

export type Said = {
  status: number;
  location: string;
  body: Json & { value: Json[] };
  text: string;
  code?: string;
  detail?: Json;
};

/** A service asked as a client would ask it, without a port between. */
export const askSensorThings = (sta: SensorThings) => {
  const ask = async (
    method: string,
    address: string,
    body?: unknown,
    asker: Asker = maker,
  ): Promise<Said> => {
    const below = address.startsWith(root) ? address.slice(root.length + 1) : address;
    const [path = "", query = ""] = below.split(/\?(.*)/s);
    const outcome = await answer(sta, { method, path, query, body, root, asker, way: "sensorthings" });
    if (!outcome.ok) {
      const { code, detail } = outcome.refusal;
      return { status: 0, location: "", text: "", body: { value: [] }, code, ...(detail && { detail }) };
    }
    const { status, headers, body: text = "" } = outcome.value;
    const isJson = headers["content-type"] === "application/json";
    return {
      status,
      location: headers["location"] ?? "",
      text,
      body: isJson ? JSON.parse(text) : { value: [] },
    };
  };
  const get = async (address: string, asker: Asker = maker) => {
    const said = await ask("GET", address, undefined, asker);
    assert.equal(said.code, undefined, `${address}: ${said.code} ${JSON.stringify(said.detail)}`);
    return said;
  };
  /** Makes an entity and answers its address. */
  const post = async (address: string, body: unknown, asker: Asker = maker): Promise<string> => {
    const said = await ask("POST", address, body, asker);
    assert.equal(said.status, 201, `${address}: ${said.code} ${JSON.stringify(said.detail)}`);
    return said.location;
  };
  const names = async (address: string): Promise<unknown[]> =>
    (await get(address)).body.value.map(({ name }) => name);
  const results = async (address: string): Promise<unknown[]> =>
    (await get(address)).body.value.map(({ result }) => result);
  return { sta, ask, get, post, names, results };
};
export type AskedSensorThings = ReturnType<typeof askSensorThings>;

/** A service in memory over a real database. */
export const testSensorThings = async (db: Db, clock: Clock, options: TestNetworkOptions = {}) => {
  const net = await testNetwork({ [tongzhou]: db }, { ...options, clock });
  const asked = askSensorThings(openSensorThings(net.node(tongzhou).deps));
  return { net, ...asked, parties: { tongzhou, wuqing, langfang } };
};
export type TestSensorThings = Awaited<ReturnType<typeof testSensorThings>>;

export const exampleThing = {
  name: "示例机房 sample room",
  description: "A room with a thermometer",
  properties: { floor: 3, tags: { colour: "blue" } },
};
export const exampleLocation = {
  name: "示例地点 sample place",
  description: "Where the room is",
  encodingType: "application/geo+json",
  location: { type: "Point", coordinates: [116.66, 39.9] },
};
export const exampleSensor = {
  name: "示例温度计 sample thermometer",
  description: "A thermometer",
  encodingType: "application/pdf",
  metadata: "https://example.org/thermometer.pdf",
};
export const exampleProperty = {
  name: "示例温度 sample temperature",
  description: "Temperature of the air",
  definition: "https://example.org/temperature",
};
export const exampleDatastream = {
  name: "示例气温 sample air temperature",
  description: "Temperature in the room",
  unitOfMeasurement: { name: "degree Celsius", symbol: "°C", definition: "https://ucum.org/ucum#Cel" },
  observationType: "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
};
export const exampleFeature = {
  name: "示例对象 sample feature",
  description: "A corner of the room",
  encodingType: "application/geo+json",
  feature: { type: "Point", coordinates: [116.67, 39.91] },
};
/** A thing with all that hangs on it, as one deep insert. */
export const exampleTree = {
  ...exampleThing,
  Locations: [exampleLocation],
  Datastreams: [{ ...exampleDatastream, Sensor: exampleSensor, ObservedProperty: exampleProperty }],
};

/** `Things(1)` of an address. */
export const pathIn = (address: string): string => address.slice(root.length + 1);
export const idIn = (address: string): number | string => {
  const text = decodeURIComponent(/\((.+)\)$/.exec(address)![1]!);
  return text.startsWith("'") ? text.slice(1, -1) : Number(text);
};
