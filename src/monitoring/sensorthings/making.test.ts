import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import {
  anyone,
  exampleDatastream,
  exampleFeature,
  exampleLocation,
  exampleProperty,
  exampleSensor,
  exampleThing,
  exampleTree,
  idIn,
  testSensorThings,
  type TestSensorThings,
} from "./test-sensor-things.ts";

const now = "2026-04-01T08:00:00.000Z";
const supplier = (name: string, ...stations: string[]) => ({ kind: "supplier", name, stations }) as const;

for (const { name, open } of testDatabases())
  describe(`what clients make, change and remove (${name})`, () => {
    let sta: TestSensorThings;
    before(async () => {
      sta = await testSensorThings((await open()).db, () => now);
    });
    const datastreamOf = async (thing: string): Promise<string> =>
      String((await sta.get(`${thing}/Datastreams`)).body.value[0]!["@iot.selfLink"]);

    it("makes a thing with all that hangs on it at once, and its history", async () => {
      const thing = await sta.post("Things", exampleTree);
      const { body } = await sta.get(
        `${thing}?$expand=Locations,HistoricalLocations/Locations,Datastreams($expand=Sensor,ObservedProperty)`,
      );
      assert.deepEqual(body["properties"], exampleThing.properties);
      const [place] = body["Locations"] as Record<string, unknown>[];
      assert.deepEqual(place?.["location"], exampleLocation.location);
      const [history] = body["HistoricalLocations"] as { time: string; Locations: unknown[] }[];
      assert.equal(history?.time, now);
      assert.equal(history.Locations.length, 1);
      const [stream] = body["Datastreams"] as Record<string, Record<string, unknown>>[];
      assert.equal(stream?.["Sensor"]?.["metadata"], exampleSensor.metadata);
      assert.equal(stream["ObservedProperty"]?.["definition"], exampleProperty.definition);
    });

    it("links to what there is already, by body and by address", async () => {
      const thing = await sta.post("Things", exampleThing);
      const sensor = await sta.post("Sensors", exampleSensor);
      const property = await sta.post("ObservedProperties", exampleProperty);
      const stream = await sta.post(`${thing}/Datastreams`, {
        ...exampleDatastream,
        Sensor: { "@iot.id": idIn(sensor) },
        ObservedProperty: { "@iot.id": idIn(property) },
      });
      assert.equal((await sta.get(`${stream}/Thing`)).body["@iot.id"], idIn(thing));
      assert.equal((await sta.get(`${sensor}/Datastreams`)).body.value.length, 1);
    });

    for (const [what, set, body, field] of [
      ["a thing without a name", "Things", { description: "…" }, "name"],
      [
        "a datastream of no thing",
        "Datastreams",
        { ...exampleDatastream, Sensor: exampleSensor, ObservedProperty: exampleProperty },
        "Thing",
      ],
      [
        "a place that is no GeoJSON",
        "Locations",
        { ...exampleLocation, location: { type: "Point" } },
        "location",
      ],
      [
        "a fault far within",
        "Things",
        {
          ...exampleThing,
          Datastreams: [{ ...exampleDatastream, Sensor: { name: "x" }, ObservedProperty: exampleProperty }],
        },
        "Datastreams[0].Sensor.description",
      ],
      [
        "a relation to nothing",
        "Datastreams",
        {
          ...exampleDatastream,
          Thing: { "@iot.id": 987654 },
          Sensor: exampleSensor,
          ObservedProperty: exampleProperty,
        },
        "Thing",
      ],
      ["an observation of no datastream", "Observations", { result: 1 }, "Datastream"],
    ] as const)
      it(`refuses ${what}, says where, and makes nothing`, async () => {
        const before = (await sta.get(`${set}/$count`)).text;
        const said = await sta.ask("POST", set, body);
        assert.equal(said.code, "STA_ENTITY");
        assert.equal(said.detail?.["field"], field);
        assert.equal((await sta.get(`${set}/$count`)).text, before);
      });

    it("records an observation now if it says no time, about the place of its thing", async () => {
      const thing = await sta.post("Things", exampleTree);
      const stream = await datastreamOf(thing);
      const observation = await sta.post(`${stream}/Observations`, { result: 21.5 });
      const { body } = await sta.get(`${observation}?$expand=FeatureOfInterest`);
      assert.deepEqual([body["result"], body["phenomenonTime"], body["resultTime"]], [21.5, now, null]);
      const feature = body["FeatureOfInterest"] as Record<string, unknown>;
      assert.deepEqual(feature["feature"], exampleLocation.location);
      assert.equal((await sta.get(stream)).body["phenomenonTime"], now);
    });

    it("refuses an observation about nothing: no feature, and a thing without a place", async () => {
      const { Locations: _, ...tree } = exampleTree;
      const stream = await datastreamOf(await sta.post("Things", tree));
      const said = await sta.ask("POST", `${stream}/Observations`, { result: 1 });
      assert.equal(said.detail?.["field"], "FeatureOfInterest");
      await sta.post(`${stream}/Observations`, { result: 1, FeatureOfInterest: exampleFeature });
    });

    it("keeps results of every kind and everything said beside them", async () => {
      const stream = await datastreamOf(await sta.post("Things", exampleTree));
      const beside = {
        resultTime: "2026-03-01T00:00:05.000Z",
        validTime: "2026-03-01T00:00:00.000Z/2026-03-02T00:00:00.000Z",
        parameters: { depth: 3 },
        resultQuality: "good",
      };
      for (const [n, result] of ["text", true, { a: [1] }, null, 5].entries()) {
        const phenomenonTime = `2026-03-0${n + 1}T00:00:00.000Z/2026-03-0${n + 1}T00:00:00.500Z`;
        const made = await sta.post(`${stream}/Observations`, { result, phenomenonTime, ...beside });
        const { body } = await sta.get(made);
        assert.deepEqual(body["result"], result);
        assert.equal(body["phenomenonTime"], phenomenonTime);
        assert.deepEqual(body["parameters"], beside.parameters);
        assert.equal(body["validTime"], beside.validTime);
        assert.equal(body["resultTime"], beside.resultTime);
        assert.equal([body["resultQuality"]].flat()[0], "good");
      }
    });

    it("has one observation for a moment: the same again changes nothing, another value is a revision", async () => {
      const stream = await datastreamOf(await sta.post("Things", exampleTree));
      const at = { phenomenonTime: "2026-03-01T00:00:00Z" };
      const first = await sta.post(`${stream}/Observations`, { result: 1, ...at });
      assert.equal(await sta.post(`${stream}/Observations`, { result: 1, ...at }), first);
      assert.equal(await sta.post(`${stream}/Observations`, { result: 2, ...at }), first);
      const { body } = await sta.get(`${stream}/Observations?$count=true`);
      assert.equal(body["@iot.count"], 1);
      assert.equal(body.value[0]!["result"], 2);
      assert.deepEqual(body.value[0]!["resultQuality"], { flags: ["corrected"], revision: 1 });
    });

    it("changes what is given and leaves the rest; PUT leaves only what is given", async () => {
      const thing = await sta.post("Things", exampleTree);
      await sta.ask("PATCH", thing, { description: "changed" });
      assert.equal((await sta.get(thing)).body["name"], exampleThing.name);
      assert.equal((await sta.get(thing)).body["description"], "changed");
      await sta.ask("PUT", thing, { name: "new", description: "whole" });
      const { body } = await sta.get(thing);
      assert.deepEqual([body["name"], body["properties"]], ["new", undefined]);
      assert.equal((await sta.get(`${thing}/Datastreams/$count`)).text, "1");
      const inline = await sta.ask("PATCH", thing, { Locations: [exampleLocation] });
      assert.deepEqual([inline.code, inline.detail?.["field"]], ["STA_ENTITY", "Locations"]);
    });

    it("remembers where a thing was when it moves", async () => {
      const thing = await sta.post("Things", exampleTree);
      await sta.post(`${thing}/Locations`, { ...exampleLocation, name: "elsewhere" });
      assert.deepEqual(await sta.names(`${thing}/Locations`), ["elsewhere"]);
      const { body } = await sta.get(`${thing}/HistoricalLocations?$expand=Locations`);
      assert.equal(body.value.length, 2);
    });

    it("corrects an observation, in its value and in its time", async () => {
      const stream = await datastreamOf(await sta.post("Things", exampleTree));
      const first = await sta.post(`${stream}/Observations`, {
        result: 7,
        phenomenonTime: "2026-03-01T00:00:00Z",
        parameters: { a: 1 },
      });
      await sta.ask("PATCH", first, { result: 8 });
      assert.deepEqual(
        [(await sta.get(first)).body["result"], (await sta.get(first)).body["parameters"]],
        [8, { a: 1 }],
      );
      const moved = await sta.ask("PATCH", first, { phenomenonTime: "2026-03-02T00:00:00Z" });
      assert.equal((await sta.get(moved.location)).body["result"], 8);
      assert.equal((await sta.get(first)).body["phenomenonTime"], "2026-03-02T00:00:00.000Z");
      assert.equal((await sta.get(`${stream}/Observations/$count`)).text, "1");
    });

    it("removes with an entity what cannot be without it", async () => {
      const thing = await sta.post("Things", exampleTree);
      const stream = await datastreamOf(thing);
      const observation = await sta.post(`${stream}/Observations`, { result: 1 });
      const sensor = String((await sta.get(`${stream}/Sensor`)).body["@iot.selfLink"]);
      await sta.ask("DELETE", observation);
      assert.equal((await sta.ask("GET", observation)).code, "STA_PATH");
      assert.equal((await sta.get(`${stream}/Observations?$count=true`)).body["@iot.count"], 0);
      await sta.ask("DELETE", thing);
      for (const gone of [thing, stream]) assert.equal((await sta.ask("GET", gone)).code, "STA_PATH");
      assert.equal((await sta.get(sensor)).status, 200);
      const other = await sta.post("Things", exampleTree);
      await sta.ask(
        "DELETE",
        String((await sta.get(`${await datastreamOf(other)}/Sensor`)).body["@iot.selfLink"]),
      );
      assert.equal((await sta.get(`${other}/Datastreams`)).body.value.length, 0);
    });

    it("takes rows of values, answers row by row, and a faulty row holds up no other", async () => {
      const stream = await datastreamOf(await sta.post("Things", exampleTree));
      const { body, status } = await sta.ask("POST", "CreateObservations", [
        {
          Datastream: { "@iot.id": idIn(stream) },
          components: ["phenomenonTime", "result", "FeatureOfInterest/id"],
          "dataArray@iot.count": 3,
          dataArray: [
            ["2026-03-01T00:00:00Z", 1, null],
            ["yesterday", 2, null],
            ["2026-03-01T01:00:00Z", 3, null],
          ],
        },
      ]);
      assert.equal(status, 201);
      const lines = body as unknown as string[];
      assert.equal(lines[1], "error");
      assert.equal((await sta.get(lines[2]!)).body["result"], 3);
      assert.deepEqual(await sta.results(`${stream}/Observations`), [1, 3]);
    });

    it("lets a supplier write to its stations, nobody to another party's, and a visitor to nothing", async () => {
      const observed = { result: 7.2, phenomenonTime: "2026-03-01T00:00:00Z" };
      const at = (station: string) => `Datastreams('${station}.ph')/Observations`;
      await sta.post(at("upper"), observed, supplier("a", "upper"));
      for (const [asker, station, code] of [
        [supplier("b", "lower"), "upper", "SUPPLIER_STATION"],
        [supplier("b", "lower"), "lower", "STATION_OF_OTHERS"],
        [supplier("b", "local"), "upper", "SUPPLIER_STATION"],
        [anyone, "upper", "STA_PATH"],
      ] as const)
        assert.equal((await sta.ask("POST", at(station), observed, asker)).code, code);
      assert.equal(
        (await sta.ask("POST", "Things", exampleThing, supplier("a", "upper"))).code,
        "STA_READ_ONLY",
      );
      assert.equal((await sta.ask("POST", "Things", exampleThing, anyone)).code, "NOT_SIGNED_IN");
    });

    it("changes nothing that the agreement says", async () => {
      for (const method of ["PATCH", "PUT", "DELETE"])
        assert.equal(
          (await sta.ask(method, "Things('upper')", { name: "x", description: "y" })).code,
          "STA_FIXED",
        );
      assert.equal((await sta.ask("POST", "Things('upper')/Locations", exampleLocation)).code, "STA_FIXED");
    });

    it("decides again what two make at once: both stand", async () => {
      const thing = await sta.post("Things", exampleTree);
      const streams = await Promise.all(
        Array.from({ length: 5 }, (_, n) =>
          sta.post(`${thing}/Datastreams`, {
            ...exampleDatastream,
            name: `n${n}`,
            Sensor: exampleSensor,
            ObservedProperty: exampleProperty,
          }),
        ),
      );
      assert.equal(new Set(streams).size, 5);
      assert.equal((await sta.get(`${thing}/Datastreams/$count`)).text, "6");
    });
  });
