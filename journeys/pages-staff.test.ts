/// <reference lib="dom" />
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, picture, seriousFindings } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { arrives, checkAll, handIn, readItem } from "./case-work.ts";
import { hears, press, seated as seatedIn, smallPhone, windowScreen, type Seat } from "./desks.ts";
import { eventually, must, threeNodes, type JourneyNode, type ThreeNodes } from "./three-nodes.ts";

let nodes: ThreeNodes;
const browser = openBrowser(); // closed by whoever opened it, after all tests of the process

before(async () => {
  nodes = await threeNodes({ pages: builtPages() });
});
after(async () => {
  for (const node of nodes?.all ?? []) assert.deepEqual(node.faults, []);
  await nodes?.stop();
});

const seated = async (node: JourneyNode, username: string, seat: Seat = {}) =>
  seatedIn(await browser, node, username, seat);

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A case that Tongzhou is examining, handed in and accepted at Wuqing. */
const atTongzhou = async (): Promise<string> => {
  const clerk = await nodes.wuqing.as("clerk");
  const officer = await nodes.tongzhou.as("officer");
  const item = await readItem(nodes.wuqing, "food-operation-permit");
  const { id } = await checkAll(clerk, await handIn(clerk, item, "110112"));
  must(await clerk.cases.accept({ params: { id } }));
  await arrives(officer, id, (view) => view.state === "under-review");
  return id;
};

test("a clerk receives a case by keys alone: two letters, the form, the papers, one notice, acceptance", async () => {
  const context = await seated(nodes.wuqing, "clerk");
  const page = await context.newPage();
  await page.goto("/window");
  await page.getByText("今天的件都办完了").waitFor();
  await press(page, "n");
  await page.getByLabel("事项", { exact: true }).waitFor();
  await page.keyboard.type("sp");
  await page
    .locator(".offers [aria-current]")
    .getByText(/食品经营许可/)
    .waitFor();
  await picture(page, "staff-item");
  await press(page, "Enter");
  await page.getByRole("heading", { name: /食品经营许可/ }).waitFor();
  await page.getByRole("radio", { name: "个人" }).check();
  await page.getByLabel("姓名", { exact: true }).fill("示例·王女士");
  await page.getByLabel("公民身份号码").fill("990114198507260127");
  await page.getByText("校验通过").waitFor();
  await page.getByLabel("联系电话").fill("13800000001");
  await press(page, "Control+Enter");
  await hears(page, /还有 \d+ 处没有填/);
  assert.deepEqual(await seriousFindings(page), []);
  await page.reload(); // what was typed is still there
  assert.equal(await page.getByLabel("姓名", { exact: true }).inputValue(), "示例·王女士");
  await page.getByRole("radio", { name: /堂食/ }).check();
  await page.getByLabel("经营场所地址").fill("示例路1号");
  await page.getByLabel(/经营面积/).fill("80");
  await page.getByLabel("食品安全管理人员姓名").fill("示例·王女士");
  for (const group of [/直接入口食品/, /网络平台经营/])
    await page.getByRole("group", { name: group }).getByRole("radio").last().check();
  await page.getByLabel(/真实有效/).check();
  await page.getByRole("radio", { name: /自取/ }).check();
  await page.getByRole("heading", { name: /食品经营许可/ }).click(); // away from the fields, so that digits tick papers
  await press(page, "1", "2", "3");
  await page
    .locator(".side input[type=file]")
    .first()
    .setInputFiles({ name: "plan.png", mimeType: "image/png", buffer: onePixel });
  await page.getByText("已上传").waitFor();
  await picture(page, "staff-hand-in");
  await press(page, "Control+Enter");
  await hears(page, /收件凭证/);
  await page.getByText(/须一次告知或受理/).waitFor();
  const id = new URL(page.url()).searchParams.get("case")!;

  const digits = await page.locator(".papers-table td:last-child kbd").allInnerTexts();
  assert.ok(digits.length > 0);
  await press(page, "a");
  await hears(page, /还不能受理/);
  for (const digit of digits) await press(page, digit);
  await press(page, digits[0]!, "q");
  await picture(page, "staff-papers");
  assert.deepEqual(await seriousFindings(page), []);
  await press(page, "b");
  await page.getByRole("heading", { name: "一次性告知补正" }).waitFor();
  assert.match(await page.locator("dialog textarea").first().inputValue(), /印章/);
  await picture(page, "staff-notice");
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole("button", { name: /发出告知书/ }).click();
  await hears(page, /告知书已发出/);

  await page.getByRole("button", { name: "材料已补交" }).click();
  await page.getByRole("button", { name: "收下" }).click();
  await hears(page, /请核验/);
  const left = await page.locator(".papers-table td:last-child kbd").allInnerTexts();
  for (const [at, digit] of left.entries()) {
    const verdict = page
      .locator(".papers-table tbody tr")
      .filter({ has: page.locator("kbd", { hasText: digit }) })
      .locator("td")
      .nth(2);
    while (!/一致/.test(await verdict.innerText())) await press(page, left[at]!);
  }
  await press(page, "a");
  await hears(page, /已受理/);
  const officer = await nodes.tongzhou.as("officer");
  await arrives(officer, id, (view) => view.state === "under-review");
  await context.close();
});

test("a scanned receipt opens its case from anywhere on the desk, and no digit of it marks a paper", async () => {
  const clerk = await nodes.wuqing.as("clerk");
  const view = await handIn(clerk, await readItem(nodes.wuqing, "food-operation-permit"), "131000");
  const other = await handIn(clerk, await readItem(nodes.wuqing, "food-operation-permit"), "131000");
  const context = await seated(nodes.wuqing, "clerk");
  const page = await context.newPage();
  await page.goto(`/window?case=${other.id}`);
  await page.getByText(/须一次告知或受理/).waitFor();
  await page.keyboard.type(`TWL:${view.number}:${view.trackingCode}`, { delay: 4 });
  await press(page, "Enter");
  await page.waitForURL(new RegExp(view.id));
  await page.locator(".papers-table").waitFor();
  assert.equal(await page.locator(".papers-table").getByText("未记录").count(), 0);
  await press(page, "?");
  await page.getByRole("heading", { name: "快捷键" }).waitFor();
  await page.getByLabel(/启用单键快捷键/).uncheck();
  await press(page, "Escape", "n");
  assert.equal(await page.getByLabel("事项", { exact: true }).count(), 0, "single keys are off");
  await context.close();
});

test("two officers decide over the papers, and the window delivers what came back", async () => {
  const id = await atTongzhou();
  const first = await seated(nodes.tongzhou, "officer");
  const page = await first.newPage();
  await page.goto(`/officer?case=${id}`);
  await page.getByRole("button", { name: /^审查意见/ }).waitFor();
  await press(page, "e");
  await page.getByRole("button", { name: "材料齐全" }).click();
  await press(page, "Control+Enter");
  await hears(page, /审查意见已记录/);
  await press(page, "d");
  await page.getByRole("radio", { name: "不予准许" }).check();
  await page.getByRole("button", { name: "不符合条件" }).click();
  await page
    .getByText(/还有 \d 处空白/)
    .first()
    .waitFor();
  await page.getByRole("radio", { name: "准予", exact: true }).check();
  await page.getByRole("button", { name: "符合条件", exact: true }).click();
  await page.getByLabel("证照编号").fill("示例证0001");
  await picture(page, "staff-officer");
  assert.deepEqual(await seriousFindings(page), []);
  await press(page, "Control+Enter");
  await hears(page, /等第二人复核/);
  await page.getByText("拟办人不能自己复核").first().waitFor();
  assert.equal(
    await page.getByRole("button", { name: "同意并作出决定" }).getAttribute("aria-disabled"),
    "true",
  );
  await first.close();

  const second = await seated(nodes.tongzhou, "officer2");
  const other = await second.newPage();
  await other.goto(`/officer?tab=to-confirm&case=${id}`);
  await other.getByRole("button", { name: "同意并作出决定" }).click();
  await hears(other, /决定已作出/);
  await second.close();

  const clerk = await nodes.wuqing.as("clerk");
  await arrives(clerk, id, (view) => view.commands["deliver"]?.allowed === true);
  const window = await seated(nodes.wuqing, "clerk");
  const desk = await window.newPage();
  await desk.goto(`/window?tab=deliver&case=${id}`);
  await desk.getByRole("button", { name: /^送达/ }).waitFor();
  await press(desk, "d");
  await desk.getByRole("button", { name: "登记送达" }).click();
  await hears(desk, /已登记送达/);
  await window.close();
});

test("a supervisor approves an extension, and every figure opens its cases and goes into the ledger", async () => {
  const id = await atTongzhou();
  const officer = await nodes.tongzhou.as("officer");
  must(await officer.cases.askExtension({ params: { id }, body: { reason: "示例：需进一步核实" } }));
  const context = await seated(nodes.tongzhou, "supervisor");
  const page = await context.newPage();
  await page.goto("/supervisor/extensions");
  await page.locator(".queue-row").first().click();
  assert.equal(await page.getByLabel(/理由/).inputValue(), "示例：需进一步核实");
  await picture(page, "staff-extension");
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByRole("button", { name: "批准延期" }).click();
  await hears(page, /已批准延期/);

  await page.goto("/supervisor");
  await page
    .getByRole("link", { name: /在办 \d+ 件/ })
    .first()
    .click();
  await page.locator(".queue-row").first().click();
  await page.getByRole("button", { name: "返回数字" }).waitFor();
  await picture(page, "staff-behind");
  await page.getByRole("button", { name: "返回数字" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出台账" }).click();
  assert.match((await download).suggestedFilename(), /\.xlsx$/);
  await context.close();
});

test("a system administrator sees the chain and tests a peer; a peer that is away is said on every desk", async () => {
  const context = await seated(nodes.wuqing, "system");
  const page = await context.newPage();
  await page.goto("/system");
  await page.getByRole("row", { name: /通州/ }).getByRole("button", { name: "立即测试" }).click();
  await hears(page, /通州.*应答.*毫秒/);
  await picture(page, "staff-chain");
  await nodes.langfang.stop();
  await page.getByRole("row", { name: /廊坊/ }).getByRole("button", { name: "立即测试" }).click();
  await hears(page, /没有应答/);
  await nodes.langfang.start();
  await context.close();
});

test("a security administrator locks a person out; the audit administrator reads that it happened", async () => {
  const clerk = await seated(nodes.wuqing, "clerk2");
  const guarded = await seated(nodes.wuqing, "security");
  const page = await guarded.newPage();
  await page.goto("/security");
  const row = page.getByRole("row", { name: /吴窗口/ });
  await row.getByRole("button", { name: "停用" }).click();
  await page.getByLabel("原因").fill("示例：离岗");
  await page.getByRole("button", { name: "停用并结束登录" }).click();
  await row.getByText("已停用").waitFor();
  await picture(page, "staff-people");
  const out = await clerk.newPage();
  await out.goto("/window");
  await out.getByLabel("密码").waitFor(); // the session ended, the desk asks for the password
  await row.getByRole("button", { name: "恢复" }).click();
  await row.getByText("正常").waitFor();
  await Promise.all([clerk.close(), guarded.close()]);

  const audit = await seated(nodes.wuqing, "audit");
  const log = await audit.newPage();
  await log.goto("/audit?action=lock");
  await log.getByRole("cell", { name: "停用账户" }).first().waitFor();
  await log.getByLabel("操作").selectOption("unlock");
  await log.getByRole("cell", { name: "恢复账户" }).first().waitFor();
  await picture(log, "staff-audit");
  await audit.close();
});

test("two administrators erase the personal data of a closed case, and its desk says so", async () => {
  const clerk = await nodes.wuqing.as("window-clerk");
  const { id, number } = await handIn(clerk, await readItem(nodes.wuqing, "food-operation-permit"), "110112");
  must(await clerk.cases.withdraw({ params: { id }, body: { reason: "示例：不再办理" } }));
  const proposing = await seated(nodes.wuqing, "system");
  const system = await proposing.newPage();
  await system.goto("/system/erasure");
  await system.getByLabel("办件编号").fill(number);
  await system.getByRole("button", { name: "提出删除" }).click();
  await system.getByRole("row", { name: number }).getByText("待安全管理员批准").waitFor();
  const deciding = await seated(nodes.wuqing, "security");
  const security = await deciding.newPage();
  await security.goto("/security/erasure");
  await security.getByRole("row", { name: number }).getByRole("button", { name: "批准" }).click();
  await picture(security, "staff-erasure");
  await security.getByRole("button", { name: "批准并删除" }).click();
  await security.getByRole("row", { name: number }).getByText("已撤回").waitFor();
  const desk = await seated(nodes.wuqing, "clerk");
  const page = await desk.newPage();
  await page.goto(`/window?case=${id}`);
  await page.getByRole("heading", { name: "这个办件的个人信息已依法删除" }).waitFor();
  await Promise.all([proposing.close(), deciding.close(), desk.close()]);
});

const desks: readonly [username: string, addresses: readonly string[]][] = [
  [
    "clerk",
    ["/window", "/window?tab=supplement", "/window?tab=all", "/window?show=hand-in", "/window?show=handover"],
  ],
  ["officer", ["/officer", "/officer?tab=paused", "/officer?tab=done"]],
  [
    "supervisor",
    [
      "/supervisor",
      "/supervisor?by=party",
      "/supervisor?by=step",
      "/supervisor/extensions",
      "/supervisor/ratings",
      "/supervisor/agreements",
    ],
  ],
  ["system", ["/system", "/system/parked", "/system/refused", "/system/erasure"]],
  ["security", ["/security", "/security/erasure"]],
  ["audit", ["/audit"]],
];

test("every desk is good for keyboard and screen reader, in both languages, on a window PC and on a phone", async () => {
  for (const [size, language] of [
    [windowScreen, "zh"],
    [smallPhone, "zh"],
    [windowScreen, "en"],
    [smallPhone, "en"],
  ] as const)
    for (const [username, addresses] of desks) {
      const isLookedOver = (size === windowScreen) === (language === "zh"); // each size and each language once: axe is slow
      const context = await seated(nodes.wuqing, username, { size, language });
      const page = await context.newPage();
      for (const address of addresses) {
        await page.goto(address);
        await page.locator(".desk-bar h1").waitFor();
        await page.locator(".skeleton").first().waitFor({ state: "detached" });
        const where = `${address} ${language} ${size.width}`;
        if (isLookedOver) assert.deepEqual(await seriousFindings(page), [], where);
        const fits = await page.evaluate(() => [
          document.documentElement.scrollWidth <= innerWidth,
          document.documentElement.scrollHeight <= innerHeight,
        ]);
        assert.equal(fits[0], true, `${where} scrolls sideways`);
        if (size === windowScreen) assert.equal(fits[1], true, `${where}: the page as a whole scrolls`);
        if (language === "en")
          assert.doesNotMatch(await page.locator("main").innerText(), /\{\w+\}|undefined/, where);
        await picture(page, `staff${address.replaceAll(/\W/g, "_")}-${language}-${size.width}`.slice(0, 60));
      }
      await context.close();
    }
});

test("somebody else's desk says so and shows the way to one's own", async () => {
  const context = await seated(nodes.wuqing, "officer");
  const page = await context.newPage();
  await page.goto("/window");
  await page.getByRole("heading", { name: "这不是您的工作台" }).waitFor();
  await page.getByRole("link", { name: "去我的工作台" }).click();
  await eventually(async () => page.url().endsWith("/officer"));
  await context.close();
});

test("elder mode reaches the desks: twenty pixels of type, nothing to press smaller than sixty", async () => {
  for (const [username, address] of [
    ["clerk", "/window"],
    ["clerk", "/window?show=hand-in"],
    ["supervisor", "/supervisor"],
    ["system", "/system"],
    ["audit", "/audit"],
  ] as const) {
    const context = await seated(nodes.wuqing, username, { elder: true });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator(".desk-bar h1").waitFor();
    await page.locator(".skeleton").first().waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "20px");
    const small = await page
      .locator(".desk-root :is(button, a.btn, select, .choice, .queue-row, .desk-tabs a)")
      .evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 60)
          .map((one) => one.outerHTML.slice(0, 120)),
      );
    assert.deepEqual(small, [], address);
    await picture(page, `staff-elder${address.replaceAll(/\W/g, "_")}`);
    await context.close();
  }
});
