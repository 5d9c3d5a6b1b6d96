import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { doorSource } from "./source.ts";
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
