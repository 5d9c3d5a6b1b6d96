/// <reference lib="dom" />
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { openBrowser, picture, seriousFindings, sitDown, type Sitting } from "./browser.ts";
import { must, threeNodes, type JourneyNode, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const pages = join(import.meta.dirname, "../dist/web");
const hour = 3_600_000;
/** Whole minutes, as stations report; the newest value is a minute old. */
const newest = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;

/** What a station sends for one moment, through the door for tables. */
const report = async (
  node: JourneyNode,
  section: string,
  hoursAgo: number,
  change: Record<string, number> = {},
): Promise<void> => {
  const duty = await node.as("duty");
  const values = {
    ph: 7.8,
    "dissolved-oxygen": 7.2,
    "permanganate-index": 4.1,
    "ammonia-nitrogen": 0.4,
    "total-phosphorus": 0.13,
    ...change,
  };
  const rows = [{ line: 2, section, atMs: newest - hoursAgo * hour, values }];
  const source = `import sha256:${"0".repeat(64)}`;
  const answer = must(await duty.monitoring.takeRows({ body: { source, checkOnly: false, rows } }));
  assert.deepEqual(answer.faults, []);
};

const card = (page: Page, text: string | RegExp) => page.locator(".alert-card", { hasText: text });

describe("the alerts page", () => {
  let network: ThreeNodes;
  const sittings: Sitting[] = [];
  before(async () => {
    assert.ok(existsSync(join(pages, "index.html")), "build the pages first: node scripts/build.ts");
    network = await threeNodes({ pages });
    for (const hoursAgo of [18, 14, 10]) {
      await report(network.tongzhou, "杨洼闸", hoursAgo);
      await report(network.langfang, "王家摆", hoursAgo);
    }
  });
  after(async () => {
    for (const { end } of sittings) await end();
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });
  const sit = async (node: JourneyNode, options: Parameters<typeof sitDown>[1] = {}): Promise<Sitting> => {
    const sitting = await sitDown(node, { as: "duty", ...options });
    sittings.push(sitting);
    return sitting;
  };
  let langfang: Sitting;

  it("says that there is none, and why there may be none", async () => {
    langfang = await sit(network.langfang);
    const { page } = langfang;
    await page.goto("/duty/alerts?state=cleared");
    await page.getByText("还没有解除的预警").waitFor();
    await page.goto("/duty/alerts");
    await page.getByText("现在没有预警").waitFor();
    assert.deepEqual(await seriousFindings(page), []);
  });

  it("shows in Langfang, by itself, what was measured in Tongzhou: one incident, and the wave that comes", async () => {
    const { page } = langfang;
    await report(network.tongzhou, "杨洼闸", 8, { "ammonia-nitrogen": 2.6, "total-phosphorus": 0.5 });
    await card(page, /杨洼闸 · 氨氮超过V类/).waitFor(); // nobody touched the page
    await card(page, /杨洼闸 · 总磷超过V类/).waitFor();
    await card(page, /王家摆 · 上游污染将到达/).waitFor();
    await page.getByRole("heading", { name: "同一事件 · 5 个预警" }).waitFor(); // it rises fast, and comes to Wuqing too
    await picture(page, "alerts-raised");
    assert.deepEqual(await seriousFindings(page), []);
  });

  it("acknowledges all of an incident with one press, and Tongzhou sees who has", async () => {
    const { page, problems } = langfang;
    await page.getByRole("button", { name: "全部确认（5）" }).click();
    await page.getByRole("button", { name: /确认/ }).first().waitFor({ state: "detached" });
    assert.equal(await card(page, "✓ 已确认").count(), await page.locator(".alert-card").count());
    const { page: there } = await sit(network.tongzhou);
    await there.goto("/duty/alerts");
    await card(there, /氨氮超过V类/)
      .getByText(/已确认：.*廊坊/)
      .waitFor();
    assert.deepEqual(problems, []);
  });

  it("tells one reading that jumps as unverified, in words and not by colour alone", async () => {
    const { page } = await sit(network.tongzhou, { screen: "phone", language: "en" });
    await page.goto("/duty/alerts?lang=en");
    await report(network.langfang, "王家摆", 8, { "ammonia-nitrogen": 40 });
    const doubted = card(page, "Unverified: one reading");
    await doubted.waitFor();
    assert.match(await doubted.innerText(), /40 mg\/L, limit 15[\s\S]*if it is true:\s+Red/);
    await picture(page, "alerts-unverified");
    assert.deepEqual(await seriousFindings(page), []);
    await report(network.langfang, "王家摆", 4);
    await doubted.waitFor({ state: "detached" });
  });

  it("clears what recovered, and keeps why: by readings that held, or because nothing bore it out", async () => {
    const { page, problems } = langfang;
    await page.goto("/duty/alerts");
    await card(page, /杨洼闸 · 氨氮超过V类/).waitFor();
    for (const hoursAgo of [4, 0]) await report(network.tongzhou, "杨洼闸", hoursAgo);
    await card(page, /杨洼闸 · 氨氮超过V类/).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "已解除" }).click();
    await card(page, /杨洼闸 · 氨氮超过V类/).waitFor();
    await page.getByRole("link", { name: /王家摆 · 氨氮超过V类/ }).click();
    await page.getByText(/后续读数未予证实/).waitFor();
    await picture(page, "alerts-refuted");
    await page.getByRole("link", { name: /返回/ }).click();
    await page.getByRole("link", { name: /杨洼闸 · 氨氮超过V类/ }).click();
    await page
      .getByText(/条件消失，自动解除/)
      .first()
      .waitFor();
    assert.deepEqual(await seriousFindings(page), []);
    assert.deepEqual(problems, []);
  });
});
