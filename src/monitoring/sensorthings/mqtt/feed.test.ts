import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { connectAsync, type MqttClient } from "mqtt";
import { langfang, tongzhou } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { record } from "../../observations/record.ts";
import { testNetwork } from "../../test-network.ts";
import { openSensorThings } from "../open.ts";
import { insertSupplier, newToken } from "../supplier-store.ts";
import {
  exampleThing,
  exampleTree,
  idIn,
  maker,
  root,
  askSensorThings,
  type AskedSensorThings,
} from "../test-sensor-things.ts";
import { openBroker, type Broker } from "./broker.ts";

for (const { name, open } of testDatabases())
  describe(`what subscribers hear of (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    /** Two processes of Langfang's node; clients subscribe at the first. */
    let [first, second]: [AskedSensorThings, AskedSensorThings] = [undefined!, undefined!];
    let broker: Broker;
    let client: MqttClient;
    before(async () => {
      net = await testNetwork({ [tongzhou]: (await open()).db, [langfang]: (await open()).db });
      const { db, deps } = net.node(langfang);
      [first, second] = [askSensorThings(openSensorThings(deps)), askSensorThings(openSensorThings(deps))];
      broker = await openBroker(first.sta, { host: "127.0.0.1", port: 0, root });
      const token = newToken();
      await insertSupplier(
        db,
        { name: "logger", stations: ["local"], createdAt: new Date().toISOString() },
        token,
      );
      client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { username: "logger", password: token });
    });
    after(async () => {
      await client.endAsync(true);
      await broker.stop();
    });

    /** Everything that comes on a topic from now on. */
    const listen = async (topic: string): Promise<() => Promise<Record<string, unknown>>> => {
      const heard: Record<string, unknown>[] = [];
      const waiting: (() => void)[] = [];
      client.on("message", (from, payload) => {
        if (from !== topic) return;
        heard.push(JSON.parse(payload.toString()) as Record<string, unknown>);
        waiting.shift()?.();
      });
      await client.subscribeAsync(topic, { qos: 1 });
      return async () => {
        if (heard.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
        return heard.shift()!;
      };
    };

    it("are a peer's values as its pages bring them: new, late and corrected ones, each once", async () => {
      const next = await listen("v1.1/Datastreams('upper.ph')/Observations");
      const nowMs = Date.now() - 60_000;
      const cross = async (atMs: number, value: number) => {
        const recorded = await record(net.node(tongzhou).deps, [{ stream: "upper/ph", atMs, value }], {
          source: "test",
        });
        assert.ok(recorded.ok);
        await net.exchangeAll();
        net.node(langfang).tellApplied();
      };
      await cross(nowMs, 7.1);
      assert.equal((await next())["result"], 7.1);
      await cross(nowMs - 3_600_000, 7.3);
      const late = await next();
      assert.deepEqual([late["result"], late["resultQuality"]], [7.3, { flags: ["late"] }]);
      await cross(nowMs, 7.2);
      const corrected = await next();
      assert.equal(corrected["result"], 7.2);
      assert.equal((corrected["resultQuality"] as { revision: number }).revision, 1);
      await cross(nowMs + 1000, 7.4);
      assert.equal((await next())["result"], 7.4);
    });

    it("are entities that another process of the same node makes and changes, and only properties that changed", async () => {
      const things = await listen("v1.1/Things");
      const thing = await second.post("Things", exampleThing);
      assert.equal((await things())["name"], exampleThing.name);
      const topic = `v1.1/Things(${idIn(thing)})`;
      const [names, texts] = [await listen(`${topic}/name`), await listen(`${topic}/description`)];
      await second.ask("PATCH", thing, { description: "moved" });
      assert.deepEqual(await texts(), { description: "moved" });
      await second.ask("PATCH", thing, { name: "renamed", description: "moved" });
      assert.deepEqual(await names(), { name: "renamed" });
    });

    it("are observations of another process, and what is said beside a value that stays the same", async () => {
      const thing = await second.post("Things", exampleTree);
      const [stream] = (await second.get(`${thing}/Datastreams`)).body.value;
      const address = String(stream!["@iot.selfLink"]);
      const next = await listen(`v1.1/Datastreams(${idIn(address)})/Observations`);
      const observation = await second.post(`${address}/Observations`, { result: 20 });
      assert.equal((await next())["result"], 20);
      await first.ask("PATCH", observation, { parameters: { by: "hand" } }, maker);
      assert.deepEqual((await next())["parameters"], { by: "hand" });
    });

    it("go on after the last subscriber left and another came", async () => {
      const topic = "v1.1/Datastreams('upper.turbidity')/Observations";
      await listen(topic);
      await client.unsubscribeAsync(topic);
      const next = await listen(topic);
      const atMs = Date.now() - 1000;
      assert.ok(
        (
          await record(net.node(tongzhou).deps, [{ stream: "upper/turbidity", atMs, value: 3 }], {
            source: "test",
          })
        ).ok,
      );
      await net.exchangeAll();
      net.node(langfang).tellApplied();
      assert.equal((await next())["result"], 3);
    });
  });
