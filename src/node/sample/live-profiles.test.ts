import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { readProfiles } from "#monitoring/profiles/store.ts";
import { testNetwork, testRivers, testStation } from "#monitoring/test-network.ts";
import { testDatabases } from "../test-database.ts";
import { letLidarsReport } from "./live-profiles.ts";

const hourMs = 3_600_000;
const firstHourMs = Date.parse("2026-02-28T19:00:00.000Z");

for (const { name, open } of testDatabases())
  describe(`lidars of a trial (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    let now = "2026-03-02T00:40:00.000Z";
    before(async () => {
      const lidar = testStation("tower", tongzhou, { kind: "lidar", properties: ["pm10"] });
      net = await testNetwork(
        { [tongzhou]: (await open()).db, [wuqing]: (await open()).db },
        { networks: [{ ...testRivers, stations: [lidar] }], clock: () => now },
      );
    });
    const seenAt = async (party: string) => {
      await net.exchangeAll();
      const { db } = net.node(party).deps;
      return readProfiles(db, { station: "tower", fromMs: 0, toMs: Date.parse(now) + 1, most: 1_000 });
    };

    it("report a past of full hours once, by their own node alone, and the neighbour has it as a sample", async () => {
      await letLidarsReport(net.node(wuqing).deps);
      assert.equal((await seenAt(wuqing)).length, 0);
      await letLidarsReport(net.node(tongzhou).deps);
      await letLidarsReport(net.node(tongzhou).deps);
      const profiles = await seenAt(wuqing);
      assert.deepEqual(
        profiles.map(({ atMs }) => atMs),
        Array.from({ length: 30 }, (_, i) => firstHourMs + i * hourMs),
      );
      assert.ok(profiles.every(({ party, sample, unit }) => party === tongzhou && sample && unit === "km-1"));
      assert.deepEqual(await seenAt(tongzhou), profiles);
    });

    it("go on with each hour that begins", async () => {
      now = "2026-03-02T02:00:00.000Z";
      await letLidarsReport(net.node(tongzhou).deps);
      const profiles = await seenAt(wuqing);
      assert.deepEqual([profiles.length, profiles.at(-1)?.atMs], [32, Date.parse(now)]);
    });
  });
