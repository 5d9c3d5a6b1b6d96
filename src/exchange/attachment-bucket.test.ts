import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { sha256Hex } from "#base/hash.ts";
import { newId } from "#base/id.ts";
import { attachmentBucket } from "./attachment-bucket.ts";

// A real server; its bucket must be there. Nobody's machine has one by itself, so this says when it is not asked.
const { S3_TEST_URL, S3_TEST_ACCESS_KEY_ID = "", S3_TEST_SECRET_ACCESS_KEY = "" } = process.env;

async function* chunks(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield Buffer.from(part);
}

const bucketFor = async (t: TestContext, accessKeyId = S3_TEST_ACCESS_KEY_ID) => {
  if (!S3_TEST_URL) {
    t.diagnostic("no S3 server was asked: set S3_TEST_URL, S3_TEST_ACCESS_KEY_ID, S3_TEST_SECRET_ACCESS_KEY");
    return undefined;
  }
  const incoming = await mkdtemp(join(tmpdir(), "tongwulang-incoming-"));
  t.after(() => rm(incoming, { recursive: true, force: true }));
  const url = `${S3_TEST_URL}/${newId()}`;
  const secretAccessKey = S3_TEST_SECRET_ACCESS_KEY;
  const options = { url, region: "us-east-1", accessKeyId, secretAccessKey, incoming };
  return { store: attachmentBucket(options), incoming, url };
};

const readAll = async (content: AsyncIterable<unknown>): Promise<Buffer> => {
  const read: Buffer[] = [];
  for await (const chunk of content) read.push(chunk as Buffer);
  return Buffer.concat(read);
};

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? "ok" : outcome.refusal!.code;

test("a bucket keeps an attachment under its hash and gives it back as it was", async (t) => {
  const bucket = await bucketFor(t);
  if (!bucket) return;
  const { store, incoming } = bucket;
  const bytes = randomBytes(3_000_000);
  const digest = sha256Hex(bytes);
  assert.equal(await store.has(digest), false);
  assert.equal(await store.open(digest), undefined);
  const put = await store.put(chunks(bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)), digest);
  assert.deepEqual(put, { ok: true, value: { digest, size: bytes.length } });
  assert.deepEqual(await store.put(chunks(bytes)), put);
  assert.equal(await store.has(digest), true);
  const found = await store.open(digest);
  assert.equal(found!.size, bytes.length);
  assert.ok((await readAll(found!.content)).equals(bytes));
  assert.deepEqual(await readdir(incoming), []);
});

test("what is empty, altered or cut off is in no bucket", async (t) => {
  const bucket = await bucketFor(t);
  if (!bucket) return;
  const { store, incoming } = bucket;
  const digest = sha256Hex("one two");
  assert.equal(codeOf(await store.put(chunks())), "ATTACHMENT_EMPTY");
  assert.equal(codeOf(await store.put(chunks("other"), digest)), "ATTACHMENT_ALTERED");
  const cutOff = async function* () {
    yield Buffer.from("one ");
    throw new Error("connection lost");
  };
  await assert.rejects(store.put(cutOff(), digest), /connection lost/);
  assert.equal(await store.has(digest), false);
  assert.deepEqual(await readdir(incoming), []);
});

test("bytes are let go of unless they were written since", async (t) => {
  const bucket = await bucketFor(t);
  if (!bucket) return;
  const { store } = bucket;
  const digest = sha256Hex("to go");
  await store.put(chunks("to go"));
  const aDay = 86_400_000;
  assert.equal(await store.remove(digest, new Date(Date.now() - aDay).toISOString()), false);
  assert.equal(await store.remove(digest, new Date(Date.now() + aDay).toISOString()), true);
  assert.equal(await store.has(digest), false);
  assert.equal(await store.remove(digest, new Date(Date.now() + aDay).toISOString()), false);
});

test("a key that the store does not know keeps nothing there, and that is a fault", async (t) => {
  const bucket = await bucketFor(t, "UNKNOWN");
  if (!bucket) return;
  await assert.rejects(bucket.store.put(chunks("secret")), /answers PUT with 403/);
});
