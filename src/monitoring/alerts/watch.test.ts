import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { record } from "../observations/record.ts";
import { testContext, testNetwork } from "../test-network.ts";
import type { Alert } from "./alert.ts";
import { alertHandlers } from "./handlers.ts";
import { listAlerts } from "./store.ts";
import { testPlan, testRiversWithTargets } from "./test-plan.ts";
import { callOfAlerts } from "./call.ts";
import { watchClocks } from "./watch.ts";

const startMs = Date.parse("2026-04-02T08:00:00.000Z");
const hourMs = 3_600_000;

for (const { name, open } of testDatabases())
  describe(`alerts by the clock (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    let nowMs = startMs;
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
    const reads = async (party: string, stream: string, value: number): Promise<void> => {
      const outcome = await record(net.node(party).deps, [{ stream, atMs: nowMs, value }], {
        source: "test",
      });
      assert.ok(
        outcome.ok && outcome.value.every(({ state }) => state !== "refused"),
        JSON.stringify(outcome),
      );
    };
    const find = async (party: string, station: string, rule: string): Promise<Alert | undefined> =>
      (await listAlerts(net.node(party).db, { station }, 50)).find((alert) => alert.rule === rule);
    const changes = (alert: Alert | undefined): string[] =>
      alert?.lines.map(({ change, level }) => `${change} ${level}`) ?? [];
    const handlers = (party: string) => alertHandlers(net.node(party).deps);
    const context = () => testContext("duty-officer", now());

    it("a station that is silent for three of its intervals is told, six are worse, one value ends it", async () => {
      await reads(tongzhou, "upper/ph", 7);
      nowMs += 11 * hourMs;
      assert.equal(await watchClocks(net.node(tongzhou).deps), 0);
      nowMs += 2 * hourMs;
      await watchClocks(net.node(tongzhou).deps);
      assert.deepEqual(changes(await find(tongzhou, "upper", "silent")), ["raised notice"]);
      assert.equal((await find(tongzhou, "upper", "silent"))!.because.intervals, 3.2);
      nowMs += 2 * hourMs;
      assert.equal(await watchClocks(net.node(tongzhou).deps), 0);
      nowMs += 10 * hourMs;
      await watchClocks(net.node(tongzhou).deps);
      await reads(tongzhou, "upper/ph", 7.1);
      await watchClocks(net.node(tongzhou).deps);
      assert.deepEqual(changes(await find(tongzhou, "upper", "silent")), [
        "raised notice",
        "escalated yellow",
        "cleared yellow",
      ]);
    });

    it("a station that never spoke is not called silent", async () => {
      await watchClocks(net.node(langfang).deps);
      assert.equal(await find(langfang, "far", "silent"), undefined);
    });

    it("a peak upstream is expected downstream by whoever records there, until it has passed", async () => {
      await reads(tongzhou, "upper/ammonia-nitrogen", 9);
      await net.exchangeAll();
      await watchClocks(net.node(wuqing).deps);
      const expected = await find(wuqing, "lower", "arriving");
      assert.deepEqual(changes(expected), ["raised yellow"]);
      const { earliestMs, latestMs, station } = expected!.because.upstream!;
      assert.equal(station, "upper");
      assert.ok(nowMs < latestMs && earliestMs < latestMs);
      const seen = await find(wuqing, "upper", "ammonia-high");
      assert.equal(expected!.group, seen!.group);
      assert.equal(await watchClocks(net.node(wuqing).deps), 0);
    });

    it("a deadline that passes without a word is recorded once, with who was silent", async () => {
      nowMs += hourMs / 2;
      const { id } = (await find(langfang, "upper", "ammonia-high"))!;
      const answer = await handlers(langfang).confirmAlerts(
        { params: undefined, query: undefined, body: { alerts: [{ id, level: "yellow" }] } },
        context(),
      );
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.equal(answer.value.alerts[0]!.hasOwnConfirmed, true);
      await net.exchangeAll();
      nowMs += hourMs;
      await watchClocks(net.node(tongzhou).deps);
      await watchClocks(net.node(tongzhou).deps);
      const alert = (await find(tongzhou, "upper", "ammonia-high"))!;
      assert.deepEqual(changes(alert), ["raised yellow", "unconfirmed yellow"]);
      assert.deepEqual(alert.lines[1]!.parties, [tongzhou, wuqing].sort());
    });

    it("confirming again records nothing, and what has become worse must be looked at first", async () => {
      const { id } = (await find(langfang, "upper", "ammonia-high"))!;
      const confirm = (level: "yellow" | "red") =>
        handlers(langfang).confirmAlerts(
          { params: undefined, query: undefined, body: { alerts: [{ id, level }] } },
          context(),
        );
      const again = await confirm("yellow");
      assert.ok(again.ok);
      assert.equal(again.value.alerts[0]!.confirmations.length, 1);
      nowMs += 4 * hourMs;
      await reads(tongzhou, "upper/ammonia-nitrogen", 20);
      await net.exchangeAll();
      const late = await confirm("yellow");
      assert.equal(late.ok ? "confirmed" : late.refusal.code, "ALERT_WORSE");
      assert.equal((await confirm("red")).ok, true);
    });

    it("several are confirmed together, all or none", async () => {
      const all = await listAlerts(net.node(langfang).db, { state: "open" }, 50);
      const seen = all.map(({ id, level }) => ({ id, level }));
      assert.ok(seen.length > 1);
      const confirm = (alerts: typeof seen) =>
        handlers(wuqing).confirmAlerts({ params: undefined, query: undefined, body: { alerts } }, context());
      const outdated = await confirm(
        seen.map((one) => (one.level === "red" ? { ...one, level: "yellow" } : one)),
      );
      assert.equal(outdated.ok ? "confirmed" : outdated.refusal.code, "ALERT_WORSE");
      const held = await listAlerts(net.node(wuqing).db, { state: "open" }, 50);
      assert.ok(held.every(({ confirmations }) => confirmations.every(({ party }) => party !== wuqing)));
      const together = await confirm(seen);
      assert.ok(together.ok, JSON.stringify(together));
      assert.ok(together.value.alerts.every(({ hasOwnConfirmed }) => hasOwnConfirmed));
    });

    it("an alert says when it reaches the sections downstream, computed where it is read", async () => {
      const { id } = (await find(langfang, "upper", "ammonia-high"))!;
      const answer = await handlers(langfang).readAlert(
        { params: { id }, query: undefined, body: undefined },
        context(),
      );
      assert.ok(answer.ok);
      assert.deepEqual(
        answer.value.arrivals.map(({ station, passage }) => [station, passage !== undefined]),
        [
          ["lower", true],
          ["far", true],
        ],
      );
    });

    it("an alert that is not here is not found", async () => {
      const params = { id: "019abcde-0000-7000-8000-000000000000" };
      const answer = await handlers(langfang).readAlert(
        { params, query: undefined, body: undefined },
        context(),
      );
      assert.equal(answer.ok ? "found" : answer.refusal.code, "ALERT_NOT_FOUND");
    });

    it("what follows from an alert is looked at when it comes, not by the clock alone", async () => {
      const { deps, tellApplied } = net.node(wuqing);
      const called = callOfAlerts(deps);
      const life = new AbortController();
      await called(life.signal); // who just began looks at once
      let isCalled = false;
      const call = called(life.signal).then(() => (isCalled = true));
      await reads(langfang, "far/ph", 7.2);
      await net.exchangeAll();
      tellApplied();
      await pause(300); // it has looked by then; were it slower, this would still hold
      assert.equal(isCalled, false, "a value alone calls nobody");
      nowMs += 60_000;
      await reads(tongzhou, "upper/ammonia-nitrogen", 40);
      await net.exchangeAll();
      tellApplied();
      await call;
      life.abort();
      await called(life.signal); // whoever stops is not kept
    });
  });
