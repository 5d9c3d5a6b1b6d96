/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { samplePassword } from "#node/sample/people.ts";
import type { JourneyNode } from "./three-nodes.ts";

export type Seat = { size?: { width: number; height: number }; language?: "zh" | "en"; elder?: boolean };
export const windowScreen = { width: 1366, height: 768 };
export const smallPhone = { width: 360, height: 740 };

/** A person of the trial at their own screen, signed in, with the choices they made earlier. */
export const seated = async (
  browser: Browser,
  node: JourneyNode,
  username: string,
  { size = windowScreen, language = "zh", elder = false }: Seat = {},
): Promise<BrowserContext> => {
  const context = await browser.newContext({
    baseURL: node.url,
    viewport: size,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(
    ([lang, large]) => {
      localStorage.setItem("tongwulang.language", localStorage.getItem("tongwulang.language") ?? lang!);
      localStorage.setItem("tongwulang.elder", localStorage.getItem("tongwulang.elder") ?? large!);
    },
    [language, elder ? "yes" : "no"],
  );
  const answer = await context.request.post("/api/sign-in", {
    headers: { "x-tongwulang": "1", origin: node.url },
    data: { username, password: samplePassword },
  });
  assert.equal(answer.status(), 200, await answer.text());
  return context;
};

/** What the page says aloud after a step. */
export const hears = (page: Page, words: string | RegExp): Promise<void> =>
  page.locator(".toast").getByText(words).first().waitFor();

export const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
