/// <reference lib="dom" />
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, picture, seriousFindings, sitDown, type Sitting } from "./browser.ts";
import { eventually, must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

await openBrowser(); // one for all of these journeys

const pages = join(import.meta.dirname, "../dist/web");

/** What a line for a terminal sends, sent from here. */
const send = async (line: string): Promise<number> => {
  const [, token] = /authorization: Bearer ([^"]+)"/.exec(line)!;
  const [, body] = / -d '([^']+)'/.exec(line)!;
  const [, url] = / "(http[^"]+)"$/.exec(line)!;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return (await fetch(url!, { method: "POST", headers, body: body! })).status;
};

describe("suppliers of measurements, in the page", () => {
  let network: ThreeNodes;
  const sittings: Sitting[] = [];
  before(async () => {
    assert.ok(existsSync(join(pages, "index.html")), "build the pages first: node scripts/build.ts");
    network = await threeNodes({ pages });
  });
  after(async () => {
    for (const { end } of sittings) await end();
    const faults = network.all.flatMap((node) => node.faults);
    await network.stop();
    assert.deepEqual(faults, []);
  });

  it("are registered with a token that is shown once and works as the page says, and are revoked", async () => {
    const sitting = await sitDown(network.langfang, { as: "system-administrator" });
    sittings.push(sitting);
    const { page, problems } = sitting;
    await page.goto("/system/suppliers");
    await page.getByText("还没有供数单位。").waitFor();
    await picture(page, "suppliers-empty");
    await page.getByText("登记供数单位").first().click();
    const form = page.locator(".supplier-add form");
    await form.getByText("请按要求填写名称").waitFor();
    await form.getByLabel("名称").fill("canal-office");
    await form.getByLabel("王家摆").check();
    await form.getByRole("button", { name: "登记供数单位" }).click();
    await page.getByText("canal-office 的令牌：只显示这一次").first().waitFor();
    const [token, line] = await page.locator(".new-token code").allInnerTexts();
    assert.match(token!, /^twl_[\w-]{43}$/);
    await page.getByRole("button", { name: "复制 令牌" }).waitFor();
    await page.getByText("本节点没有开 MQTT 端口").waitFor();
    await picture(page, "suppliers-token");
    assert.deepEqual(await seriousFindings(page), []);
    assert.equal(await send(line!), 201);

    await page.reload();
    await page.getByRole("cell", { name: "canal-office", exact: true }).waitFor();
    assert.equal(await page.getByText(token!).count(), 0, "shown once");
    await page.getByRole("button", { name: "停用 canal-office" }).click();
    await page.getByRole("heading", { name: "停用 canal-office 的令牌？" }).waitFor();
    await picture(page, "suppliers-revoke");
    assert.deepEqual(await seriousFindings(page), []);
    await page.getByRole("button", { name: "停用令牌" }).click();
    await page.getByText(/\d\d-\d\d \d\d:\d\d 停用/).waitFor();
    await eventually(async () => (await send(line!)) === 401);
    assert.deepEqual(problems, []);
  });

  it("are read on a phone in English; a name that was used says so where it was typed", async () => {
    const sitting = await sitDown(network.langfang, {
      as: "system-administrator",
      screen: "phone",
      language: "en",
    });
    sittings.push(sitting);
    const { page } = sitting;
    await page.goto("/system/suppliers?lang=en");
    await page.getByText(/Revoked \d\d-\d\d/).waitFor();
    await page.getByText("Register a supplier").first().click();
    const form = page.locator(".supplier-add form");
    await form.getByLabel("Name").fill("canal-office");
    await form.getByLabel(/What clients make/).check();
    await form.getByRole("button", { name: "Register a supplier" }).click();
    await form.getByText("There is a supplier named canal-office already").waitFor();
    await picture(page, "suppliers-taken-phone");
    await form.getByLabel("Name").fill("pump-logger-of-the-third-regulating-gate-on-the-north-canal-1");
    await form.getByRole("button", { name: "Register a supplier" }).click();
    await page.getByText("Make a thing with curl").waitFor();
    await picture(page, "suppliers-token-phone");
    assert.deepEqual(await seriousFindings(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    const [, line] = await page.locator(".new-token code").allInnerTexts();
    assert.equal(await send(line!), 201);
    await page.getByRole("button", { name: "Saved; show it no more" }).click();
    await page.locator(".new-token").waitFor({ state: "detached" });
  });

  it("may type the lines of docs/sensorthings.md as they stand", async () => {
    const docs = await readFile(join(import.meta.dirname, "../docs/sensorthings.md"), "utf8");
    const [, name, party, stations] = /supplier add (\S+) --party (\d+) --stations (\S+)/.exec(docs)!;
    const node = network.all.find((one) => one.party === party)!;
    const administrator = await node.as("system-administrator");
    const body = { name: `${name}-docs`, stations: stations!.split(",") };
    const { token } = must(await administrator.monitoring.addSupplier({ body }));
    const [line] = /^curl -H [^]*?Observations"$/m.exec(docs)!;
    const here = line.replace("$TOKEN", token).replace(/http:\/\/localhost:\d+/, node.url);
    assert.equal(await send(here.replaceAll("\\\n", "")), 201);
    const [, read] = /^curl "http:\/\/localhost:\d+([^"]+)"$/m.exec(docs)!;
    assert.equal((await fetch(node.url + read!.replaceAll("\\$", "$"))).status, 200);
  });
});
