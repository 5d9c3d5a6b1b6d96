import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { propose } from "#agreements/handlers.ts";
import type { Item } from "#cases/item.ts";
import { fillWho, next, saved, signInHere, startApplication } from "./applying.ts";
import { openBrowser, picture, seriousFindings } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { desktop, phone, visitorAt } from "./pages.ts";
import { must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

let nodes: ThreeNodes;
await openBrowser(); // one for all of these journeys

before(async () => {
  nodes = await threeNodes({ pages: builtPages() });
});
after(async () => {
  for (const node of nodes?.all ?? []) assert.deepEqual(node.faults, []);
  await nodes?.stop();
});

test("a person of any role sees where they are signed in, and ends it everywhere from the name in the header", async () => {
  const other = await nodes.wuqing.as("citizen2");
  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  await page.goto("/my");
  await signInHere(page, "citizen2");
  await page.getByRole("link", { name: "示例·赵女士" }).click();
  await page.getByRole("heading", { name: "登录与安全" }).waitFor();
  await page.getByText("当前设备").waitFor();
  await picture(page, "account");
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByLabel("现在的密码").fill("not-the-password");
  await page.getByLabel("新密码", { exact: true }).fill("a-new-password-1");
  await page.getByLabel("再输一次新密码").fill("a-new-password-1");
  await page.getByRole("button", { name: "修改密码" }).click();
  await page.getByText("现在的密码不正确").waitFor();
  await page.getByRole("button", { name: "退出所有设备" }).click();
  await page.getByRole("button", { name: "全部退出" }).click();
  await page.getByRole("heading", { name: "登录通武廊" }).waitFor();
  assert.equal(must(await other.node.readSession({})).person, null);
  await context.close();

  const desk = await visitorAt(nodes.wuqing.url);
  const seat = await desk.newPage();
  await seat.goto("/window");
  await signInHere(seat, "clerk");
  await seat.getByRole("link", { name: "示例·李窗口" }).click();
  await seat.getByRole("heading", { name: "登录与安全" }).waitFor();
  await desk.close();
});

test("where the office has its own identity service, one signs in there, and hears when it did not work", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("密码").waitFor();
  assert.equal(await page.getByRole("link", { name: "统一身份认证登录" }).count(), 0);
  await context.route("**/api/node", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), canSignInByOpenIdConnect: true } });
  });
  await page.goto("/sign-in?error=signup_disabled");
  await page.getByRole("alert").getByText("统一身份认证没有成功").waitFor();
  const link = page.getByRole("link", { name: "统一身份认证登录" });
  assert.equal(await link.getAttribute("href"), "/api/open-id-connect");
  await picture(page, "sign-in-open-id");
  assert.deepEqual(await seriousFindings(page), []);
  await context.close();
});

test("an agent takes the mandate recorded here, and hears when what they typed is not", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await startApplication(context);
  await page.getByRole("radio", { name: /我是代理人/ }).check();
  await page.getByRole("radio", { name: "企业或其他单位" }).check();
  await page.getByRole("button", { name: /示例·武清机械有限公司/ }).click();
  assert.equal(await page.getByLabel("单位名称").inputValue(), "示例·武清机械有限公司");
  assert.equal(await page.getByLabel("代理人姓名").inputValue(), "示例·王女士");
  await page.getByText(/本站已登记：您可以代示例·武清机械有限公司办理/).waitFor();
  await picture(page, "agent");
  assert.deepEqual(await seriousFindings(page), []);
  await page.getByLabel("单位名称").fill("示例·别的公司");
  await page.getByText(/本站没有登记您代示例·别的公司办理的委托/).waitFor();
  await page.getByLabel("代理人公民身份号码").fill("99011419900307002X");
  await page.getByText(/与这里填写的代理人不是同一人/).waitFor();
  await context.close();
});

test("a place is found by typing its name, and read back with the way down to it", async () => {
  const context = await visitorAt(nodes.wuqing.url, { size: phone });
  const page = await startApplication(context, "household-move-spouse");
  await page.getByLabel("姓名", { exact: true }).fill("示例·王女士");
  await page.getByLabel("公民身份号码").fill("990114198507260127");
  await page.getByLabel("手机号码").fill("13800000001");
  await next(page);
  const place = page.getByRole("combobox", { name: /从哪里迁出/ });
  await place.fill("没有这地方");
  await page.getByText(/没有叫“没有这地方”/).waitFor();
  await place.fill("杨村");
  await page.getByRole("option").first().waitFor();
  await picture(page, "place");
  assert.deepEqual(await seriousFindings(page), []);
  await place.press("ArrowDown");
  await place.press("Enter");
  assert.match(await place.inputValue(), /^武清区 · 杨村/);
  await saved(page);
  await page.reload();
  assert.match(await place.inputValue(), /^武清区 · 杨村/);
  await context.close();
});

/** Tab until the named control has the focus; a person without a mouse has no other way. */
const tabTo = async (page: Page, what: string): Promise<void> => {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(`(() => {
      const at = document.activeElement;
      const label = at?.labels?.[0]?.innerText ?? at?.getAttribute("aria-label") ?? at?.innerText ?? "";
      return label.includes(${JSON.stringify(what)}) && getComputedStyle(at).outlineStyle !== "none";
    })()`);
    if (found) return;
  }
  assert.fail(`${what} is not reached by Tab with a visible focus`);
};

test("the keyboard alone is enough to apply, from the search to the case", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  const { keyboard } = page;
  await page.goto("/");
  await page.getByRole("combobox").waitFor();
  await keyboard.press("Tab");
  assert.match(String(await page.evaluate("document.activeElement.innerText")), /跳到正文/);
  await tabTo(page, "查找事项");
  await keyboard.type("无犯罪");
  await page.getByRole("option").first().waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: /无犯罪记录证明/, level: 1 }).waitFor();
  await tabTo(page, "通州");
  await keyboard.press("Space");
  await tabTo(page, "开始申请");
  await keyboard.press("Enter");
  await page.getByLabel("密码").waitFor();
  await tabTo(page, "用户名");
  await keyboard.type("citizen");
  await keyboard.press("Tab");
  await keyboard.type("sample-tongwulang");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "谁申请" }).waitFor();
  for (const [label, text] of [
    ["姓名", "示例·王女士"],
    ["公民身份号码", "990114198507260127"],
    ["手机号码", "13800000001"],
  ] as const) {
    await tabTo(page, label);
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type(text);
  }
  await tabTo(page, "下一步");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "填写情况" }).waitFor();
  assert.equal(await page.evaluate("document.activeElement.tagName"), "H1");
  for (const group of await page.locator("fieldset.field").all()) {
    const first = group.getByRole("radio").first();
    await tabTo(page, (await first.locator("xpath=..").innerText()).trim());
    await keyboard.press("Space");
  }
  for (const input of await page.locator(".field input:not([type=radio]), .field textarea").all()) {
    if (!(await input.getAttribute("aria-required"))) continue;
    const id = await input.getAttribute("id");
    await tabTo(page, (await page.locator(`label[for="${id}"]`).innerText()).trim());
    await keyboard.type((await input.getAttribute("type")) === "date" ? "01052026" : "示例");
  }
  await tabTo(page, "下一步");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "交材料" }).waitFor();
  for (let n = await page.getByRole("checkbox", { name: "我带到窗口交" }).count(); n > 0; n--) {
    await tabTo(page, "我带到窗口交");
    await keyboard.press("Space");
  }
  await tabTo(page, "下一步");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "怎么领取" }).waitFor();
  await tabTo(page, (await page.locator("label.choice").first().innerText()).trim());
  await keyboard.press("Space");
  await tabTo(page, "下一步");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "核对并提交" }).waitFor();
  for (const consent of await page.locator("label.choice:has([type=checkbox])").all()) {
    await tabTo(page, (await consent.innerText()).trim());
    await keyboard.press("Space");
  }
  await tabTo(page, "提交申请");
  await keyboard.press("Enter");
  await page.waitForURL(/\/cases\//);
  await page.getByRole("heading", { name: /无犯罪记录证明/, level: 1 }).waitFor();
  await context.close();
});

test("without a connection the page says so at once, and what was typed stays", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await startApplication(context, "old-age-allowance");
  await fillWho(page).catch(() => undefined);
  await page.getByLabel("手机号码").fill("13800000009");
  await context.setOffline(true);
  await page.getByText(/网络已断开/).waitFor();
  await page.getByRole("link", { name: "协议公开" }).click();
  await page.getByText("暂时连接不上").or(page.getByRole("alert")).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "查进度" }).isVisible(), true); // the way back stays
  await picture(page, "offline");
  await context.setOffline(false);
  await page.getByText(/网络已断开/).waitFor({ state: "detached" });
  await page.goBack();
  await page.getByLabel("手机号码").waitFor();
  assert.equal(await page.getByLabel("手机号码").inputValue(), "13800000009");
  await context.close();
});

test("the guide on paper has everything on it, and says where and when it was printed", async () => {
  const context = await visitorAt(nodes.wuqing.url, { size: { width: 794, height: 1123 } });
  const page = await context.newPage();
  await page.goto("/items/food-operation-permit");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.emulateMedia({ media: "print" });
  const paper = await page.locator("body").innerText();
  for (const words of ["承诺时限", "法定时限", "收费", "由谁决定", "需要的材料", "打印自"])
    assert.match(paper, new RegExp(words));
  assert.doesNotMatch(paper, /开始申请|打印指南|长辈版/);
  assert.equal(await page.getByText(/由通州的市场监督管理部门审查决定/).isVisible(), true);
  await picture(page, "guide-print");
  await context.close();
});

test("the difference between two versions is read place by place, with the words of the form and no code", async () => {
  const { agreements, exchange, party } = nodes.wuqing.running();
  const standings = await exchange.deps.db.transaction().execute((tx) => agreements.read(tx));
  const [pilot] = [...standings.values()].filter(({ digest }) => digest !== agreements.founding.digest);
  const amended = structuredClone(pilot!.signing.bundle);
  Object.assign(amended.agreement, { version: 2, amends: pilot!.digest });
  const permit = amended.files["services/food-operation-permit.json"] as unknown as Item;
  permit.promisedLimit.n = 8;
  permit.version = 2;
  permit.materials = permit.materials.slice(1);
  permit.conditions.push({ zh: "示例：新增的条件", en: "Sample: one more condition" });
  permit.fees.push({
    name: { zh: "示例费", en: "Sample fee" },
    amountFen: "12050",
    per: { zh: "件", en: "case" },
    basis: { zh: "示例依据", en: "Sample basis" },
  });
  const deps = { db: exchange.deps.db, here: party, agreements, append: exchange.append, commit: exchange.commit, findSigner: exchange.findSigner }; // prettier-ignore
  const proposed = await propose(deps, amended, { role: "supervisor", department: "hall" });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  const digest = String(proposed.value[0]!.event.data["agreement"]);
  for (const [size, language] of [
    [desktop, "zh"],
    [desktop, "en"],
    [phone, "zh"],
  ] as const) {
    const context = await visitorAt(nodes.wuqing.url, { size, language });
    const page = await context.newPage();
    await page.goto(`/agreements/${digest}?against=${pilot!.digest}`);
    await page
      .getByRole("heading", { name: language === "zh" ? /第 1 版 → 第 2 版/ : /Version 1 → version 2/ })
      .waitFor();
    const table = page.locator("table.list").first();
    const shown = await table.innerText();
    await picture(page, `difference-${language}-${size.width}`);
    assert.doesNotMatch(shown, /[{}]|workday|[0-9a-f]{40}|promisedLimit|fromSharing|amountFen/);
    if (language === "en") assert.doesNotMatch(shown, /\p{Script=Han}/u);
    else assert.match(shown, /10[\s\S]*8/);
    assert.deepEqual(await seriousFindings(page), []);
    await context.close();
  }
});
