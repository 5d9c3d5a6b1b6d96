import assert from "node:assert/strict";
import { once, type EventEmitter } from "node:events";
import { after, before, describe, it } from "node:test";
import { connectAsync, type MqttClient } from "mqtt";
import { testDatabases } from "#node/test-database.ts";
import { record } from "../../observations/record.ts";
import { insertSupplier, newToken, revokeSupplier } from "../supplier-store.ts";
import { exampleTree, idIn, root, testSensorThings, type TestSensorThings } from "../test-sensor-things.ts";
import { openBroker, refusedTopic, type Broker } from "./broker.ts";

const [embedded] = testDatabases();

describe("SensorThings over MQTT", () => {
  let sta: TestSensorThings;
  let broker: Broker;
  const clients: MqttClient[] = [];
  const tokens = { local: newToken(), upper: newToken() };
  const connect = async (password?: string): Promise<MqttClient> => {
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
      reconnectPeriod: 0,
      ...(password !== undefined && { username: "logger", password }),
    });
    clients.push(client);
    return client;
  };
  /** The next message on a topic. */
  const heard = (client: MqttClient, topic: string): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      client.on("message", (from, payload) => {
        if (from === topic) resolve(JSON.parse(payload.toString()) as Record<string, unknown>);
      });
    });
  before(async () => {
    const { db } = await embedded!.open();
    sta = await testSensorThings(db, () => new Date().toISOString(), { grant: { publishes: ["observe"] } });
    for (const [name, token] of Object.entries(tokens))
      await insertSupplier(db, { name, stations: [name], createdAt: new Date().toISOString() }, token);
    broker = await openBroker(sta.sta, { host: "127.0.0.1", port: 0, root });
  });
  after(async () => {
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await broker.stop();
  });

  it("records what is published, acknowledges it, and tells those who subscribed", async () => {
    const stream = await sta
      .post("Things", exampleTree)
      .then(async (thing) => String((await sta.get(`${thing}/Datastreams`)).body.value[0]!["@iot.selfLink"]));
    const client = await connect(tokens.local);
    const topic = `v1.1/Datastreams(${idIn(stream)})/Observations`;
    await client.subscribeAsync([topic, `${topic}?$select=result`, "v1.1/Observations"], { qos: 1 });
    const [whole, chosen] = [heard(client, topic), heard(client, `${topic}?$select=result`)];
    await client.publishAsync(topic, JSON.stringify({ result: 21.5 }), { qos: 1 });
    assert.equal((await whole)["result"], 21.5);
    assert.deepEqual(await chosen, { result: 21.5 });
    assert.deepEqual(await sta.results(`${stream}/Observations`), [21.5]);
    const again = heard(client, "v1.1/Observations");
    await client.publishAsync(
      "v1.1/Observations",
      JSON.stringify({
        result: 22,
        Datastream: { "@iot.id": idIn(stream) },
        phenomenonTime: "2026-03-01T00:00:00Z",
      }),
      { qos: 1 },
    );
    assert.equal((await again)["phenomenonTime"], "2026-03-01T00:00:00.000Z");
  });

  it("tells of entities and of properties that change", async () => {
    const thing = await sta.post("Things", exampleTree);
    const client = await connect(tokens.local);
    const path = `v1.1/Things(${idIn(thing)})`;
    await client.subscribeAsync([path, `${path}/description`, "v1.1/Things"]);
    const [whole, property] = [heard(client, path), heard(client, `${path}/description`)];
    await sta.ask("PATCH", thing, { description: "moved" });
    assert.equal((await whole)["description"], "moved");
    assert.deepEqual(await property, { description: "moved" });
    const made = heard(client, "v1.1/Things");
    await sta.post("Things", { name: "new", description: "…" });
    assert.equal((await made)["name"], "new");
  });

  it("tells anybody of public stations, however their values came, and nobody of what is not public", async () => {
    const visitor = await connect();
    const topic = "v1.1/Datastreams('upper.ph')/Observations";
    await visitor.subscribeAsync(topic);
    const { deps } = sta.net.node(sta.parties.tongzhou);
    const atMs = Date.now() - 60_000;
    await record(deps, [{ stream: "upper/ph", atMs: atMs - 1000, value: 7.1 }], { source: "test" });
    const next = heard(visitor, topic);
    const logger = await connect(tokens.upper);
    await logger.publishAsync(
      topic,
      JSON.stringify({ result: 7.3, phenomenonTime: new Date(atMs).toISOString() }),
      { qos: 1 },
    );
    assert.ok([7.1, 7.3].includes(Number((await next)["result"])));
    const thing = idIn(await sta.post("Things", exampleTree));
    const [granted] = await visitor.subscribeAsync(`v1.1/Things(${thing})`).catch(() => [{ qos: 128 }]);
    assert.equal(granted?.qos, 128);
  });

  it("lets nobody in with a wrong token", async () => {
    await assert.rejects(connect("twl_wrong"), /Bad username or password/);
  });

  it("ends the connection of a supplier whose token is revoked, whether it writes or listens", async () => {
    const { db } = sta.sta.deps;
    const token = newToken();
    await insertSupplier(
      db,
      { name: "leaving", stations: ["upper"], createdAt: new Date().toISOString() },
      token,
    );
    const client = await connect(token);
    await client.subscribeAsync("v1.1/Observations");
    const closed = once(client as unknown as EventEmitter, "close");
    await revokeSupplier(db, "leaving", new Date().toISOString());
    await closed;
  });

  it("ends the connection of who writes to a station that is not theirs, or to no topic of observations", async () => {
    for (const topic of ["v1.1/Datastreams('lower.ph')/Observations", "v1.1/Things", "other/topic"]) {
      const client = await connect(tokens.upper);
      const closed = once(client as unknown as EventEmitter, "close");
      client.publish(topic, JSON.stringify({ result: 7 }), { qos: 1 }, () => {});
      await closed;
    }
  });

  it("says what it cannot read, and goes on", async () => {
    const client = await connect(tokens.upper);
    await client.subscribeAsync(refusedTopic);
    const refused = heard(client, refusedTopic);
    await client.publishAsync("v1.1/Datastreams('upper.ph')/Observations", "{ nonsense", { qos: 1 });
    assert.equal((await refused)["code"], "STA_BODY");
    await client.publishAsync("v1.1/Datastreams('upper.ph')/Observations", JSON.stringify({ result: 7.4 }), {
      qos: 1,
    });
  });

  it("refuses wildcards, and filters, which it would not heed", async () => {
    const client = await connect(tokens.upper);
    for (const topic of ["v1.1/#", "v1.1/Datastreams('upper.ph')/Observations?$filter=result gt 7"]) {
      const [granted] = await client.subscribeAsync(topic).catch(() => [{ qos: 128 }]);
      assert.equal(granted?.qos, 128, topic);
    }
  });
});
