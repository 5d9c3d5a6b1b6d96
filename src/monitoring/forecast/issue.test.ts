import assert from "node:assert/strict";
import { before, describe, it, test } from "node:test";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import type { MonitoringDeps } from "../deps.ts";
import { monitoringJobs } from "../jobs.ts";
import type { Network } from "../network.ts";
import { record } from "../observations/record.ts";
import { testNetwork, testStation } from "../test-network.ts";
import { forecastHandlers } from "./handlers.ts";
import { hourMs } from "./hours.ts";
import { dueIssue, issueForecasts } from "./issue.ts";
import { predictedDailyAqi } from "./predicted.ts";
import { readNewestForecasts } from "./store.ts";

const air: Network = {
  kind: "monitoring-network",
  id: "test-air",
  version: 1,
  medium: "air",
  title: { zh: "示例空气站", en: "Sample air" },
  stations: ["long", "short", "silent"].map((id) =>
    testStation(id, tongzhou, { kind: "air-station", intervalMinutes: 60, properties: ["pm25", "o3"] }),
  ),
  rivers: [],
  reaches: [],
};

test("forecasts are due at 0, 6, 12 and 18 o'clock, once the readings have had time to come", () => {
  const at = (text: string) => Date.parse(text);
  assert.equal(dueIssue(at("2026-06-01T10:39:59Z")), at("2026-06-01T04:00:00Z"));
  assert.equal(dueIssue(at("2026-06-01T10:40:00Z")), at("2026-06-01T10:00:00Z")); // 18:00, before 20:00
  assert.equal(dueIssue(at("2026-06-01T16:10:00Z")), at("2026-06-01T10:00:00Z"));
  assert.equal(dueIssue(at("2026-06-01T16:41:00Z")), at("2026-06-01T16:00:00Z"));
});

const reportMs = Date.parse("2026-06-01T10:00:00Z");

/** Air with a daily course, heavy for some days in turn; the last hour is that of the report. */
const hoursOf = (station: string, days: number, untilMs: number) =>
  Array.from({ length: days * 24 }, (_, n) => untilMs - n * hourMs).flatMap((atMs) => {
    const day = (2 * Math.PI * ((atMs / hourMs + 8) % 24)) / 24;
    const episode = Math.sin(atMs / hourMs / 30) + Math.sin(atMs / hourMs / 47);
    return [
      {
        stream: `${station}/pm25`,
        atMs,
        value: Math.round(150 + 10 * Math.sin(day) + 25 * episode),
        averagingMinutes: 60,
      },
      {
        stream: `${station}/o3`,
        atMs,
        value: Math.round(80 - 40 * Math.cos(day) + 5 * episode),
        averagingMinutes: 60,
      },
    ];
  });

/** The public page's stations. */
const stationsSeen = async ({ deps }: { deps: MonitoringDeps }) => {
  const request = { params: undefined, query: undefined, body: undefined };
  const { signal } = new AbortController();
  const context = { language: "zh", requestId: "", now: deps.clock(), signal } as const;
  const seen = await forecastHandlers(deps).publicForecasts(request, context);
  assert.ok(seen.ok);
  return seen.value.stations;
};

for (const { name, open } of testDatabases())
  describe(`forecasting the air (${name})`, () => {
    let nowMs = reportMs + hourMs;
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      const databases = { [tongzhou]: (await open()).db, [wuqing]: (await open()).db };
      net = await testNetwork(databases, {
        clock: () => new Date(nowMs).toISOString(),
        networks: [air],
        grant: { publishes: ["forecast"] },
      });
      const readings = [
        ...hoursOf("long", 60, reportMs),
        ...hoursOf("short", 12, reportMs),
        ...hoursOf("silent", 60, reportMs - 12 * hourMs),
      ];
      const recorded = await record(net.node(tongzhou).deps, readings, { source: "test" });
      assert.ok(recorded.ok);
    });

    it("issues the report of three days once its readings could have come, and not twice", async () => {
      const { deps } = net.node(tongzhou);
      nowMs = reportMs + 41 * 60_000;
      assert.deepEqual(await issueForecasts(deps), { issuedAtMs: reportMs, stations: 2, refused: [] });
      assert.deepEqual(await issueForecasts(deps), { issuedAtMs: reportMs, stations: 0, refused: [] });
      assert.equal((await issueForecasts(net.node(wuqing).deps)).stations, 0);
    });

    it("stands at the other node too: days with an index, hours with an interval", async () => {
      await net.exchangeAll();
      const [long] = await readNewestForecasts(net.node(wuqing).db);
      assert.equal(long?.station, "long");
      const { items, days } = long!.data;
      assert.deepEqual(
        days.map(({ day }) => day),
        ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"],
      );
      for (const [lead, { standard, aqi, level, low, high, missing }] of days.entries()) {
        assert.equal(standard, "HJ633-2026");
        assert.ok(aqi! > 100);
        // Two months hold too few third days for an interval of them.
        if (lead < 3) assert.ok(low! <= aqi! && aqi! <= high!);
        else assert.deepEqual([low, high], [null, null]);
        assert.ok(level! >= 3);
        assert.deepEqual(missing, ["PM10", "NO2", "SO2", "CO"]);
      }
      const pm25 = items.find(({ property }) => property === "pm25")!;
      assert.equal(pm25.method, "model");
      assert.equal(pm25.values.length, 78);
      assert.ok(pm25.values.every((value, n) => pm25.low[n]! <= value && value <= pm25.high[n]!));
      assert.equal(pm25.moved.length, 3);
      assert.deepEqual(
        pm25.tested?.map(({ ahead }) => ahead),
        [1, 3, 6, 12, 24, 48, 72],
      );
    });

    it("says only what is usual where the record is short, and nothing of a silent station", async () => {
      const newest = await readNewestForecasts(net.node(wuqing).db);
      assert.deepEqual(
        newest.map(({ station }) => station),
        ["long", "short"],
      );
      for (const item of newest[1]!.data.items) {
        assert.equal(item.method, "climatology");
        assert.equal(item.why, "short-record");
        assert.deepEqual(item.values, item.climatology);
        assert.deepEqual(item.moved, []);
      }
    });

    it("is open to anyone where the agreement says so, and the tiers of the plan can ask it", async () => {
      const { db } = net.node(wuqing);
      const seen = await stationsSeen(net.node(wuqing));
      assert.equal(seen.filter(({ forecast }) => forecast).length, 2);
      const predicted = (await predictedDailyAqi(db, nowMs)).filter(({ station }) => station === "long");
      assert.equal(predicted.length, 4);
      assert.equal(new Date(predicted[1]!.fromMs).toISOString(), "2026-06-01T16:00:00.000Z");
    });

    it("is scored against what came when the next is issued", async () => {
      const { deps, db } = net.node(tongzhou);
      const later = reportMs + 72 * hourMs;
      nowMs = later + hourMs;
      const came = hoursOf("long", 3, later);
      assert.ok((await record(deps, came, { source: "test" })).ok);
      await issueForecasts(deps);
      const long = (await readNewestForecasts(db)).find(({ station }) => station === "long")!;
      assert.equal(long.issuedAtMs, later);
      const skill = long.data.items.find(({ property }) => property === "pm25")!.skill;
      assert.deepEqual(skill, []); // one forecast is too few to say anything
    });

    it("shows the report of 18:00 with when it was published, also after later forecasts of the same days", async () => {
      const { deps } = net.node(tongzhou);
      const job = monitoringJobs(deps).find(({ name }) => name === "monitoring.forecast")!;
      const evening = reportMs + 72 * hourMs;
      const midnight = evening + 6 * hourMs;
      nowMs = midnight + 41 * 60_000;
      const came = hoursOf("long", 1, midnight).filter(({ atMs }) => atMs > evening);
      assert.ok((await record(deps, came, { source: "test" })).ok);
      await job.run();
      const [long] = await stationsSeen(net.node(tongzhou));
      assert.equal(long?.forecast?.issuedAtMs, midnight);
      const { issuedAtMs, madeAtMs, days } = long.report!;
      assert.equal(issuedAtMs, evening);
      assert.ok(madeAtMs! < evening + 2 * hourMs); // 20:00
      assert.deepEqual(
        days.map(({ day }) => day),
        ["2026-06-05", "2026-06-06", "2026-06-07"],
      );
    });
  });
