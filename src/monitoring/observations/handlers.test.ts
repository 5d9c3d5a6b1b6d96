import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { FileAnswer } from "#base/contract.ts";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { testContext, testNetwork, testRivers, testStation } from "../test-network.ts";
import { observationHandlers } from "./handlers.ts";
import type { Reading } from "./reading.ts";
import { record } from "./record.ts";

const hour = 3_600_000;
const from = "2026-03-01T00:00:00.000Z";
const to = "2026-03-02T00:00:00.000Z";
const at = (h: number) => Date.parse(from) + h * hour;

const open2 = {
  ...testRivers,
  id: "open-air",
  stations: [testStation("tower", tongzhou, { properties: ["pm25"] })],
};

for (const { name, open } of testDatabases())
  describe(`asking for measurements (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      const databases = { [tongzhou]: (await open()).db, [wuqing]: (await open()).db };
      net = await testNetwork(databases, {
        clock: () => to,
        networks: [testRivers, open2],
        grant: { networks: ["networks/test-rivers.json"] },
        more: [{ networks: ["networks/open-air.json"], publishes: ["observe"] }],
      });
      const readings: Reading[] = [
        { stream: "upper/ph", atMs: at(1), value: 7.1 },
        { stream: "upper/ph", atMs: at(2), value: 7.2 },
        { stream: "tower/pm25", atMs: at(2), value: 35, averagingMinutes: 60 },
      ];
      await record(net.node(tongzhou).deps, readings, { source: "test" });
      await record(net.node(tongzhou).deps, [{ ...readings[0]!, value: 7.4 }], {
        source: "import sha256:00",
      });
      await net.exchangeAll();
    });
    const there = () => observationHandlers(net.node(wuqing).deps);
    const asked = <Q>(query: Q) => ({ params: undefined, query, body: undefined });
    const streams = ["upper/ph", "tower/pm25", "nowhere/ph"];

    it("shows staff on the other side what the parties share, and the public what is public", async () => {
      const staff = await there().latestObservations(asked({}), testContext("duty-officer"));
      assert.ok(staff.ok);
      assert.deepEqual(
        staff.value.latest.map(({ stream, value }) => [stream, value]),
        [
          ["tower/pm25", 35],
          ["upper/ph", 7.2],
        ],
      );
      const anyone = await there().latestObservations(asked({ streams }), testContext());
      assert.ok(anyone.ok);
      assert.deepEqual(
        anyone.value.latest.map(({ stream }) => stream),
        ["tower/pm25"],
      );
    });

    it("gives columns to charts, and what was replaced to whoever wants to know", async () => {
      const series = await there().observationSeries(
        asked({ streams, from, to }),
        testContext("duty-officer"),
      );
      assert.ok(series.ok);
      const ph = series.value.series.find(({ stream }) => stream === "upper/ph")!;
      assert.deepEqual(
        [ph.atMs, ph.values, ph.revisions],
        [
          [at(1), at(2)],
          [7.4, 7.2],
          [1, 0],
        ],
      );
      const query = { stream: "upper/ph", from, to };
      const revisions = await there().observationRevisions(asked(query), testContext("duty-officer"));
      assert.ok(revisions.ok);
      assert.deepEqual(
        revisions.value.revisions.map(({ value, by, source }) => [value, by.party, source]),
        [[7.1, tongzhou, "import sha256:00"]],
      );
      const anyone = await there().observationRevisions(asked(query), testContext());
      assert.deepEqual(anyone, { ok: true, value: { revisions: [] } });
    });

    it("writes files that say unit, averaging, flags and what was replaced", async () => {
      const csv = await there().exportObservations(
        asked({ streams, from, to, format: "csv" as const }),
        testContext("duty-officer"),
      );
      assert.ok(csv.ok);
      const lines = String((csv.value as FileAnswer).content)
        .trimEnd()
        .split("\r\n");
      assert.deepEqual(lines, [
        "\uFEFFstation,property,time,value,unit,averaging_minutes,flags,revision,replaced_at,replaced_by",
        "tower,pm25,2026-03-01T02:00:00.000Z,35,ug/m3,60,,0,,",
        `upper,ph,2026-03-01T01:00:00.000Z,7.1,[pH],,,0,${to},${tongzhou} node import sha256:00`,
        "upper,ph,2026-03-01T01:00:00.000Z,7.4,[pH],,corrected,1,,",
        "upper,ph,2026-03-01T02:00:00.000Z,7.2,[pH],,,0,,",
      ]);
    });
  });
