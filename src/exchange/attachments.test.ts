import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { sha256Hex } from "#base/hash.ts";
import { attachmentFolder, maxAttachmentBytes } from "./attachments.ts";

const folderFor = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-store-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
const files = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

test("an attachment is kept under its hash and read back as it was", async (t) => {
  const folder = await folderFor(t);
  const store = attachmentFolder(folder);
  const put = await store.put(chunks("one ", "two"));
  assert.deepEqual(put, { ok: true, value: { digest: sha256Hex("one two"), size: 7 } });
  assert.deepEqual(await store.put(chunks("one two")), put);
  const found = await store.open(sha256Hex("one two"));
  const read: Buffer[] = [];
  for await (const chunk of found!.content) read.push(chunk as Buffer);
  assert.equal(Buffer.concat(read).toString(), "one two");
  assert.equal((await files(folder)).length, 1);
  assert.equal(await store.has(sha256Hex("three")), false);
});

test("what is too large, empty, altered or cut off leaves nothing behind", async (t) => {
  const folder = await folderFor(t);
  const store = attachmentFolder(folder);
  const code = (outcome: { ok: boolean; refusal?: { code: string } }) =>
    outcome.ok ? "ok" : outcome.refusal!.code;
  const endless = async function* () {
    const chunk = Buffer.alloc(8 * 1024 * 1024);
    for (let sent = 0; sent <= maxAttachmentBytes; sent += chunk.length) yield chunk;
  };
  assert.equal(code(await store.put(endless())), "TOO_LARGE");
  assert.equal(code(await store.put(chunks())), "ATTACHMENT_EMPTY");
  assert.equal(code(await store.put(chunks("other"), sha256Hex("one two"))), "ATTACHMENT_ALTERED");
  const cutOff = async function* () {
    yield Buffer.from("half");
    throw new Error("connection lost");
  };
  await assert.rejects(store.put(cutOff()), { message: "connection lost" });
  assert.deepEqual(await files(folder), []);
});

test("a full disk is a refusal, not a fault", async (t) => {
  const store = attachmentFolder(await folderFor(t));
  const full = async function* () {
    yield Buffer.from("some");
    throw Object.assign(new Error("no space"), { code: "ENOSPC" });
  };
  const put = await store.put(full());
  assert.deepEqual(put, { ok: false, refusal: { code: "STORAGE_FULL" } });
});

test("what nothing names any more is removed, unless it was brought again meanwhile", async (t) => {
  const folder = await folderFor(t);
  const store = attachmentFolder(folder);
  await store.put(chunks("one"));
  const digest = sha256Hex("one");
  assert.equal(await store.remove(digest, new Date(Date.now() - 60_000).toISOString()), false);
  assert.ok(await store.has(digest));
  assert.equal(await store.remove(digest, new Date(Date.now() + 60_000).toISOString()), true);
  assert.equal(await store.has(digest), false);
  assert.equal(await store.remove(digest, new Date(Date.now() + 60_000).toISOString()), false);
});
