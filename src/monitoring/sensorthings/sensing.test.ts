import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import { record } from "../observations/record.ts";
import { entityTypes } from "./model.ts";
import { anyone, root, testSensorThings, type TestSensorThings } from "./test-sensor-things.ts";

const now = "2026-04-01T08:00:00.000Z";
const nowMs = Date.parse(now);
const hour = 3_600_000;

for (const { name, open } of testDatabases())
  describe(`stations of a network as SensorThings (${name})`, () => {
    let service: TestSensorThings;
    before(async () => {
      service = await testSensorThings((await open()).db, () => now, { grant: { publishes: ["observe"] } });
      const { deps } = service.net.node(service.parties.tongzhou);
      const readings = Array.from({ length: 300 }, (_, i) => ({
        stream: "upper/ammonia-nitrogen",
        atMs: nowMs - (300 - i) * hour,
        value: (i % 50) / 100,
        averagingMinutes: i === 299 ? 60 : 0,
      }));
      readings.push(
        ...["upper/ph", "upper/turbidity"].map((stream, i) => ({
          stream,
          atMs: nowMs - 2 * hour - i,
          value: 7 + i,
          averagingMinutes: 0,
        })),
      );
      assert.ok((await record(deps, readings, { source: "test" })).ok);
    });

    it("says at its root what it has and what it fulfils", async () => {
      const { body } = await service.get("", anyone);
      assert.deepEqual(
        body.value,
        Object.values(entityTypes).map(({ set }) => ({ name: set, url: `${root}/${set}` })),
      );
      const { conformance } = body["serverSettings"] as { conformance: string[] };
      assert.ok(conformance.includes("http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel/thing"));
      assert.ok(!conformance.some((one) => one.includes("multi-datastream")));
    });

    it("offers every set, its entities with their properties and links, and every link leads somewhere", async () => {
      for (const { set, properties, navigation } of Object.values(entityTypes)) {
        const { body } = await service.get(set, anyone);
        const [entity] = body.value;
        if (set === "HistoricalLocations") continue; // stations do not move
        assert.ok(entity, set);
        assert.equal((await service.get(String(entity["@iot.selfLink"]))).body["@iot.id"], entity["@iot.id"]);
        for (const [name, { required, derived }] of Object.entries(properties))
          if (required && !derived) assert.ok(entity[name] !== undefined, `${set}.${name}`);
        for (const [name, { many }] of Object.entries(navigation)) {
          const linked = await service.get(String(entity[`${name}@iot.navigationLink`]));
          assert.ok(
            many ? Array.isArray(linked.body.value) : linked.body["@iot.id"] !== undefined,
            `${set}/${name}`,
          );
        }
      }
    });

    it("answers properties, their bare values, references and counts", async () => {
      const thing = "Things('upper')";
      assert.equal((await service.get(`${thing}/name`)).body["name"], "示例断面upper");
      assert.equal((await service.get(`${thing}/name/$value`)).text, "示例断面upper");
      assert.equal((await service.get(`${thing}/properties/kind`)).body["kind"], "section");
      const { body } = await service.get(`${thing}/Datastreams/$ref`);
      assert.deepEqual(Object.keys(body.value[0]!), ["@iot.selfLink"]);
      assert.equal((await service.get(`${thing}/Datastreams/$count`)).text, "8");
      assert.equal(
        (await service.get("Datastreams('upper.ph')/Thing/Locations('upper')/name/$value")).text,
        "示例断面upper",
      );
    });

    for (const address of [
      "Nothings",
      "Things(99)",
      "Things('upper')/nothing",
      "Datastreams('upper.ph')/Thing(1)",
      "Things('upper')/Locations('lower')",
    ])
      it(`finds nothing at ${address}`, async () => {
        assert.equal((await service.ask("GET", address)).code, "STA_PATH");
      });

    it("pages through a series by links, in either order, with an exact count", async () => {
      for (const order of ["asc", "desc"]) {
        const seen: string[] = [];
        let address: string | undefined =
          `Datastreams('upper.ammonia-nitrogen')/Observations?$orderby=phenomenonTime ${order}&$top=70&$count=true&$select=phenomenonTime`;
        while (address) {
          const { body } = await service.get(address);
          assert.equal(body["@iot.count"], 300);
          seen.push(...body.value.map(({ phenomenonTime }) => String(phenomenonTime).split("/").at(-1)!));
          address = body["@iot.nextLink"] as string | undefined;
        }
        assert.equal(new Set(seen).size, 300);
        const inOrder = seen.toSorted((a, b) => a.localeCompare(b));
        assert.deepEqual(seen, order === "asc" ? inOrder : inOrder.toReversed());
      }
    });

    it("sorts by result, and by several keys, across pages", async () => {
      const first = await service.get(
        "Datastreams('upper.ammonia-nitrogen')/Observations?$orderby=result desc,phenomenonTime asc&$top=10&$filter=result gt 0.47",
      );
      const second = await service.get(String(first.body["@iot.nextLink"]));
      const all = [...first.body.value, ...second.body.value];
      assert.deepEqual(
        all.map(({ result }) => result),
        [...Array(6).fill(0.49), ...Array(6).fill(0.48)],
      );
      assert.equal(second.body["@iot.nextLink"], undefined);
    });

    it("reads all streams in the order of time, newest first", async () => {
      const { body } = await service.get(
        "Observations?$orderby=phenomenonTime desc&$top=4&$expand=Datastream($select=id)",
      );
      assert.deepEqual(
        body.value.map(({ Datastream: of, result }) => [(of as Record<string, unknown>)["@iot.id"], result]),
        [
          ["upper.ammonia-nitrogen", 0.49],
          ["upper.ammonia-nitrogen", 0.48],
          ["upper.ph", 7],
          ["upper.turbidity", 8],
        ],
      );
    });

    it("gives the newest value of every datastream of a thing at once", async () => {
      const { body } = await service.get(
        "Things('upper')?$select=name&$expand=Datastreams($select=name;$orderby=name;$expand=Observations($top=1;$orderby=phenomenonTime desc;$select=result))",
      );
      const streams = body["Datastreams"] as { Observations: { result: number }[] }[];
      assert.equal(streams.length, 8);
      assert.deepEqual(
        streams.flatMap(({ Observations }) => Observations.map(({ result }) => result)).sort((a, b) => a - b),
        [0.49, 7, 8],
      );
    });

    it("says over what an observation is a mean, and what its quality is", async () => {
      const { body } = await service.get(
        "Datastreams('upper.ammonia-nitrogen')/Observations?$orderby=phenomenonTime desc&$top=1",
      );
      assert.equal(body.value[0]!["phenomenonTime"], "2026-04-01T06:00:00.000Z/2026-04-01T07:00:00.000Z");
      assert.equal(body.value[0]!["resultTime"], null);
      const { body: stream } = await service.get("Datastreams('upper.ph')");
      assert.equal(stream["phenomenonTime"], "2026-04-01T06:00:00.000Z");
    });

    it("answers dataArray: values by datastream, in the components that were chosen", async () => {
      const { body } = await service.get(
        "Observations?$resultFormat=dataArray&$orderby=phenomenonTime desc&$top=3&$select=id,result&$count=true",
      );
      assert.equal(body["@iot.count"], 302);
      const [first] = body.value;
      assert.deepEqual(first!["components"], ["@iot.id", "result"]);
      assert.equal(first!["dataArray@iot.count"], 2);
      assert.deepEqual((first!["dataArray"] as unknown[])[0], [
        `upper.ammonia-nitrogen~${nowMs - hour}`,
        0.49,
      ]);
    });

    it("filters across relations, both ways", async () => {
      const { get, names } = service;
      assert.deepEqual(await names("Things?$filter=Datastreams/Observations/result gt 7.5"), [
        "示例断面upper",
      ]);
      const { body } = await get(
        "Observations?$filter=Datastream/Thing/name eq '示例断面upper' and Datastream/ObservedProperty/id eq 'ph'",
      );
      assert.deepEqual(
        body.value.map(({ result }) => result),
        [7],
      );
      assert.equal(
        (
          await get(
            "Datastreams?$filter=phenomenonTime gt 2026-03-01T00:00:00Z/2026-03-02T00:00:00Z&$count=true",
          )
        ).body["@iot.count"],
        3,
      );
    });

    it("shows nobody who is not signed in what the clause does not publish", async () => {
      const closed = await testSensorThings((await open()).db, () => now);
      assert.equal((await closed.get("Things", anyone)).body.value.length, 0);
      assert.equal((await closed.ask("GET", "Things('upper')", undefined, anyone)).code, "STA_PATH");
      assert.equal((await closed.get("Things")).body.value.length, 3);
    });
  });
