import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { RawRequest } from "#base/raw-route.ts";
import { testDatabases } from "#node/test-database.ts";
import { sensorThingsRoute } from "./http.ts";
import { insertSupplier, newToken, revokeSupplier } from "./supplier-store.ts";
import { exampleThing, exampleTree, testSensorThings, type TestSensorThings } from "./test-sensor-things.ts";

const now = "2026-04-01T08:00:00.000Z";

for (const { name, open } of testDatabases())
  describe(`SensorThings over HTTP (${name})`, () => {
    let sta: TestSensorThings;
    const token = newToken();
    before(async () => {
      const { db } = await open();
      sta = await testSensorThings(db, () => now);
      await insertSupplier(db, { name: "maker", stations: ["local"], createdAt: now }, token);
    });
    const ask = async (method: string, below: string, body: string, headers: Record<string, string>) => {
      const request: RawRequest = {
        method,
        below,
        headers: new Headers(headers),
        body: Buffer.from(body),
        origin: "http://node.test",
        language: "en",
        countAnonymous: () => undefined,
        problem: ({ code }) => ({ status: 400, body: JSON.stringify({ code }) }),
      };
      const answer = await sensorThingsRoute(sta.sta).answer(request);
      if (!answer.ok) return { code: answer.refusal.code, status: 0, body: "" };
      return { status: answer.value.status, body: String(answer.value.body ?? ""), code: undefined };
    };
    const bearer = { authorization: `Bearer ${token}` };

    it("knows a supplier by bearer and by basic, and nobody by a wrong or revoked token", async () => {
      const thing = JSON.stringify(exampleThing);
      const basic = Buffer.from(`anything:${token}`).toString("base64");
      assert.equal((await ask("POST", "/Things", thing, bearer)).status, 201);
      assert.equal((await ask("POST", "/Things", thing, { authorization: `Basic ${basic}` })).status, 201);
      assert.equal(
        (await ask("POST", "/Things", thing, { authorization: "Bearer twl_no" })).code,
        "SUPPLIER_UNKNOWN",
      );
      assert.equal((await ask("POST", "/Things", thing, {})).code, "NOT_SIGNED_IN");
      const { db } = sta.sta.deps;
      const gone = newToken();
      await insertSupplier(db, { name: "gone", stations: ["local"], createdAt: now }, gone);
      await revokeSupplier(db, "gone", now);
      assert.equal(
        (await ask("GET", "/Things", "", { authorization: `Bearer ${gone}` })).code,
        "SUPPLIER_UNKNOWN",
      );
    });

    it("refuses a body that is no JSON, and methods that are not offered", async () => {
      assert.equal((await ask("POST", "/Things", "{ nonsense", bearer)).code, "STA_BODY");
      assert.equal((await ask("DELETE", "/Things", "", bearer)).code, "STA_METHOD");
    });

    it("answers a JSON batch: each request for itself, a group as a whole, with references inside it", async () => {
      const batch = (requests: unknown[]) =>
        ask("POST", "/$batch", JSON.stringify({ requests }), {
          ...bearer,
          "content-type": "application/json",
        });
      const { body } = await batch([
        { id: "0", method: "get", url: "Things?$count=true&$top=0" },
        { id: "thing", atomicityGroup: "g", method: "post", url: "Things", body: exampleTree },
        {
          id: "place",
          atomicityGroup: "g",
          method: "post",
          url: "$thing/Locations",
          body: exampleTree.Locations[0],
        },
        { id: "3", method: "get", url: "Nothings" },
      ]);
      const { responses } = JSON.parse(body) as {
        responses: { id: string; status: number; location?: string }[];
      };
      assert.deepEqual(
        responses.map(({ id, status }) => [id, status]),
        [
          ["0", 200],
          ["thing", 201],
          ["place", 201],
          ["3", 400],
        ],
      );
      assert.equal((await sta.get(`${responses[1]!.location}/Locations`)).body.value.length, 1);

      const before = (await sta.get("Things/$count")).text;
      const failed = await batch([
        { id: "1", atomicityGroup: "g", method: "post", url: "Things", body: exampleThing },
        { id: "2", atomicityGroup: "g", method: "post", url: "Things", body: {} },
      ]);
      assert.equal(
        (JSON.parse(failed.body) as { responses: { status: number }[] }).responses[0]?.status,
        400,
      );
      assert.equal((await sta.get("Things/$count")).text, before);
    });

    it("answers a multipart batch with its change set", async () => {
      const thing = JSON.stringify(exampleThing);
      const part = (id: string, body: string) =>
        [
          "Content-Type: application/http",
          `Content-ID: ${id}`,
          "",
          "POST Things HTTP/1.1",
          "Content-Type: application/json",
          "",
          body,
        ].join("\r\n");
      const text = [
        "--b",
        "Content-Type: application/http",
        "",
        "GET /v1.1/Things?$top=1 HTTP/1.1",
        "",
        "",
        "--b",
        "Content-Type: multipart/mixed; boundary=c",
        "",
        "--c",
        part("1", thing),
        "--c",
        part("2", thing),
        "--c--",
        "",
        "--b--",
        "",
      ].join("\r\n");
      const { status, body } = await ask("POST", "/$batch", text, {
        ...bearer,
        "content-type": "multipart/mixed; boundary=b",
      });
      assert.equal(status, 200);
      assert.equal(body.match(/HTTP\/1\.1 201/g)?.length, 2);
      assert.equal(body.match(/HTTP\/1\.1 200/g)?.length, 1);
      assert.equal(
        (await ask("POST", "/$batch", "x", { ...bearer, "content-type": "multipart/mixed" })).code,
        "STA_BODY",
      );
    });
  });
