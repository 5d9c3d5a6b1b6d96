import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { flag } from "../observations/flags.ts";
import { record } from "../observations/record.ts";
import { testContext, testNetwork } from "../test-network.ts";
import type { Alert } from "./alert.ts";
import { alertHandlers } from "./handlers.ts";
import { listAlerts } from "./store.ts";
import { testPlan, testRiversWithTargets } from "./test-plan.ts";
import { watchClocks } from "./watch.ts";

const hourMs = 3_600_000;

for (const { name, open } of testDatabases())
  describe(`one reading that jumps beyond a limit (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    let nowMs = Date.parse("2026-04-02T08:00:00.000Z");
    const now = () => new Date(nowMs).toISOString();
    before(async () => {
      const databases = {
        [tongzhou]: (await open()).db,
        [wuqing]: (await open()).db,
        [langfang]: (await open()).db,
      };
      net = await testNetwork(databases, {
        clock: now,
        networks: [testRiversWithTargets],
        plans: { "alert-plans/test.json": testPlan },
      });
    });
    /** The next four-hourly value of ammonia nitrogen. */
    const reads = async (party: string, station: string, value: number): Promise<number> => {
      nowMs += 4 * hourMs;
      const stream = `${station}/ammonia-nitrogen`;
      const outcome = await record(net.node(party).deps, [{ stream, atMs: nowMs, value }], {
        source: "test",
      });
      assert.ok(outcome.ok && outcome.value[0]!.state === "new", JSON.stringify(outcome));
      return outcome.value[0]!.flags!;
    };
    const find = async (party: string, station: string, rule = "ammonia-high"): Promise<Alert | undefined> =>
      (await listAlerts(net.node(party).db, { station }, 50)).find((alert) => alert.rule === rule);
    const said = (alert: Alert | undefined): string[] =>
      alert?.lines.map(({ change, level, reason }) => [change, level, reason].filter(Boolean).join(" ")) ??
      [];

    it("is told at once on every node, as unverified, with the limit that it would break", async () => {
      await reads(tongzhou, "upper", 1.1);
      assert.equal(await reads(tongzhou, "upper", 40), flag.impossibleJump);
      const alert = await find(tongzhou, "upper");
      assert.deepEqual(said(alert), ["raised yellow"]);
      assert.equal(alert!.unverified, "red");
      assert.deepEqual(alert!.because.facts, [
        { property: "ammonia-nitrogen", value: 40, limit: 15, unit: "mg/L", atMs: nowMs },
      ]);
      await net.exchangeAll();
      assert.deepEqual(await find(langfang, "upper"), alert);
    });

    it("warns nobody downstream of a wave", async () => {
      await watchClocks(net.node(wuqing).deps);
      assert.equal(await find(wuqing, "lower", "arriving"), undefined);
    });

    it("is verified by the next reading, and a confirmation of the doubt confirms no fact", async () => {
      const { id } = (await find(langfang, "upper"))!;
      const confirm = (level: "yellow" | "red") =>
        alertHandlers(net.node(langfang).deps).confirmAlerts(
          { params: undefined, query: undefined, body: { alerts: [{ id, level }] } },
          testContext("duty-officer", now()),
        );
      const seen = await confirm("yellow");
      assert.ok(seen.ok && seen.value.alerts[0]!.hasOwnConfirmed);
      await net.exchangeAll();
      assert.equal(await reads(tongzhou, "upper", 38), 0);
      await net.exchangeAll();
      const alert = (await find(langfang, "upper"))!;
      assert.deepEqual(said(alert), ["raised yellow", "verified red"]);
      assert.equal(alert.unverified, undefined);
      assert.equal(alert.sinceMs, nowMs - 4 * hourMs);
      const again = await confirm("red");
      assert.ok(again.ok);
      assert.equal(again.value.alerts[0]!.confirmations.length, 2);
      await watchClocks(net.node(wuqing).deps);
      assert.deepEqual(said(await find(wuqing, "lower", "arriving")), ["raised orange"]);
    });

    it("is withdrawn by the next reading that does not bear it out, and not told again within a day", async () => {
      await reads(langfang, "far", 1);
      await reads(langfang, "far", 40);
      assert.deepEqual(said(await find(langfang, "far")), ["raised yellow"]);
      await reads(langfang, "far", 1.2);
      const first = (await find(langfang, "far"))!;
      assert.deepEqual(said(first), ["raised yellow", "cleared yellow refuted"]);
      await reads(langfang, "far", 40);
      await reads(langfang, "far", 1.2);
      assert.equal((await find(langfang, "far"))!.id, first.id);
    });

    it("is no doubt where it is what a spill brings: ten times as much is told as it is", async () => {
      await reads(wuqing, "lower", 1.4);
      assert.equal(await reads(wuqing, "lower", 14), 0);
      const alert = await find(wuqing, "lower");
      assert.deepEqual([said(alert), alert?.unverified], [["raised yellow"], undefined]);
    });

    it("of an instrument that was wrong yesterday is believed at its second reading", async () => {
      await reads(langfang, "far", 41);
      await reads(langfang, "far", 42);
      assert.deepEqual(said(await find(langfang, "far")), ["raised red"]);
    });
  });
