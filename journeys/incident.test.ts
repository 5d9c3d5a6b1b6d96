import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { sha256Hex } from "#base/hash.ts";
import { command as verifyCommand } from "#cli/verify.ts";
import { incidentEvidence, tellWaterStory } from "#cli/demo/water-story.ts";
import { openBrowser, picture, seriousFindings, sitDown, type Sitting } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { eventually, must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const measure = async (network: ThreeNodes, value: number): Promise<void> => {
  const duty = await network.tongzhou.as("duty");
  const atMs = Math.floor(Date.now() / 60_000) * 60_000;
  const rows = [{ line: 2, section: "杨洼闸", atMs, values: { "ammonia-nitrogen": value } }];
  const source = `import sha256:${sha256Hex(String(atMs))}`;
  must(
    await duty.monitoring.takeRows({ body: { source, checkOnly: false, network: "border-rivers", rows } }),
  );
};

const hourMs = 3_600_000;

/** Twelve days of heavy air at one station, up to now; the node forecasts from it and warns by the regional plan. */
const breatheHeavyAir = async ({ tongzhou }: ThreeNodes): Promise<void> => {
  const duty = await tongzhou.as("duty");
  const nowMs = Math.floor(Date.now() / hourMs) * hourMs;
  const rows = Array.from({ length: 12 * 24 }, (_, n) => ({
    line: n + 2,
    section: "通州",
    atMs: nowMs - n * hourMs,
    values: { pm25: 330 + (n % 7) * 5 },
  }));
  const source = `import sha256:${sha256Hex("heavy air")}`;
  must(await duty.monitoring.takeRows({ body: { source, checkOnly: false, network: "regional-air", rows } }));
  for (const name of ["monitoring.forecast", "monitoring.alerts"])
    await tongzhou
      .running()
      .jobs.find((job) => job.name === name)!
      .run();
};

describe("an incident, from a measurement upstream to an acknowledged warning downstream", () => {
  let network: ThreeNodes;
  const sittings: Sitting[] = [];
  before(async () => {
    network = await threeNodes({ pages: builtPages() });
  });
  after(async () => {
    for (const { problems, end } of sittings) {
      await end();
      assert.deepEqual(problems, []);
    }
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });

  const sit = async (...asked: Parameters<typeof sitDown>): Promise<Sitting["page"]> => {
    const sitting = await sitDown(...asked);
    sittings.push(sitting);
    return sitting.page;
  };

  it("runs across three nodes in the browser: seen, warned, confirmed, worked on, ended", async () => {
    const tongzhou = await sit(network.tongzhou, { as: "duty" });
    const langfang = await sit(network.langfang, { as: "duty" });
    await langfang.goto("/duty/alerts");
    await langfang.getByText("现在没有预警").first().waitFor();

    await measure(network, 9.2);
    // What is expected downstream names the section too, and comes a moment later: it stands below.
    await langfang.locator(".alert-card", { hasText: "上游污染将到达" }).first().waitFor();
    const alert = langfang.locator(".alert-card").first();
    await alert.getByRole("link", { name: /^杨洼闸/ }).waitFor();
    await alert.getByText("橙色").first().waitFor();
    await alert.getByRole("button", { name: "确认" }).click();
    await alert.getByText("已确认").first().waitFor();

    await tongzhou.goto("/duty/alerts");
    await tongzhou.getByRole("link", { name: "建立事件" }).first().click();
    await tongzhou.getByRole("button", { name: "建立事件并分派任务" }).click();
    await tongzhou.getByRole("heading", { name: /杨洼闸/ }).waitFor();
    await picture(tongzhou, "incident-opened");
    await tongzhou.getByRole("button", { name: "签名发出" }).click();
    await tongzhou.locator(".message").first().waitFor();
    const address = new URL(tongzhou.url()).pathname;

    await langfang.goto("/duty/incidents");
    await langfang.getByRole("link", { name: /杨洼闸/ }).click();
    await langfang.getByRole("heading", { name: "预计到达下游断面" }).waitFor();
    await langfang.getByRole("cell", { name: /王家摆/ }).waitFor();
    await langfang.locator(".message.own-turn").getByRole("button", { name: "回执" }).click();
    await langfang.locator(".message .receipts .ok").first().waitFor();
    assert.deepEqual(await seriousFindings(langfang), []);
    await picture(langfang, "incident-langfang");

    const wuqing = await sit(network.wuqing, { as: "duty", screen: "phone", language: "en" });
    await eventually(async () => {
      await wuqing.goto(`${address}?lang=en`);
      return wuqing
        .getByRole("cell", { name: /Tumenlou/ })
        .first()
        .isVisible();
    });
    await wuqing.locator(".message.own-turn").getByRole("button", { name: "Confirm" }).click();
    await wuqing.locator(".message .receipts .ok").nth(1).waitFor();
    const task = wuqing.locator("tr", { hasText: "Downstream calls upstream" });
    await task.getByRole("textbox").fill("Called; agreed on hourly samples");
    await task.getByRole("button", { name: "Done" }).click();
    await task.getByText("Done", { exact: true }).first().waitFor();
    assert.deepEqual(await seriousFindings(wuqing), []);
    await picture(wuqing, "incident-phone-en");

    // Tongzhou's page follows by itself: nobody reloads it.
    await tongzhou.locator(".message .receipts .ok").nth(1).waitFor();
    await tongzhou.locator(".time-line", { hasText: "Called; agreed on hourly samples" }).waitFor();
    await tongzhou.locator("summary", { hasText: "解除" }).click();
    await tongzhou.getByRole("button", { name: "解除" }).click();
    await langfang.locator(".message.own-turn").getByRole("button", { name: "回执" }).click();
    await langfang.locator(".message").nth(1).locator(".receipts .ok").first().waitFor();
    await picture(tongzhou, "incident-ended");

    const id = address.split("/").at(-1)!;
    for (const { url } of [network.tongzhou, network.langfang]) {
      const text = await incidentEvidence(url, id);
      const { ok, checks } = verifyEvidence(text);
      assert.ok(ok, JSON.stringify(checks.find((check) => !check.ok)));
      assert.equal(verifyEvidence(text.replace("杨洼闸", "杨洼間")).ok, false);
    }
  });

  it("is the same for heavy pollution of the air: other data, no other code", async () => {
    await breatheHeavyAir(network);
    const tongzhou = await sit(network.tongzhou, { as: "duty" });
    await tongzhou.goto("/duty/alerts");
    const group = tongzhou.locator(".alert-group", { hasText: "重污染天气" });
    await group.getByText("红色").first().waitFor();
    await group.getByRole("link", { name: "建立事件" }).click();
    await tongzhou.getByRole("button", { name: "建立事件并分派任务" }).click();
    await tongzhou.getByRole("heading", { name: /重污染天气/ }).waitFor();
    assert.equal(
      await tongzhou.locator(".incident-room").getByText("下游").count(),
      0,
      "the air has no downstream",
    );
    await tongzhou.getByText("预测等级 1 方").waitFor();
    await tongzhou.getByRole("button", { name: "签名发出" }).click();
    await tongzhou.locator(".message").first().waitFor();
    const address = new URL(tongzhou.url()).pathname;

    const langfang = await sit(network.langfang, { as: "duty" });
    await eventually(async () => {
      await langfang.goto(address);
      return langfang.getByRole("heading", { name: "预测等级" }).isVisible();
    });
    await langfang.getByRole("cell", { name: /AQI 大于 300 持续/ }).waitFor();
    await langfang.locator(".message.own-turn").getByRole("button", { name: "回执" }).click();
    const task = langfang.locator("tr", { hasText: "落实Ⅰ级减排" });
    await task.getByRole("textbox").fill("示例：已按清单核查");
    await task.getByRole("button", { name: "办结" }).click();
    await langfang.locator(".time-line", { hasText: "示例：已按清单核查" }).waitFor();
    assert.deepEqual(await seriousFindings(langfang), []);
    await picture(langfang, "incident-air");

    await tongzhou.locator(".time-line", { hasText: "示例：已按清单核查" }).waitFor();
    await tongzhou.locator("summary", { hasText: "解除" }).click();
    await tongzhou.getByText(/归并的预警还有 \d 条没有解除/).waitFor();
    const wuqing = await network.wuqing.as("duty");
    const id = address.split("/").at(-1)!;
    const { incident } = must(await wuqing.monitoring.readIncident({ params: { id } }));
    const { event } = incident.messages[0]!;
    const cap = await must(await wuqing.monitoring.messageCap({ params: { id, event } })).text();
    assert.match(cap, /<category>Health<\/category>/);
    assert.match(cap, /<valueName>tier:110112<\/valueName>/);
    must(await wuqing.monitoring.confirmMessage({ params: { id, message: event }, body: {} }));
    await tongzhou.locator(".message .receipts .ok").nth(1).waitFor();
    await picture(tongzhou, "incident-air-tongzhou");
    assert.ok(verifyEvidence(await incidentEvidence(network.langfang.url, id)).ok);
  });

  it("shows an exercise as one everywhere, and does not let real alerts into it", async () => {
    const duty = await network.tongzhou.as("duty");
    const drill = { network: "border-rivers", title: "示例：北运河联合演练", level: "red" as const };
    const { incident } = must(await duty.monitoring.openIncident({ body: { ...drill, exercise: true } }));
    const { id } = incident;
    const draft = must(await duty.monitoring.draftMessage({ params: { id }, query: { kind: "warning" } }));
    const { kind, level, to, headline, text, facts, arrivals } = draft;
    const body = { kind, level, to, headline, text, facts, arrivals };
    const [message] = must(await duty.monitoring.sendMessage({ params: { id }, body })).incident.messages;
    const cap = await must(
      await duty.monitoring.messageCap({ params: { id, event: message!.event } }),
    ).text();
    assert.match(cap, /<status>Exercise<\/status>/);
    const langfang = await sit(network.langfang, { as: "duty" });
    await eventually(async () => {
      await langfang.goto(`/duty/incidents/${id}`);
      return langfang.getByText("这是演练，不是真实污染事件").isVisible();
    });
    await picture(langfang, "incident-exercise");

    // A CAP file from outside: a bad one is told where, a good one is proven and fills in an incident.
    await langfang.goto("/duty/incidents");
    await langfang.locator("summary", { hasText: "读取 CAP 文件" }).click();
    const bring = (xml: string) =>
      langfang
        .getByLabel("选择 .xml 文件")
        .setInputFiles({ name: "message.xml", mimeType: "text/xml", buffer: Buffer.from(xml) });
    await bring(cap.replace("Exercise</status>", "Drill</status>"));
    await langfang.getByText("第 6 行第 3 列").waitFor();
    const unknown = "<references>urn:x,urn:y,2026-01-01T00:00:00+08:00</references>";
    await bring(cap.replace("</note>", `</note>${unknown}`));
    await langfang.getByText("所引用的报文 urn:y 本节点没有").waitFor();
    await bring(cap);
    await langfang.getByText("签名成立").waitFor();
    await langfang.getByRole("button", { name: "据此填写事件" }).click();
    assert.match(await langfang.getByLabel("名称").inputValue(), /演练/);
    assert.equal(await langfang.getByRole("checkbox").isChecked(), true);
    assert.deepEqual(await seriousFindings(langfang), []);
    await picture(langfang, "incident-cap");
    const open = must(await duty.monitoring.listAlerts({ query: { state: "open" } })).alerts[0]!;
    const mixed = await duty.monitoring.openIncident({
      body: { ...drill, exercise: true, group: open.group },
    });
    assert.equal(mixed.ok ? "" : mixed.problem.code, "EXERCISE_MIXED");
  });
});

describe("an incident without a browser", () => {
  let network: ThreeNodes;
  let aheadMs = 0;
  before(async () => {
    network = await threeNodes({
      clock: () => new Date(Date.now() + aheadMs).toISOString(),
      suites: { "131000": "sm2-sm3" },
    });
  });
  after(async () => {
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });

  it("is the story that the terminal tells", async () => {
    const [tongzhou, wuqing, langfang] = network.all.map(({ url }) => url) as [string, string, string];
    const told: string[] = [];
    const { id } = await tellWaterStory({ tongzhou, wuqing, langfang }, (zh) => void told.push(zh));
    assert.ok(told.length > 15);
    const evidence = await incidentEvidence(langfang, id);
    assert.ok(verifyEvidence(evidence).ok);

    // Langfang signs with SM2, for which XML signatures have no name: its files are proven by the evidence.
    const duty = await network.tongzhou.as("duty");
    const { incident } = must(await duty.monitoring.readIncident({ params: { id } }));
    const { event } = incident.messages[0]!.receipts.find(({ party }) => party === "131000")!;
    const cap = await must(await duty.monitoring.messageCap({ params: { id, event } })).text();
    assert.doesNotMatch(cap, /Signature/);
    const folder = await mkdtemp(join(tmpdir(), "tongwulang-holds-"));
    const [file, held, changed] = ["evidence.json", "cap.xml", "changed.xml"].map((name) =>
      join(folder, name),
    );
    await writeFile(file!, evidence);
    await writeFile(held!, cap);
    await writeFile(changed!, cap.replace("收到", "没有收到"));
    const verify = async (document: string) => {
      const lines: string[] = [];
      const io = { out: (line: string) => void lines.push(line), err: assert.fail };
      const code = await verifyCommand.run({ words: [file!], options: { holds: document }, json: false }, io);
      return { code, last: lines.at(-1)! };
    };
    const good = await verify(held!);
    assert.equal(good.code, 0);
    assert.match(good.last, /signed by 131000/);
    const bad = await verify(changed!);
    assert.equal(bad.code, 1);
    assert.match(bad.last, /No event of the evidence carries this file/);
    await rm(folder, { recursive: true });
  });

  it("has it on record under signature that nobody confirmed in time; a later receipt overrules it", async () => {
    const duty = await network.tongzhou.as("duty");
    const langfang = await network.langfang.as("duty");
    const drill = {
      network: "border-rivers",
      title: "示例：无人回执",
      level: "red" as const,
      exercise: true,
    };
    const { id } = must(await duty.monitoring.openIncident({ body: drill })).incident;
    const draft = must(await duty.monitoring.draftMessage({ params: { id }, query: { kind: "warning" } }));
    const { kind, level, headline, text, facts, arrivals } = draft;
    const body = { kind, level, to: ["131000"], headline, text, facts, arrivals };
    const sent = must(await duty.monitoring.sendMessage({ params: { id }, body })).incident.messages[0]!;
    aheadMs = (draft.receiptMinutes.red + 1) * 60_000;
    const job = network.tongzhou.running().jobs.find(({ name }) => name === "monitoring.incidents")!;
    await job.run();
    await job.run();
    const atLangfang = await eventually(async () => {
      const reply = await langfang.monitoring.readIncident({ params: { id } });
      return reply.ok && reply.value.incident.messages[0]?.unanswered.length === 1 && reply.value.incident;
    });
    assert.deepEqual(
      atLangfang.messages[0]!.unanswered.map(({ parties, step }) => [parties, step]),
      [[["131000"], 1]],
      "said once, however often the job runs",
    );
    must(await langfang.monitoring.confirmMessage({ params: { id, message: sent.event }, body: {} }));
    const after = await eventually(async () => {
      const reply = await duty.monitoring.readIncident({ params: { id } });
      return reply.ok && reply.value.incident.waitingFor.length === 0 && reply.value.incident;
    });
    assert.equal(after.messages[0]!.receipts[0]!.isLate, true);
    assert.equal(after.messages[0]!.unanswered.length, 1, "that it was late stays on record");
    const receipt = after.messages[0]!.receipts[0]!.event;
    const ack = must(await duty.monitoring.messageCap({ params: { id, event: receipt } }));
    const headers = { "content-type": "application/octet-stream", "x-tongwulang": "1" };
    const read = await duty.fetch("/api/monitoring/cap", { method: "POST", headers, body: ack });
    const { message, remarks } = (await read.json()) as { message: { msgType: string }; remarks: unknown[] };
    assert.deepEqual([message.msgType, remarks], ["Ack", []], "it refers to what is held here");
  });
});
