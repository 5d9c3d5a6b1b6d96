import assert from "node:assert/strict";
import { createECDH, randomBytes } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { alertHandlers } from "../alerts/handlers.ts";
import { listAlerts } from "../alerts/store.ts";
import { testPlan, testRiversWithTargets } from "../alerts/test-plan.ts";
import { record } from "../observations/record.ts";
import { testContext, testNetwork } from "../test-network.ts";
import { noticeHandlers } from "./handlers.ts";
import { notify } from "./notify.ts";
import { mailServer, pushServer } from "./test-servers.ts";

const browser = (name: string) => {
  const key = createECDH("prime256v1");
  return {
    endpoint: `https://fcm.googleapis.com/fcm/send/${name}`,
    keys: { p256dh: key.generateKeys("base64url"), auth: randomBytes(16).toString("base64url") },
  };
};

for (const { name, open } of testDatabases())
  describe(`notices (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    let mail: Awaited<ReturnType<typeof mailServer>>;
    let push: Awaited<ReturnType<typeof pushServer>>;
    let nowMs = Date.parse("2026-04-02T02:00:00.000Z"); // ten in the morning in Langfang
    const now = () => new Date(nowMs).toISOString();
    const people = [
      { id: "sample", role: "duty-officer" as const },
      { id: "head", role: "supervisor" as const },
    ];
    before(async () => {
      [mail, push] = [await mailServer(), await pushServer()];
      const databases = {
        [tongzhou]: (await open()).db,
        [wuqing]: (await open()).db,
        [langfang]: (await open()).db,
      };
      const escalate = [{ afterMinutes: 30, to: ["supervisor" as const] }];
      const levels = { ...testPlan.levels, yellow: { ...testPlan.levels.yellow, escalate } };
      net = await testNetwork(databases, {
        clock: now,
        networks: [testRiversWithTargets],
        plans: { "alert-plans/test.json": { ...testPlan, levels } },
        notices: {
          mail: { url: mail.url, from: "duty@node.example" },
          people: () => Promise.resolve(people),
          fetch: push.reach,
        },
      });
    });
    after(async () => {
      await mail.close();
      await push.close();
    });
    beforeEach(() => {
      mail.taken.length = 0;
      push.taken.length = 0;
      mail.state.isBusy = false;
      push.state.status = 201;
    });
    const handlers = () => noticeHandlers(net.node(langfang).deps);
    const as = (personId: string) => {
      const context = testContext("duty-officer", now());
      return { ...context, caller: { ...context.caller!, personId } };
    };
    const prefers = async (person: string, change: Record<string, unknown> = {}): Promise<void> => {
      const body = {
        email: `${person}@mail.example`,
        mailFrom: "yellow",
        language: "zh",
        ...change,
      } as never;
      const set = await handlers().setPreference({ params: undefined, query: undefined, body }, as(person));
      assert.ok(set.ok, JSON.stringify(set));
    };
    const peak = async (station: string, value: number): Promise<void> => {
      const stream = `${station}/ammonia-nitrogen`;
      const outcome = await record(net.node(langfang).deps, [{ stream, atMs: nowMs, value }], {
        source: "test",
      });
      assert.ok(outcome.ok && outcome.value.every(({ state }) => state !== "refused"));
    };
    const runs = () => notify(net.node(langfang).deps);

    it("go by mail once for an incident and level, however often one looks", async () => {
      await prefers("sample");
      await prefers("head", { mailFrom: "yellow", language: "en" });
      await peak("far", 3);
      await runs();
      await runs();
      assert.deepEqual(
        mail.taken.map(({ to }) => to),
        ["sample@mail.example"],
      );
      const { text } = mail.taken[0]!;
      assert.match(text, /Auto-Submitted: auto-generated/i);
      const body = Buffer.from(text.split("\r\n\r\n")[1]!, "base64").toString();
      assert.match(/base64/.test(text) ? body : text, /3 mg\/L|http:\/\//);
    });

    it("go to the next person when nobody confirms in time", async () => {
      nowMs += 31 * 60_000;
      await runs();
      assert.deepEqual(
        mail.taken.map(({ to }) => to),
        ["head@mail.example"],
      );
    });

    it("wait for a mail server that is busy, and arrive once", async () => {
      nowMs += 3 * 3_600_000;
      mail.state.isBusy = true;
      await peak("far", 15.5 - 4); // still yellow: another peak, no other step
      await peak("far", 11.9);
      nowMs += 2 * 3_600_000;
      await peak("far", 16);
      await runs();
      assert.equal(mail.taken.length, 0);
      mail.state.isBusy = false;
      await runs();
      assert.equal(mail.taken.length, 0, "not before half a minute has gone by");
      nowMs += 31_000;
      await runs();
      await runs();
      assert.deepEqual(
        mail.taken.map(({ to }) => to),
        ["sample@mail.example"],
      );
    });

    it("are dropped where the party has confirmed meanwhile, and told over at the end", async () => {
      const alerts = await listAlerts(net.node(langfang).db, { state: "open" }, 50);
      for (const { id, level } of alerts) {
        const confirmed = await alertHandlers(net.node(langfang).deps).confirmAlerts(
          { params: undefined, query: undefined, body: { alerts: [{ id, level }] } },
          as("sample"),
        );
        assert.ok(confirmed.ok);
      }
      for (const [hours, value] of [
        [3, 8],
        [3, 1.5],
        [3, 1],
        [3, 0.5],
      ] as const) {
        nowMs += hours * 3_600_000;
        await peak("far", value);
        await runs();
      }
      const told = mail.taken.filter(({ to }) => to.startsWith("sample"));
      assert.equal(told.length, 1);
      assert.deepEqual(await listAlerts(net.node(langfang).db, { state: "open", station: "far" }, 50), []);
    });

    it("go to a browser by web push, signed with the node's key, and a browser that is gone is forgotten", async () => {
      const one = browser("one");
      const subscribed = await handlers().subscribePush(
        { params: undefined, query: undefined, body: one },
        as("sample"),
      );
      assert.ok(subscribed.ok, JSON.stringify(subscribed));
      await prefers("sample", { mailFrom: undefined, pushFrom: "notice" });
      nowMs += 40 * 3_600_000; // another incident
      await peak("far", 3);
      await runs();
      assert.equal(push.taken.length, 1);
      const [{ path, headers, bytes }] = push.taken as [(typeof push.taken)[number]];
      assert.equal(path, "/fcm/send/one");
      assert.match(String(headers["authorization"]), /^(vapid|WebPush) /i);
      assert.equal(headers["content-encoding"], "aes128gcm");
      assert.ok(bytes > 100);
      push.state.status = 410;
      nowMs += 4 * 3_600_000;
      await peak("far", 15.1 - 3);
      nowMs += 3_600_000;
      await peak("far", 15.05);
      await runs();
      const read = await handlers().readNotices(
        { params: undefined, query: undefined, body: undefined },
        as("sample"),
      );
      assert.ok(read.ok);
      assert.equal(read.value.browsers, 0);
      assert.deepEqual(
        read.value.notices.filter(({ way }) => way === "push").map(({ level, state }) => `${level} ${state}`),
        ["red refused", "yellow sent"],
      );
    });

    it("are acknowledged by whom they went to, and by nobody else", async () => {
      const read = await handlers().readNotices(
        { params: undefined, query: undefined, body: undefined },
        as("sample"),
      );
      assert.ok(read.ok);
      const params = { id: read.value.notices[0]!.id };
      const asked = { params, query: undefined, body: undefined };
      assert.equal((await handlers().acknowledgeNotice(asked, as("head"))).ok, false);
      assert.equal((await handlers().acknowledgeNotice(asked, as("sample"))).ok, true);
    });

    it("never make this node ask an address of its own network", async () => {
      const inside = { ...browser("x"), endpoint: "https://10.0.0.1/admin" };
      const refused = await handlers().subscribePush(
        { params: undefined, query: undefined, body: inside },
        as("sample"),
      );
      assert.equal(refused.ok ? "taken" : refused.refusal.code, "PUSH_ADDRESS");
    });
  });
