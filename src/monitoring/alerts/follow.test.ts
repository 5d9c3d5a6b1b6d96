import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { flag } from "../observations/flags.ts";
import type { Reading } from "../observations/reading.ts";
import { record } from "../observations/record.ts";
import { testNetwork } from "../test-network.ts";
import type { Alert } from "./alert.ts";
import { listAlerts } from "./store.ts";
import { testPlan, testRiversWithTargets } from "./test-plan.ts";

const now = "2026-04-02T08:00:00.000Z";
const nowMs = Date.parse(now);
const hourMs = 3_600_000;
for (const { name, open } of testDatabases())
  describe(`alerts that follow from measurements (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      const databases = {
        [tongzhou]: (await open()).db,
        [wuqing]: (await open()).db,
        [langfang]: (await open()).db,
      };
      net = await testNetwork(databases, {
        clock: () => now,
        networks: [testRiversWithTargets],
        plans: { "alert-plans/test.json": testPlan },
      });
    });

    /** Four-hourly values that end now; each story has a stream or a time of its own. */
    const reads = async (party: string, readings: Reading[]): Promise<void> => {
      const outcome = await record(net.node(party).deps, readings, { source: "test" });
      assert.ok(outcome.ok, JSON.stringify(outcome));
      for (const one of outcome.value) assert.notEqual(one.state, "refused", JSON.stringify(one));
    };
    const at = (stream: string, hoursAgo: number, value: number, flags?: number): Reading => ({
      stream,
      atMs: nowMs - hoursAgo * hourMs,
      value,
      ...(flags !== undefined && { flags }),
    });
    const alertsAt = (party: string, station: string): Promise<Alert[]> =>
      listAlerts(net.node(party).db, { station }, 50);
    const ofAmmonia = async (party: string, station: string) =>
      (await alertsAt(party, station)).find(({ rule }) => rule === "ammonia-high");
    const said = (alert: Alert): string[] =>
      alert.lines.map(({ change, level: now_, reason }) =>
        [change, now_, ...(reason ? [reason] : [])].join(" "),
      );

    it("are raised with the value that breaks a limit, and are the same downstream after the same page", async () => {
      await reads(tongzhou, [at("upper/ammonia-nitrogen", 16, 1.1), at("upper/ammonia-nitrogen", 12, 3.2)]);
      const [alert, ...others] = await alertsAt(tongzhou, "upper");
      assert.equal(others.length, 0);
      assert.deepEqual(said(alert!), ["raised yellow"]);
      assert.deepEqual(alert!.because.facts, [
        { property: "ammonia-nitrogen", value: 3.2, limit: 2, unit: "mg/L", atMs: nowMs - 12 * hourMs },
      ]);
      assert.deepEqual(alert!.confirm, {
        parties: [tongzhou, wuqing, langfang].sort(),
        by: "2026-04-02T09:00:00.000Z",
      });
      await net.exchangeAll();
      assert.deepEqual(await alertsAt(langfang, "upper"), [alert]);
    });

    it("say nothing when the same values come again", async () => {
      await reads(tongzhou, [at("upper/ammonia-nitrogen", 12, 3.2)]);
      const [alert] = await alertsAt(tongzhou, "upper");
      assert.deepEqual(said(alert!), ["raised yellow"]);
    });

    it("escalate, and clear by themselves after the condition held", async () => {
      await reads(tongzhou, [at("upper/ammonia-nitrogen", 8, 15.1)]);
      const falling = [9.5, 4, 1.5].map((value, i) => at("upper/ammonia-nitrogen", [6, 4, 3][i]!, value));
      await reads(tongzhou, [...falling, at("upper/ammonia-nitrogen", 0, 1)]);
      const alert = await ofAmmonia(tongzhou, "upper");
      assert.deepEqual(said(alert!), ["raised yellow", "escalated red", "cleared red recovered"]);
      await net.exchangeAll();
      assert.deepEqual(await ofAmmonia(wuqing, "upper"), alert);
    });

    it("end with their reason when a correction undoes the peak", async () => {
      await reads(wuqing, [at("lower/ammonia-nitrogen", 2, 20)]);
      await reads(wuqing, [at("lower/ammonia-nitrogen", 2, 2)]);
      const alert = await ofAmmonia(wuqing, "lower");
      assert.deepEqual(said(alert!), ["raised red", "cleared red corrected"]);
    });

    it("of one river belong to one incident, whoever recorded them", async () => {
      await net.exchangeAll();
      const upper = await ofAmmonia(wuqing, "upper");
      assert.equal(upper!.group, upper!.id);
      assert.equal((await ofAmmonia(wuqing, "lower"))!.group, upper!.id);
    });

    it("of a class say which items are worse than the target, by which standard", async () => {
      await reads(langfang, [at("far/ammonia-nitrogen", 8, 1.7), at("far/ammonia-nitrogen", 4, 1.8)]);
      const [alert] = await alertsAt(langfang, "far");
      assert.equal(alert!.rule, "class-below-target");
      const { standard, class: found, target, facts } = alert!.because;
      assert.deepEqual([standard, found, target], ["GB3838-2002", "V", "IV"]);
      assert.equal(facts[0]?.limit, 1.5);
    });

    it("of a fast change say how fast", async () => {
      await reads(langfang, [at("far/dissolved-oxygen", 6, 8.1), at("far/dissolved-oxygen", 2, 3.4)]);
      const alert = (await alertsAt(langfang, "far")).find(({ rule }) => rule === "oxygen-fall");
      assert.equal(alert!.because.facts[0]?.["change"], 4.7);
    });

    it("of an exercise are exercises, and meet no real alert", async () => {
      await reads(langfang, [at("far/ammonia-nitrogen", 1, 9, flag.exercise)]);
      const exercises = (await alertsAt(langfang, "far")).filter(({ isExercise }) => isExercise);
      assert.deepEqual(
        exercises.map(({ rule, group, id }) => [rule, group === id]),
        [["ammonia-high", true]],
      );
    });

    it("of an instrument that is wrong ask for maintenance, and warn nobody of pollution", async () => {
      const before = await alertsAt(tongzhou, "upper");
      await reads(tongzhou, [{ stream: "upper/ph", atMs: nowMs + 3 * hourMs, value: 2 }]);
      const after = (await alertsAt(tongzhou, "upper")).filter(
        ({ id }) => !before.some((one) => one.id === id),
      );
      assert.deepEqual(
        after.map(({ rule, level: said_ }) => [rule, said_]),
        [["instrument", "notice"]],
      );
      assert.deepEqual(after[0]!.because.facts[0]?.["flags"], ["future-clock"]);
    });

    it("do not rise from a file of last month", async () => {
      const before = await alertsAt(wuqing, "lower");
      await reads(wuqing, [at("lower/ammonia-nitrogen", 30 * 24, 20)]);
      assert.deepEqual(await alertsAt(wuqing, "lower"), before);
    });
  });
