import type { BrowserContext } from "playwright-core";
import { openBrowser } from "./browser.ts";

export const desktop = { width: 1366, height: 768 };
export const phone = { width: 360, height: 740 };

type Reading = { size?: { width: number; height: number }; language?: "zh" | "en" };

/** Somebody at a screen in China, with the language they chose earlier. */
export const visitorAt = async (
  url: string,
  { size = desktop, language = "zh" }: Reading = {},
): Promise<BrowserContext> => {
  const browser = await openBrowser();
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(
    (chosen) =>
      localStorage.getItem("tongwulang.language") ?? localStorage.setItem("tongwulang.language", chosen),
    language,
  );
  return context;
};
