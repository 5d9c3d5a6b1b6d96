import assert from "node:assert/strict";
import { before, describe, it, test } from "node:test";
import type { FileAnswer } from "#base/contract.ts";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { testContext, testNetwork, testRivers, testStation } from "../test-network.ts";
import { profileHandlers } from "./handlers.ts";
import { readLevels } from "./read-levels.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const csv = "height_m,extinction\n30,0.21\n60,0.34\n90,--\n";

test("heights rise line by line, and a line that is none is named", () => {
  const read = readLevels(csv);
  assert.deepEqual(read, { ok: true, value: { heightsM: [30, 60, 90], values: [0.21, 0.34, null] } });
  for (const [text, line] of [
    ["30,1\n20,2", 2],
    ["30;1", 1],
    ["h,v\n30,1\nx", 3],
    ["", 1],
  ] as const) {
    const outcome = readLevels(text);
    assert.ok(!outcome.ok && outcome.refusal.detail?.["line"] === line, text);
  }
});

for (const { name, open } of testDatabases())
  describe(`profiles of a radar (${name})`, () => {
    const lidar = testStation("tower", tongzhou, { kind: "lidar", properties: ["pm10"] });
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      net = await testNetwork(
        { [tongzhou]: (await open()).db, [wuqing]: (await open()).db },
        { networks: [{ ...testRivers, stations: [lidar] }], clock: () => "2026-03-01T00:30:00.000Z" },
      );
    });
    const body = async function* (bytes: Buffer | string) {
      yield Buffer.from(bytes);
    };
    const record = (party: string, bytes: Buffer | string, query: object = {}) =>
      profileHandlers(net.node(party).deps).recordProfile(
        {
          params: undefined,
          query: {
            station: "tower",
            at: "2026-03-01T00:00:00Z",
            quantity: "aerosol-extinction",
            unit: "/km",
            ...query,
          },
          body: body(bytes),
        },
        testContext("duty-officer"),
      );
    const codeOf = (outcome: Awaited<ReturnType<typeof record>>) =>
      outcome.ok ? "ok" : outcome.refusal.code;

    it("are seen on the other side in the order of time, with the file as it came", async () => {
      assert.equal(codeOf(await record(tongzhou, csv)), "ok");
      assert.equal(
        codeOf(await record(tongzhou, png, { at: "2026-03-01T00:10:00Z", quantity: "sky" })),
        "ok",
      );
      await net.exchangeAll();
      const there = profileHandlers(net.node(wuqing).deps);
      const listed = await there.listProfiles(
        {
          params: undefined,
          query: { station: "tower", from: "2026-03-01T00:00:00Z", to: "2026-03-01T01:00:00Z" },
          body: undefined,
        },
        testContext("duty-officer"),
      );
      assert.ok(listed.ok);
      const [profile, image] = listed.value.profiles;
      assert.deepEqual([profile?.kind, profile?.levels?.values], ["profile", [0.21, 0.34, null]]);
      assert.deepEqual(
        [image?.kind, image?.file.mediaType, image?.levels],
        ["image", "image/png", undefined],
      );
      const file = await there.profileFile(
        { params: { event: image!.event }, query: undefined, body: undefined },
        testContext("duty-officer"),
      );
      assert.ok(file.ok);
      const parts: Uint8Array[] = [];
      for await (const part of (file.value as FileAnswer).content as AsyncIterable<Uint8Array>)
        parts.push(part);
      assert.deepEqual(Buffer.concat(parts), png);
    });

    it("are one and the same when they come again, at once or later; other content or another time is another", async () => {
      const at = "2026-03-01T00:20:00Z";
      const eventOf = async (bytes: string, query: object = {}): Promise<string> => {
        const outcome = await record(tongzhou, bytes, { at, ...query });
        assert.ok(outcome.ok);
        return outcome.value.event;
      };
      const [first, second] = await Promise.all([eventOf(csv), eventOf(csv)]);
      assert.equal(first, second);
      assert.equal(await eventOf(csv), first);
      const others = [
        await eventOf("30,0.3\n"),
        await eventOf(csv, { at: "2026-03-01T00:21:00Z" }),
        await eventOf(csv, { quantity: "rain-echo" }),
      ];
      assert.equal(new Set([first, ...others]).size, 4);
    });

    it("are refused where the file is none, the station another's, or the time to come", async () => {
      assert.equal(codeOf(await record(tongzhou, "")), "FILE_EMPTY");
      assert.equal(codeOf(await record(tongzhou, Buffer.from([0, 1, 2, 3]))), "PROFILE_FILE");
      assert.equal(codeOf(await record(tongzhou, "30,1\n30,2\n")), "PROFILE_LINE");
      assert.equal(codeOf(await record(wuqing, csv)), "STATION_OF_OTHERS");
      assert.equal(codeOf(await record(tongzhou, csv, { station: "nowhere" })), "STATION_UNKNOWN");
      assert.equal(codeOf(await record(tongzhou, "10,5\n", { at: "2026-03-03T00:00:00Z" })), "TIME_AHEAD");
    });
  });
