import { get } from "node:http";
import { join } from "node:path";
import { launchBrowser } from "../journeys/browser.ts";
import type { Figure } from "./figure.ts";
import { buildPages } from "./start.ts";
import { startTrial } from "./trial.ts";

const pages = join(import.meta.dirname, "../dist/web");
const home = "120114";

/** Bytes of the body as it came over the wire. */
const sizeOf = (url: string, encoding: string): Promise<{ bytes: number; encoding: string }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": encoding } }, (incoming) => {
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => (bytes += chunk.length));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({ bytes, encoding: incoming.headers["content-encoding"] ?? "identity" }),
      );
    }).once("error", reject);
  });

/** Opens a page as somebody who was never here, and tells which scripts and styles the browser asked for. */
const askedFor = async (origin: string, path: string): Promise<{ scripts: string[]; styles: string[] }> => {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const found = { scripts: new Set<string>(), styles: new Set<string>() };
    page.on("requestfinished", (request) => {
      const url = request.url();
      if (!url.startsWith(origin)) return;
      if (/\.m?js(\?|$)/.test(url)) found.scripts.add(url);
      else if (/\.css(\?|$)/.test(url)) found.styles.add(url);
    });
    await page.goto(origin + path, { waitUntil: "networkidle" });
    await page.waitForSelector("h1, h2");
    return { scripts: [...found.scripts], styles: [...found.styles] };
  } finally {
    await browser.close();
  }
};

const total = async (urls: readonly string[], encoding: string): Promise<number> => {
  const sizes = await Promise.all(urls.map((url) => sizeOf(url, encoding)));
  return sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
};

/** What a browser loads for the applicant's first page, as the node sends it. */
export const run = async (): Promise<Figure[]> => {
  await buildPages();
  const trial = await startTrial("embedded", { pages });
  try {
    const origin = trial.urlOf(home);
    const { scripts, styles } = await askedFor(origin, "/");
    const figure = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
      bench: "pages",
      what,
      value,
      unit: "KB",
      database: "–",
      ...more,
    });
    return [
      figure("JavaScript of the applicant's first page, brotli", await total(scripts, "br"), {
        aim: 200,
        note: `${scripts.length} files, ${Math.round(await total(scripts, "identity"))} KB unpacked: React, router and queries are most of it`,
      }),
      figure("JavaScript of the applicant's first page, gzip", await total(scripts, "gzip"), { aim: 200 }),
      figure("styles of the same page, brotli", await total(styles, "br")),
    ];
  } finally {
    await trial.stop();
  }
};

if (import.meta.main)
  console.table((await run()).map(({ what, value, unit, note }) => ({ what, value, unit, note })));
