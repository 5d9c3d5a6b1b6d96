import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Language } from "#base/bilingual.ts";
import type { Role } from "#base/role.ts";
import type { JourneyNode } from "./three-nodes.ts";

const unpack = promisify(brotliDecompress);

/** Files of a tar archive: name, length in octal and content in blocks of 512 bytes. */
const filesIn = function* (tar: Buffer): Generator<{ name: string; content: Buffer }> {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const field = (from: number, length: number) =>
      tar
        .subarray(at + from, at + from + length)
        .toString("latin1")
        .replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12), 8) || 0;
    const isFile = field(156, 1) === "0" || field(156, 1) === "";
    if (isFile) yield { name: field(0, 100), content: tar.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
};

/** Unpacks the Chromium that came as an npm package, with the libraries that a bare machine lacks, once. */
const unpackChromium = async (): Promise<{ executable: string; libraries: string }> => {
  const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");
  const { version } = JSON.parse(await readFile(join(packed, "package.json"), "utf8")) as { version: string };
  const folder = join(import.meta.dirname, `../.cache/chromium-${version}`);
  const found = { executable: join(folder, "chromium"), libraries: join(folder, "lib") };
  if (await stat(found.executable).catch(() => undefined)) return found;
  await mkdir(found.libraries, { recursive: true });
  for (const archive of ["al2023", "swiftshader"])
    for (const { name, content } of filesIn(
      await unpack(await readFile(join(packed, `bin/${archive}.tar.br`))),
    ))
      await writeFile(join(folder, name), content);
  const half = `${found.executable}.${process.pid}`;
  await writeFile(half, await unpack(await readFile(join(packed, "bin/chromium.br"))));
  await chmod(half, 0o755);
  await rename(half, found.executable);
  return found;
};

const quiet = [
  "--no-sandbox", // tests run as root in containers, on pages of our own
  "--no-zygote",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-domain-reliability",
  "--no-pings",
  "--lang=zh-CN",
];

/** A browser of one's own; whoever launches it closes it. */
export const launchBrowser = async (): Promise<Browser> => {
  const given = process.env["CHROMIUM"];
  if (given) return chromium.launch({ executablePath: given, args: quiet });
  if (process.platform !== "linux") return chromium.launch({ channel: "chrome" });
  const { executable, libraries } = await unpackChromium();
  const path = [libraries, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return chromium.launch({
    executablePath: executable,
    args: quiet,
    env: { ...process.env, LD_LIBRARY_PATH: path, HOME: process.env["HOME"] ?? "/tmp" },
  });
};

let browser: Promise<Browser> | undefined;
let isKept = false;

const launchShared = async (): Promise<Browser> => {
  const launched = await launchBrowser();
  launched.once("disconnected", () => (browser = undefined)); // whoever closed it: the next one gets a new one
  return launched;
};

/**
 * One browser for all tests of a process; closed when they are over, if the file opens it before its first test. Opened
 * inside one it would be closed with that one, and the next would never be.
 */
export const openBrowser = (): Promise<Browser> => {
  if (!isKept) {
    isKept = true;
    after(async () => {
      await (await browser)?.close();
    });
  }
  return (browser ??= launchShared());
};

export type Screen = "phone" | "window-pc" | "wide";

const sizes: Record<Screen, { width: number; height: number }> = {
  phone: { width: 390, height: 844 },
  "window-pc": { width: 1366, height: 768 },
  wide: { width: 1440, height: 900 },
};

export type Sitting = { page: Page; context: BrowserContext; problems: string[]; end: () => Promise<void> };

/**
 * A person in front of a screen: signed in by the cookies of a visitor, or nobody yet. `problems` are errors that the
 * page wrote to its console or threw; a journey ends with none.
 */
export const sitDown = async (
  node: JourneyNode,
  options: { as?: Role | (string & {}); screen?: Screen; language?: Language } = {},
): Promise<Sitting> => {
  const context = await (
    await openBrowser()
  ).newContext({
    baseURL: node.url,
    viewport: sizes[options.screen ?? "wide"],
    locale: options.language === "en" ? "en-GB" : "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    ...(options.screen === "phone" && { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }),
  });
  context.setDefaultTimeout(60_000); // longer than a busy machine takes; only who fails waits so long
  if (options.as) {
    const visitor = await node.as(options.as);
    await context.addCookies(
      visitor
        .cookie()
        .split("; ")
        .map((pair) => {
          const [name, value] = pair.split("=", 2) as [string, string];
          return { name, value, url: node.url, httpOnly: true, sameSite: "Lax" as const };
        }),
    );
  }
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  return { page, context, problems, end: () => context.close() };
};

/** What axe finds on the page that is serious or critical: rule and where. */
export const seriousFindings = async (page: Page): Promise<string[]> => {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  // Read through the debugger and not as a script of the page: its content security policy stays as it is.
  await page.evaluate(await readFile(source, "utf8"));
  return page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; nodes: { target: string[] }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<Found> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
};

/** For looking at: `PICTURES=folder node --test …` keeps a picture of each moment that a journey names. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["PICTURES"];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
