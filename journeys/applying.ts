import type { BrowserContext, Page } from "playwright-core";
import { samplePassword } from "#node/sample/people.ts";

export const signInHere = async (page: Page, username = "citizen"): Promise<void> => {
  const form = page.locator("form", { has: page.getByLabel("密码") });
  await form.getByLabel("用户名").fill(username);
  await form.getByLabel("密码").fill(samplePassword);
  await form.getByRole("button", { name: "登录", exact: true }).click();
};

/** From the guide to an open application, signing in on the way without leaving the page. */
export const startApplication = async (
  context: BrowserContext,
  item = "food-operation-permit",
): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`/items/${item}`);
  await page.getByRole("radio", { name: /通州/ }).check();
  await page.getByRole("button", { name: "开始申请" }).click();
  await signInHere(page);
  await page.getByRole("heading", { name: "谁申请" }).waitFor();
  return page;
};

export const next = (page: Page) => page.getByRole("button", { name: "下一步" }).click();

export const fillWho = async (page: Page): Promise<void> => {
  await page.getByRole("radio", { name: "个人", exact: true }).check();
  await page.getByLabel("姓名", { exact: true }).fill("示例·王女士");
  await page.getByLabel("公民身份号码").fill("990114198507260127");
  await page.getByLabel("手机号码").fill("13800000001");
};

export const saved = (page: Page) => page.getByText(/^已保存/).waitFor();
