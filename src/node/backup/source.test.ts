import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sha256Hex } from "#base/hash.ts";
import { doorSource, type BackupSource } from "./source.ts";
import { writeBackup } from "./write-backup.ts";

test("a node that does not give its data is quoted, and no half backup is left", async (t) => {
  const door = createServer((_, answer) => {
    answer.writeHead(507, { "content-type": "application/problem+json" });
    answer.end(JSON.stringify({ code: "STORAGE_FULL", title: "存储空间不足", status: 507 }));
  });
  await new Promise<void>((ready) => door.listen(0, "127.0.0.1", ready));
  const to = await mkdtemp(join(tmpdir(), "tongwulang-backup-"));
  t.after(async () => {
    door.close();
    await rm(to, { recursive: true, force: true });
  });
  const { port } = door.address() as AddressInfo;
  const source = doorSource({ url: `http://127.0.0.1:${port}`, token: "word" });
  const taken = await writeBackup({ source, to, say: () => {} });
  assert.deepEqual(taken, {
    ok: false,
    refusal: { code: "BACKUP_NOT_GIVEN", detail: { why: "存储空间不足" } },
  });
  assert.deepEqual(await readdir(to), []);
});

test("what a node has answered is there although memory is tidied up before it is read", async (t) => {
  const door = createServer((_, answer) => answer.end("a licence, scanned"));
  await new Promise<void>((ready) => door.listen(0, "127.0.0.1", ready));
  t.after(() => door.close());
  const { port } = door.address() as AddressInfo;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const source = doorSource({ url: `http://127.0.0.1:${port}`, token: "word" });
  for (let time = 0; time < 3; time++) {
    const bytes = await source.openAttachment("ab".repeat(32));
    await wait(10);
    collect();
    await wait(10);
    let text = "";
    for await (const chunk of bytes!) text += Buffer.from(chunk).toString();
    assert.equal(text, "a licence, scanned");
  }
});

const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`;

test("an attachment that is not what its name says makes no backup", async (t) => {
  const digest = sha256Hex("a licence, scanned");
  const about = {
    format: "tongwulang-backup/1",
    version: "0",
    party: "110112",
    founding: digest,
    key: "key",
    secret: "mark",
    takenAt: "2026-11-22T00:00:00.000Z",
    migrations: [],
    heads: {},
  };
  const dump = [{ about }, { sequences: [] }, { attachments: [digest] }, { end: true }].map(lineOf).join("");
  const to = await mkdtemp(join(tmpdir(), "tongwulang-backup-"));
  t.after(() => rm(to, { recursive: true, force: true }));
  for (const given of ["", "a licence, sca"]) {
    const source: BackupSource = {
      dump: () => Promise.resolve(Readable.from([Buffer.from(dump)])),
      openAttachment: () => Promise.resolve(Readable.from([Buffer.from(given)])),
    };
    assert.deepEqual(await writeBackup({ source, to, say: () => {} }), {
      ok: false,
      refusal: { code: "BACKUP_ATTACHMENT_ALTERED", detail: { attachment: digest } },
    });
    assert.deepEqual(await readdir(to), []);
  }
});
