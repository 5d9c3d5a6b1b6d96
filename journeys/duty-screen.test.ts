/// <reference lib="dom" />
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { openBrowser, picture, seriousFindings, sitDown, type Sitting } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { must, threeNodes, type JourneyNode, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const hour = 3_600_000;
/** Whole minutes, as stations report; the newest value is a minute old. */
const newest = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;

/** What a station sends for one moment, through the door for tables. */
const report = async (
  node: JourneyNode,
  section: string,
  hoursAgo: number,
  ammonia: number,
): Promise<void> => {
  const duty = await node.as("duty");
  const values = {
    ph: 7.8,
    "dissolved-oxygen": 7.2,
    "permanganate-index": 4.1,
    "ammonia-nitrogen": ammonia,
    "total-phosphorus": 0.13,
  };
  const rows = [{ line: 2, section, atMs: newest - hoursAgo * hour, values }];
  const source = `import sha256:${"0".repeat(64)}`;
  const answer = must(await duty.monitoring.takeRows({ body: { source, checkOnly: false, rows } }));
  assert.deepEqual(answer.faults, []);
};

const mark = (page: Page, name: string) => page.locator(`a.section-mark[aria-label^="${name}，"]`);
const says = async (page: Page, name: string): Promise<string> =>
  (await mark(page, name).getAttribute("aria-label")) ?? "";

describe("the duty screen", () => {
  let network: ThreeNodes;
  const sittings: Sitting[] = [];
  before(async () => {
    network = await threeNodes({ pages: builtPages() });
    for (const hoursAgo of [16, 12, 8, 4]) {
      await report(network.tongzhou, "杨洼闸", hoursAgo, 0.4);
      await report(network.langfang, "王家摆", hoursAgo, 0.4);
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

  it("shows in Langfang, by itself, a peak that was measured in Tongzhou: class, alert, when it comes", async () => {
    const { page, problems } = await sit(network.langfang);
    await page.goto("/duty");
    await mark(page, "杨洼闸").waitFor();
    await page.waitForFunction(() => document.querySelector('a.section-mark[aria-label^="杨洼闸，Ⅲ类"]'));
    assert.match(await says(page, "沿河城"), /参照断面/);
    assert.match(await says(page, "土门楼"), /不能评价，尚无数据/);

    await report(network.tongzhou, "杨洼闸", 0, 2.6); // nobody touches the page in Langfang
    await page.locator('a.section-mark.alerted[aria-label^="杨洼闸，劣Ⅴ类，差于目标"]').waitFor();
    await page.locator(".side").getByText(/氨氮/).first().waitFor();
    await picture(page, "duty-peak");
    assert.deepEqual(await seriousFindings(page), []);
    assert.deepEqual(problems, []);
  });

  it("leads to the section: the curve before its class bands, the item and the row that decided, the arrival downstream", async () => {
    const { page, problems } = await sit(network.langfang);
    await page.goto("/duty");
    await mark(page, "杨洼闸").click();
    await page.getByRole("heading", { name: /杨洼闸/ }).waitFor();
    await page.getByRole("img", { name: /杨洼闸氨氮.*5 个值，最低 0.400 mg\/L，最高 2.600 mg\/L/ }).waitFor();
    await page.getByText("以表格显示这些值").click();
    await page.locator(".chart tbody tr").getByText("2.600 mg/L").waitFor();

    const reason = page.locator(".section-parts tr", { hasText: "决定类别" });
    assert.match(await reason.innerText(), /氨氮[\s\S]*2\.600 mg\/L[\s\S]*劣Ⅴ类[\s\S]*2[\s\S]*7/);
    const arrival = page.locator(".section-parts .whole tr", { hasText: "王家摆" });
    assert.match(await arrival.innerText(), /9\.8 km/);
    assert.match(await arrival.innerText(), /\d\d-\d\d \d\d:\d\d（\d\d-\d\d \d\d:\d\d–\d\d-\d\d \d\d:\d\d）/);
    await page.getByText("河长、流速为估计，未经实测核实").waitFor();
    await page.getByLabel("流量等级").selectOption({ label: "丰" });
    await page.getByLabel("峰值").fill("0.1");
    await page.getByText("峰值没有高出平时值").waitFor();
    await picture(page, "duty-section");
    assert.deepEqual(await seriousFindings(page), []);
    assert.deepEqual(problems, []);
  });

  it("says the same as a table, in English, on a phone, and accounts for the month", async () => {
    const { page, problems } = await sit(network.wuqing, { screen: "phone", language: "en" });
    await page.goto("/duty?as=table&lang=en");
    const row = page.locator("tr", { hasText: "Yangwa Lock" });
    await row.waitFor();
    assert.match(await row.innerText(), /Worse than class V[\s\S]*Ammonia nitrogen/i);
    assert.deepEqual(await seriousFindings(page), []);
    await page.goto("/duty/accounts?lang=en");
    const account = page.locator(".account", { hasText: "North Canal" });
    await account.waitFor();
    assert.match(await account.innerText(), /Undecided[\s\S]*No values: /);
    assert.match(await account.innerText(), /Flow is not measured everywhere/);
    await picture(page, "duty-accounts");
    assert.deepEqual(await seriousFindings(page), []);
    assert.deepEqual(problems, []);
  });

  it("tells the air of all stations at a glance, and one of them whole", async () => {
    const atMs = Math.floor(Date.now() / hour) * hour;
    const duty = await network.tongzhou.as("duty");
    const values = { pm25: 79, pm10: 78, o3: 71, no2: 34, so2: 5, co: 0.8 };
    const rows = [{ line: 2, section: "永乐店", atMs, values }];
    const body = { source: `import sha256:${"1".repeat(64)}`, checkOnly: false, rows };
    assert.deepEqual(must(await duty.monitoring.takeRows({ body })).faults, []);
    const { page, problems } = await sit(network.langfang, { screen: "phone" });
    await page.goto("/duty/air");
    const row = page.locator(".air-overview tr", { hasText: "永乐店" });
    await row.getByText("轻度污染").waitFor(); // PM2.5 of 79 by HJ 633—2026
    await page.getByRole("link", { name: "永乐店" }).click();
    await page.getByRole("heading", { name: "永乐店" }).waitFor();
    await page.getByText("首要污染物 PM2.5").waitFor();
    assert.match(page.url(), /\/duty\/air\?station=/);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    assert.match(await focused(), /永乐店/, "who cannot see where one is, hears it");
    await page.goBack();
    await page.getByRole("heading", { name: "永乐店" }).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    assert.deepEqual(await seriousFindings(page), []);
    assert.deepEqual(problems, []);
  });

  it("names a station that is in no network", async () => {
    const { page } = await sit(network.tongzhou);
    await page.goto("/duty/sections/nowhere");
    await page.getByText("没有这个站点").waitFor();
  });
});
