/** What a stranger checks without us: the verifier in verifier/, as a script and as a page, against vectors/evidence. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { hash } from "#base/hash.ts";
import { isConflictText, verifyConflict } from "#exchange/verify-conflict.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import { evidenceVectors, type Vector } from "../scripts/evidence/vectors.ts";
import type { Evidence } from "../scripts/evidence/evidence-file.ts";
import { verifierPage } from "../scripts/verifier-page.ts";
import { openBrowser, picture, seriousFindings } from "./browser.ts";

await openBrowser(); // one for all tests of this file

const root = join(import.meta.dirname, "..");
const folder = join(root, "vectors/evidence");
const script = join(root, "verifier/verify.mjs");
const vectors = JSON.parse(await readFile(join(folder, "expected.json"), "utf8")) as Vector[];
const validText = await readFile(join(folder, "valid.json"), "utf8");
const valid = JSON.parse(validText) as Evidence;

type Said = { code: number; out: string; err: string };
type Told = {
  ok: boolean;
  founding?: string;
  checks: {
    id: string;
    ok: boolean | null;
    zh: string;
    en: string;
    findings: { zh: string; en: string }[];
  }[];
};

const verifyHere = (text: string) => (isConflictText(text) ? verifyConflict : verifyEvidence)(text);

const verify = (...words: string[]): Promise<Said> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], { cwd: tmpdir() });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, out, err }));
  });

const failing = (checks: { id: string; ok: boolean | null }[]) =>
  checks.filter(({ ok }) => ok === false).map(({ id }) => id);

test("the files in vectors/evidence follow from the valid one", async () => {
  for (const { text, ...vector } of evidenceVectors(valid)) {
    assert.deepEqual(
      vector,
      vectors.find(({ file }) => file === vector.file),
    );
    assert.equal(await readFile(join(folder, vector.file), "utf8"), text, vector.file);
  }
});

test("our own check and the stranger's name the same checks for every file", async () => {
  for (const { file, ok, fails } of vectors) {
    const path = join(folder, file);
    const ours = verifyHere(await readFile(path, "utf8"));
    assert.equal(ours.ok, ok, file);
    assert.deepEqual(failing(ours.checks), fails, file);
    const { code, out, err } = await verify(path, "--json");
    assert.equal(err, "", file);
    assert.equal(code, ok ? 0 : 1, file);
    const told = JSON.parse(out) as Told;
    assert.equal(told.ok, ok, file);
    assert.deepEqual(failing(told.checks), fails, file);
    const ids = told.checks.map(({ id }) => id);
    if (ours.checks.length > 1)
      assert.deepEqual(
        ids,
        ours.checks.map(({ id }) => id),
      );
    for (const { zh, en } of told.checks.flatMap((check) => [check, ...check.findings])) {
      assert.match(zh, /\p{Script=Han}/u, file);
      assert.doesNotMatch(en, /^\s*$|undefined/, file);
    }
  }
});

test("it says every check in both languages, and who did what when under which clause", async () => {
  const { code, out } = await verify(join(folder, "valid.json"));
  assert.equal(code, 0);
  for (const { zh, en } of verifyEvidence(validText).checks) assert.ok(out.includes(en), zh);
  assert.match(out, /天津市武清区 \/ Wuqing District, Tianjin {2}受理 \/ Accepted/);
  assert.match(out, /一地受理、异地审批 \/ .*Accept here, decide there/);
  assert.match(out, /证据有效.*The evidence holds/);
  const bad = await verify(join(folder, "salt-byte.json"));
  assert.equal(bad.code, 1);
  assert.match(bad.out, /✗ 每个事件都在其签名页之内/);
  assert.match(bad.out, /证据无效.*does not hold/);
});

test("who trusts another founding agreement is told that this is not the one", async () => {
  const other = join(folder, "valid-other-founding.json");
  assert.equal((await verify(other)).code, 0);
  const refused = await verify(other, "--json", "--founding", valid.founding);
  assert.equal(refused.code, 1);
  assert.deepEqual(failing((JSON.parse(refused.out) as Told).checks), ["agreement-digests"]);
  assert.equal((await verify(join(folder, "valid.json"), "--founding", valid.founding)).code, 0);
});

test("what cannot be read or is not asked for properly is neither valid nor invalid", async () => {
  for (const words of [
    [],
    [join(folder, "nothing.json")],
    ["a", "b"],
    [join(folder, "valid.json"), "--founding"],
  ]) {
    const { code, out, err } = await verify(...words);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /\p{Script=Han}/u);
  }
});

test("f-32 the stranger's check takes nothing from us, and its page is built from it", async () => {
  const names = [
    "canonical",
    "chain",
    "checks",
    "conflict",
    "keys",
    "links",
    "shapes",
    "sm2",
    "sm3",
    "verify",
    "words",
  ];
  for (const name of names) {
    const text = await readFile(join(root, `verifier/${name}.mjs`), "utf8");
    for (const [, from] of text.matchAll(/^import .* from "([^"]+)"/gm))
      assert.match(from!, /^\.\/[a-z0-9]+\.mjs$|^node:(crypto|fs\/promises)$/, name);
  }
  const page = await readFile(join(root, "verifier/verify.html"), "utf8");
  assert.equal(page, await verifierPage(), "run node scripts/verifier-page.ts");
  assert.doesNotMatch(page, /https?:\/\/(?!www\.w3\.org\/2000\/svg)|\bimport\b.*\bfrom\b/);
});

test("its SM3 and SM2 are the standards' own, whatever OpenSSL makes of them", async () => {
  type Sm2 = { isSignedBySm2: (key: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean };
  type Sm3 = { sm3: (bytes: Uint8Array) => Uint8Array };
  const { isSignedBySm2 } = (await import(pathToFileURL(join(root, "verifier/sm2.mjs")).href)) as Sm2;
  const { sm3 } = (await import(pathToFileURL(join(root, "verifier/sm3.mjs")).href)) as Sm3;
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length);
    assert.equal(Buffer.from(sm3(bytes)).toString("hex"), hash("sm3", bytes).toString("hex"));
  }
  const published = JSON.parse(await readFile(join(root, "vectors/chain/pages-sm2.json"), "utf8")) as {
    key: { publicKey: { key: string } };
    cases: { name: string; page: { header: string; signature: string }; expect: string }[];
  };
  const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  const key = bytesOf(published.key.publicKey.key);
  for (const { name, page, expect } of published.cases) {
    const signed = Buffer.from(`tongwulang-page-v1\n${page.header}`);
    assert.equal(isSignedBySm2(key, signed, bytesOf(page.signature)), expect !== "BAD_SIGNATURE", name);
  }
});

type Open = { page: Page; problems: string[]; asked: string[]; end: () => Promise<void> };

/** The page as somebody opens it who was sent it on a stick: from a folder, without network. */
const openPage = async (browser: Browser, language: "zh-CN" | "en-GB", width = 1440): Promise<Open> => {
  const isPhone = width < 500;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: language,
    offline: true,
    timezoneId: "America/New_York",
    ...(isPhone && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(root, "verifier/verify.html")).href);
  return { page, problems, asked, end: () => context.close() };
};

const choose = async (page: Page, label: string, path: string): Promise<void> => {
  await page.getByLabel(label).setInputFiles(path);
  await page.locator(".verdict").waitFor();
};

test("the page tells from disk what holds, in both languages, on a large screen and on a phone", async () => {
  const browser = await openBrowser();
  for (const [language, width] of [
    ["zh-CN", 1440],
    ["en-GB", 1440],
    ["zh-CN", 390],
  ] as const) {
    const { page, problems, asked, end } = await openPage(browser, language, width);
    const isChinese = language === "zh-CN";
    await picture(page, `verifier-start-${language}-${width}`);
    assert.deepEqual(await seriousFindings(page), []);
    await choose(page, isChinese ? "选择证据文件" : "Choose the file", join(folder, "valid.json"));
    assert.equal(await page.locator(".check:not(.bad):not(.none)").count(), 11);
    assert.equal(await page.locator(".event").count(), valid.events.length);
    assert.match(await page.locator(".verdict").innerText(), isChinese ? /证据有效/ : /The evidence holds/);
    const decided = page.locator('.event[data-type="cases.decided"]');
    assert.match(await decided.innerText(), isChinese ? /北京市通州区/ : /Tongzhou District, Beijing/);
    assert.match(await decided.innerText(), isChinese ? /一地受理、异地审批/ : /Accept here, decide there/);
    assert.match(await decided.innerText(), /2026-11-2\d \d\d:\d\d:\d\d/);
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      "nothing hangs over the side",
    );
    await page.getByRole("button", { name: isChinese ? "EN" : "中文", exact: true }).click();
    assert.match(await page.locator(".verdict").innerText(), isChinese ? /The evidence holds/ : /证据有效/);
    await page.getByRole("button", { name: isChinese ? "中文" : "EN", exact: true }).click();
    assert.deepEqual(await seriousFindings(page), []);
    await picture(page, `verifier-valid-${language}-${width}`);
    await choose(page, isChinese ? "换一份" : "Another file", join(folder, "salt-byte.json"));
    await page.locator(".check.bad").waitFor();
    assert.match(await page.locator(".verdict").innerText(), isChinese ? /证据无效/ : /does not hold/);
    assert.deepEqual(await seriousFindings(page), []);
    await picture(page, `verifier-invalid-${language}-${width}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith("file:")),
      [],
    );
    await end();
  }
});

test("the page finds in every file what the script finds", async () => {
  const { page, problems, end } = await openPage(await openBrowser(), "zh-CN");
  await choose(page, "选择证据文件", join(folder, "valid.json"));
  for (const { file, ok, fails } of vectors) {
    await page.locator(".verdict").evaluate((element) => element.setAttribute("data-old", ""));
    await page.getByLabel("换一份").setInputFiles(join(folder, file));
    await page.locator(".verdict:not([data-old])").waitFor();
    const bad = await page
      .locator(".check.bad")
      .evaluateAll((rows) => rows.map((row) => row.dataset["check"]));
    assert.deepEqual(bad, fails, file);
    assert.equal(await page.locator("main.good").count(), ok ? 1 : 0, file);
  }
  assert.deepEqual(problems, []);
  await end();
});

test("dropped, compared with the digest one knows and with an attachment", async () => {
  const { page, end } = await openPage(await openBrowser(), "zh-CN");
  const content = await page.evaluateHandle((text) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], "evidence.json"));
    return carried;
  }, validText);
  await page.locator(".drop").dispatchEvent("drop", { dataTransfer: content });
  await page.locator(".verdict").waitFor();
  await page.getByLabel("您所知的摘要").fill("0".repeat(64));
  assert.match(await page.locator(".compare").innerText(), /不一致/);
  await page.getByLabel("您所知的摘要").fill(` ${valid.founding.toUpperCase()} `);
  assert.doesNotMatch(await page.locator(".compare").innerText(), /不一致/);
  assert.match(await page.locator(".compare").innerText(), /一致/);
  const own = await mkdtemp(join(tmpdir(), "tongwulang-verifier-"));
  await writeFile(join(own, "another.pdf"), "not what was handed in");
  await page.getByLabel("核对附件").setInputFiles(join(own, "another.pdf"));
  await page.getByText("没有事件提到这个文件").waitFor();
  await rm(own, { recursive: true });
  await end();
});
