import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { testPlan, testRiversWithTargets } from "../alerts/test-plan.ts";
import { incidentHandlers } from "../incidents/handlers.ts";
import { escalateUnanswered } from "../incidents/jobs.ts";
import { plan } from "../incidents/test-incident.ts";
import { patrolRoom } from "../patrol/apply.ts";
import { testFinding } from "../patrol/test-finding.ts";
import { testContext, testNetwork } from "../test-network.ts";
import { noticeHandlers } from "./handlers.ts";
import { notify } from "./notify.ts";
import { mailServer, readMail } from "./test-servers.ts";

const minuteMs = 60_000;

for (const { name, open } of testDatabases())
  describe(`messages of the border mechanism reach the people on duty (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    let mail: Awaited<ReturnType<typeof mailServer>>;
    let nowMs = Date.parse("2026-04-02T02:00:00.000Z"); // ten in the morning
    const now = () => new Date(nowMs).toISOString();
    const node = (party: string) => net.node(party).deps;
    before(async () => {
      mail = await mailServer();
      const databases = {
        [tongzhou]: (await open()).db,
        [wuqing]: (await open()).db,
        [langfang]: (await open()).db,
      };
      net = await testNetwork(databases, {
        clock: now,
        networks: [testRiversWithTargets],
        plans: {
          "alert-plans/test.json": testPlan,
          "response-plans/test.json": { ...plan, network: "test-rivers" },
        },
        notices: {
          mail: { url: mail.url, from: "duty@node.example" },
          people: () =>
            Promise.resolve([
              { id: "duty", role: "duty-officer" as const },
              { id: "head", role: "supervisor" as const },
            ]),
        },
      });
      for (const party of [tongzhou, langfang])
        for (const [person, language] of [
          ["duty", "zh"],
          ["head", "en"],
        ] as const) {
          const context = testContext("duty-officer", now());
          const set = await noticeHandlers(node(party)).setPreference(
            {
              params: undefined,
              query: undefined,
              body: {
                email: `${person}@${party}.example`,
                mailFrom: "yellow",
                quiet: { from: "22:00", until: "07:00" },
                language,
              },
            },
            { ...context, caller: { ...context.caller!, personId: person } },
          );
          assert.ok(set.ok, JSON.stringify(set));
        }
    });
    after(() => mail.close());

    /** Everything that anybody is told now: to whom, and the subject. */
    const told = async (): Promise<string[]> => {
      await net.exchangeAll();
      mail.taken.length = 0;
      for (const party of [tongzhou, wuqing, langfang]) await notify(node(party));
      return mail.taken.map(({ to, text }) => `${to.split(".")[0]} ${readMail(text).subject}`);
    };
    const context = () => testContext("duty-officer", now());
    const opens = async (title: string, exercise = false): Promise<string> => {
      const body = { network: "test-rivers", title, level: "orange" as const, station: "upper", exercise };
      const opened = await incidentHandlers(node(tongzhou)).openIncident(
        { params: undefined, query: undefined, body: { ...body, facts: [] } },
        context(),
      );
      assert.ok(opened.ok, JSON.stringify(opened));
      return opened.value.incident.id;
    };
    const sends = async (id: string, level: "orange" | "red", kind: "warning" | "search" = "warning") => {
      const sent = await incidentHandlers(node(tongzhou)).sendMessage(
        {
          params: { id },
          query: undefined,
          body: {
            kind,
            level,
            to: [langfang],
            headline: "氨氮升高",
            text: "请做好准备",
            facts: [],
            arrivals: [],
            tiers: [],
          },
        },
        context(),
      );
      assert.ok(sent.ok, JSON.stringify(sent));
      return sent.value.incident.messages.at(-1)!;
    };
    let incident: string;

    it("when one comes, once, and nobody is told of what they sent", async () => {
      incident = await opens("示例河氨氮升高");
      await sends(incident, "orange");
      assert.deepEqual(await told(), [`duty@${langfang} 【示例】【橙色预警】示例河氨氮升高`]);
      const { body } = readMail(mail.taken[0]!.text);
      assert.match(body, /^110112：氨氮升高\n请在 04-02 \d\d:\d\d 前回执\n/);
      assert.match(body, new RegExp(`http://131000.test/duty/incidents/${incident}`));
      assert.deepEqual(await told(), []);
    });

    it("when a third of the time for the receipt is left, and the head with them when it is over", async () => {
      const minutes = plan.messages.warning.receiptMinutes.orange;
      nowMs += (minutes - 1) * minuteMs;
      assert.deepEqual(await told(), [`duty@${langfang} 【示例】【橙色预警：回执时限将到】示例河氨氮升高`]);
      nowMs += 2 * minuteMs;
      assert.deepEqual(
        (await told()).toSorted(),
        [
          `duty@${langfang} 【示例】【橙色预警：回执超时】示例河氨氮升高`,
          `head@${langfang} [SAMPLE][Orange: Warning, receipt overdue] 示例河氨氮升高`,
        ].toSorted(),
      );
    });

    it("who sent it when nobody confirmed, with whom to tell", async () => {
      const [first] = plan.escalation;
      nowMs += first!.afterMinutes * minuteMs;
      await escalateUnanswered(node(tongzhou));
      assert.deepEqual(await told(), [`duty@${tongzhou} 【示例】【橙色预警：未收到回执】示例河氨氮升高`]);
      assert.match(
        readMail(mail.taken[0]!.text).body,
        new RegExp(`^未回执：131000（时限 .*）\n应报告：${first!.to.zh}`),
      );
      assert.deepEqual(await told(), []);
    });

    it("no more once it is confirmed; at night only what is red, and the rest in the morning", async () => {
      const message = await sends(incident, "orange", "search");
      await net.exchangeAll();
      const confirmed = await incidentHandlers(node(langfang)).confirmMessage(
        { params: { id: incident, message: message.event }, query: undefined, body: {} },
        context(),
      );
      assert.ok(confirmed.ok);
      assert.deepEqual(await told(), []);
      nowMs = Date.parse("2026-04-02T16:00:00.000Z"); // midnight
      await sends(incident, "orange", "search");
      assert.deepEqual(await told(), []);
      nowMs += minuteMs;
      await sends(incident, "red");
      assert.deepEqual(await told(), [`duty@${langfang} 【示例】【红色预警】示例河氨氮升高`]);
    });

    it("that it is over, in the morning", async () => {
      const ended = await incidentHandlers(node(tongzhou)).endIncident(
        { params: { id: incident }, query: undefined, body: { text: "已恢复" } },
        context(),
      );
      assert.ok(ended.ok, JSON.stringify(ended));
      assert.ok(!(await told()).some((one) => one.includes("解除")));
      nowMs = Date.parse("2026-04-02T23:30:00.000Z"); // half past seven
      const all = (await told()).filter((one) => one.startsWith("duty"));
      assert.deepEqual(all.toSorted(), [
        `duty@${langfang} 【示例】【橙色溯源协查：回执超时】示例河氨氮升高`,
        `duty@${langfang} 【示例】【红色解除：回执超时】示例河氨氮升高`,
        `duty@${langfang} 【示例】【红色预警：回执超时】示例河氨氮升高`,
      ]);
    });

    it("that it is an exercise", async () => {
      nowMs += 3 * 60 * minuteMs;
      await sends(await opens("年度演练", true), "orange");
      const all = await told();
      assert.ok(all.includes(`duty@${langfang} 【演练】【示例】【橙色预警】年度演练`), all.join("\n"));
    });

    it("a finding that this party left lying, once when its day is over and again after a week", async () => {
      const finding = testFinding();
      await node(langfang)
        .db.transaction()
        .execute((tx) => patrolRoom.apply(tx, finding.events, langfang));
      nowMs = Date.parse("2026-11-25T02:00:00.000Z"); // its last day
      assert.deepEqual(await told(), []);
      nowMs += 24 * 60 * minuteMs;
      assert.deepEqual(await told(), [
        `duty@${langfang} 【示例】【巡查问题逾期】排污口异常排放 · 土门楼断面`,
      ]);
      assert.match(
        readMail(mail.taken[0]!.text).body,
        new RegExp(
          `^待认领，期限 2026-11-25\n.*\n.*\nhttp://131000.test/duty/patrols\\?finding=${finding.id}`,
        ),
      );
      assert.deepEqual(await told(), []);
      nowMs += 6 * 24 * 60 * minuteMs;
      assert.deepEqual((await told()).toSorted(), [
        `duty@${langfang} 【示例】【巡查问题逾期一周】排污口异常排放 · 土门楼断面`,
        `head@${langfang} [SAMPLE][Patrol finding overdue for a week] Unusual discharge · Tumenlou section`,
      ]);
      assert.deepEqual(await told(), []);
    });

    it("everybody sees in the page what they were told, and where", async () => {
      const asked = context();
      const read = await noticeHandlers(node(langfang)).readNotices(
        { params: undefined, query: undefined, body: undefined },
        { ...asked, caller: { ...asked.caller!, personId: "head" } },
      );
      assert.ok(read.ok);
      assert.deepEqual(read.value.notices[0]!.title, {
        zh: "排污口异常排放 · 土门楼断面",
        en: "Unusual discharge · Tumenlou section",
      });
      assert.match(read.value.notices[0]!.path, /^\/duty\/patrols\?finding=/);
    });
  });
