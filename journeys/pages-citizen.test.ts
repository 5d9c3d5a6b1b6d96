import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { openBrowser, picture, seriousFindings } from "./browser.ts";
import { builtPages } from "./built-pages.ts";
import { desktop, phone, visitorAt } from "./pages.ts";
import { answersFor, arrives, checkAll, codeOf, decide, papersFor, person, readItem } from "./case-work.ts";
import { fillWho, next, saved, signInHere, startApplication } from "./applying.ts";
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

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("an applicant in Wuqing finds the item by its scenario, applies step by step and follows the case to its rating", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("combobox").fill("开饭店");
  await page.getByRole("option", { name: /食品经营许可/ }).waitFor();
  await picture(page, "real-home-search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /食品经营许可/, level: 1 }).waitFor();
  await page.getByRole("radio", { name: /通州/ }).check();
  await picture(page, "real-guide");
  await page.getByRole("button", { name: "开始申请" }).click();
  await signInHere(page);

  await page.getByRole("heading", { name: "谁申请" }).waitFor();
  await fillWho(page);
  await page.getByLabel("公民身份号码").fill("990114198507260128");
  await next(page);
  await page
    .getByRole("alert")
    .getByText(/校验码/)
    .waitFor();
  await page.getByLabel("公民身份号码").fill("990114198507260127");
  await next(page);

  await page.getByRole("heading", { name: "填写情况" }).waitFor();
  await page.getByRole("radio", { name: /堂食/ }).check();
  await page.getByLabel("经营场所地址").fill("示例路1号");
  await page.getByLabel(/经营面积/).fill("80");
  await page.getByLabel("食品安全管理人员姓名").fill("示例·王女士");
  for (const group of [/直接入口食品/, /网络平台经营/])
    await page.getByRole("group", { name: group }).getByRole("radio").last().check();
  await next(page);

  await page.getByRole("heading", { name: "交材料" }).waitFor();
  await page
    .getByLabel(/示意图/)
    .first()
    .setInputFiles({ name: "plan.png", mimeType: "image/png", buffer: png });
  await page.getByText("已上传").waitFor();
  await page.getByRole("checkbox", { name: "我带到窗口交" }).last().check();
  await picture(page, "real-papers");
  assert.deepEqual(await seriousFindings(page), []);
  await next(page);

  await page.getByRole("radio", { name: /窗口领取/ }).check();
  await next(page);
  await page.getByRole("checkbox", { name: /真实有效/ }).check();
  await picture(page, "real-check");
  await page.getByRole("button", { name: "提交申请" }).click();
  await page.waitForURL(/\/cases\//);
  await page.getByRole("heading", { name: /食品经营许可/, level: 1 }).waitFor();
  const id = page.url().split("/").pop()!;
  await picture(page, "real-case-submitted");

  const clerk = await nodes.wuqing.as("window-clerk");
  const received = must(await clerk.cases.receive({ params: { id } })).case;
  await checkAll(clerk, received);
  must(await clerk.cases.accept({ params: { id } }));
  const [first, second] = await Promise.all([nodes.tongzhou.as("officer"), nodes.tongzhou.as("officer2")]);
  await arrives(first, id, (view) => view.state === "under-review");
  const applicant = await nodes.wuqing.as("citizen");
  await arrives(applicant, id, (view) =>
    view.way.some(({ state, label }) => state === "now" && label.zh === "审查中"),
  );
  await page.reload();
  await page.getByText("审查中", { exact: true }).waitFor();
  await picture(page, "real-case");
  assert.deepEqual(await seriousFindings(page), []);

  await decide(first, second, id);
  await arrives(clerk, id, (view) => view.commands["deliver"]?.allowed === true);
  must(await clerk.cases.deliver({ params: { id }, body: { way: "window", recipient: "示例·王女士" } }));
  await page.reload();
  for (const level of ["非常满意", "不满意"]) {
    await page.getByRole("radio", { name: level, exact: true }).check();
    await page.getByRole("button", { name: "提交评价" }).click();
    await page.getByText(`您的评价：${level}`).waitFor();
  }
  await picture(page, "real-case-rated");

  const evidence = page.waitForEvent("download");
  await page.getByRole("button", { name: /下载并自行核验/ }).click();
  assert.match((await evidence).suggestedFilename(), /^evidence-/);
  await context.close();
});

/** An application sent by the citizen, with every paper to be brought on paper. */
const sendApplication = async (itemId: string): Promise<string> => {
  const citizen = await nodes.wuqing.as("citizen");
  const item = await readItem(nodes.wuqing, itemId);
  const draft = must(await citizen.cases.startDraft({ body: { item: codeOf(item, "110112") } }));
  const content = {
    applicant: person,
    form: answersFor(item),
    materials: papersFor(item),
    delivery: { way: "window" as const },
    revision: draft.revision,
  };
  const { revision } = must(await citizen.cases.saveDraft({ params: { id: draft.id }, body: content }));
  return must(await citizen.cases.submit({ params: { id: draft.id }, body: { revision } })).case.id;
};

test("asked for one paper, the applicant sees only that one, supplies it, and may then withdraw", async () => {
  const id = await sendApplication("food-operation-permit");
  const clerk = await nodes.wuqing.as("window-clerk");
  const received = must(await clerk.cases.receive({ params: { id } })).case;
  const [defective] = papersFor(await readItem(nodes.wuqing, "food-operation-permit"));
  await checkAll(clerk, received, [defective!.material]);
  const defects = [{ material: defective!.material, what: "缺少面积标注" }];
  must(await clerk.cases.requestSupplement({ params: { id }, body: { defects } }));

  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  await page.goto(`/cases/${id}`);
  await signInHere(page);
  const asked = page.locator("section", { has: page.getByRole("heading", { name: "补正材料" }) });
  await asked.getByText("缺少面积标注").waitFor();
  assert.equal(await asked.locator("h3").count(), 1);
  await picture(page, "supplement");
  assert.deepEqual(await seriousFindings(page), []);
  assert.equal(await asked.getByRole("button", { name: "提交补正" }).getAttribute("aria-disabled"), "true");
  await asked
    .locator("input[type=file]")
    .setInputFiles({ name: "plan.png", mimeType: "image/png", buffer: png });
  await asked.getByText("已上传").waitFor();
  await asked.getByRole("button", { name: "提交补正" }).click();
  await asked.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "撤回申请" }).click();
  await page.getByRole("dialog").getByLabel("撤回原因").fill("不再需要");
  await picture(page, "withdraw");
  await page.getByRole("button", { name: "确认撤回" }).click();
  await page.getByText("已撤回").first().waitFor();
  await context.close();
});

test("anyone with the number and the code of a receipt follows the case, and sees nothing of the person", async () => {
  const id = await sendApplication("old-age-allowance");
  const citizen = await nodes.wuqing.as("citizen");
  const { number, trackingCode } = must(await citizen.cases.readCase({ params: { id } }));
  const context = await visitorAt(nodes.wuqing.url, { size: phone });
  const page = await context.newPage();
  await page.goto("/track");
  await page.getByLabel("办件编号").fill(`TWL:${number}:${trackingCode}`);
  await page.getByRole("button", { name: "查进度" }).click();
  await page.getByText("等待收件").first().waitFor();
  await picture(page, "tracked-phone");
  const shown = await page.locator("main").innerText();
  for (const hidden of [person.name, person.idNumber, person.phone])
    assert.equal(shown.includes(hidden), false);
  assert.deepEqual(await seriousFindings(page), []);
  await context.close();
});

test("a company records a mandate for its agent, and ends it again", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  await page.goto("/mandates");
  await signInHere(page, "company");
  await page.getByLabel("代理人的用户名").fill("citizen");
  await page.getByLabel("委托事项和权限").fill("只为这一次办理");
  await page.getByRole("button", { name: "登记委托" }).click();
  const row = page.locator(".row", { hasText: "只为这一次办理" });
  await row.getByText("有效", { exact: true }).waitFor();
  await picture(page, "mandates");
  assert.deepEqual(await seriousFindings(page), []);
  await row.getByRole("button", { name: "撤销" }).click();
  await row.getByText("已撤销", { exact: true }).waitFor();
  await context.close();
});

test("a session that ends in mid-form asks for the password in place, and what was typed is saved", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await startApplication(context, "no-criminal-record-certificate");
  await page.getByLabel("姓名", { exact: true }).fill("示例·王女士");
  await saved(page);
  await context.clearCookies();
  await page.getByLabel("姓名", { exact: true }).fill("示例·王女士（改）");
  await page.getByRole("heading", { name: "请重新登录" }).waitFor();
  await picture(page, "real-sign-in-again");
  assert.deepEqual(await seriousFindings(page), []);
  await signInHere(page);
  await page.getByRole("heading", { name: "请重新登录" }).waitFor({ state: "detached" });
  await saved(page);
  await page.reload();
  assert.equal(await page.getByLabel("姓名", { exact: true }).inputValue(), "示例·王女士（改）");
  await context.close();
});

test("while the service cannot be reached, typing is kept on the device, said so, and saved when it is back", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await startApplication(context, "sole-trader-registration");
  await page.getByLabel("手机号码").waitFor();
  await context.setOffline(true);
  await page.getByLabel("手机号码").fill("13800000002");
  await page.getByText(/保存在本机/).waitFor();
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  assert.equal(await page.getByLabel("手机号码").inputValue(), "13800000002");
  await context.close();
});

test("two tabs of one draft: different answers are merged, the same answer is asked", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const left = await startApplication(context, "old-age-allowance");
  const right = await context.newPage();
  await right.goto(left.url());
  await right.getByLabel("手机号码").waitFor();
  await left.getByLabel("联系地址").fill("示例路1号");
  await left.getByLabel("手机号码").fill("13800000003");
  await saved(left);
  await right.getByLabel("手机号码").fill("13800000004");
  await right.getByRole("heading", { name: /另一个页面也改过/ }).waitFor();
  await picture(right, "real-two-tabs");
  await right.getByRole("button", { name: "用这一页的" }).click();
  await right.getByRole("heading", { name: /另一个页面也改过/ }).waitFor({ state: "detached" });
  await saved(right);
  await right.reload();
  assert.equal(await right.getByLabel("手机号码").inputValue(), "13800000004");
  assert.equal(await right.getByLabel("联系地址").inputValue(), "示例路1号");
  await context.close();
});

test("every public page is good for keyboard and screen reader, in both languages, on a phone and on a PC", async () => {
  const { agreements } = must(await nodes.wuqing.anyone().agreements.listAgreements({}));
  const addresses = [
    "/",
    "/items",
    "/items?q=zz-nothing",
    "/items/food-operation-permit",
    "/items/no-such-item",
    "/track",
    "/track?number=1&code=ABCD",
    "/agreements",
    ...agreements.map(({ digest }) => `/agreements/${digest}`),
    "/sign-in",
    "/my",
    "/nowhere",
  ];
  for (const [size, language] of [
    [desktop, "zh"],
    [phone, "zh"],
    [desktop, "en"],
    [phone, "en"],
  ] as const) {
    const context = await visitorAt(nodes.wuqing.url, { size, language });
    const page = await context.newPage();
    for (const address of addresses) {
      await page.goto(address);
      await page.locator("main :is(h1, [role=alert])").first().waitFor();
      await page.locator(".skeleton").first().waitFor({ state: "detached" });
      const where = `${address} ${language} ${size.width}`;
      assert.deepEqual(await seriousFindings(page), [], where);
      assert.equal(
        await page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        true,
        `${where} scrolls sideways`,
      );
      assert.equal(await page.evaluate("document.documentElement.lang"), language === "en" ? "en" : "zh-CN");
      if (language === "en")
        assert.doesNotMatch(await page.locator("main").innerText(), /\{\w+\}|undefined/, where);
      await picture(page, `real${address.replaceAll(/\W/g, "_")}-${language}-${size.width}`.slice(0, 60));
    }
    await context.close();
  }
});

test("the first page of an applicant needs at most 200 KB of compressed script", async () => {
  const context = await visitorAt(nodes.wuqing.url);
  const page = await context.newPage();
  await page.goto("/", { waitUntil: "networkidle" });
  const scripts = (await page.evaluate(
    "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((name) => name.endsWith('.js'))",
  )) as string[];
  const sizes = await Promise.all(
    scripts.map(async (name) => gzipSync(await readFile(join(builtPages(), name))).length),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(scripts.length > 1 && bytes <= 200 * 1024, `${bytes} bytes`);
  await context.close();
});

test("elder mode is remembered, and nothing to press in it is smaller than 60 pixels", async () => {
  const context = await visitorAt(nodes.wuqing.url, { size: phone });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: "长辈版" }).click();
  for (const address of ["/", "/items/food-operation-permit", "/track", "/sign-in"]) {
    await page.goto(address, { waitUntil: "networkidle" });
    assert.equal(await page.evaluate("getComputedStyle(document.documentElement).fontSize"), "20px");
    const small = await page
      .locator("main :is(button, a.btn, input:not([type=radio], [type=checkbox]), label.choice)")
      .evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 60)
          .map((one) => one.outerHTML.slice(0, 120)),
      );
    assert.deepEqual(small, [], address);
    await picture(page, `real-elder${address.replaceAll("/", "_")}`);
  }
  await context.close();
});
