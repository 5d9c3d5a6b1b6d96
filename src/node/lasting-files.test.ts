import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openEngine } from "./database.ts";

test("a commit of the embedded database in a folder reaches the disk; in memory there is none", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-lasting-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const engine = await openEngine({ dataDir: join(folder, "database") });
  type Operations = { fsync: (stream: object) => number };
  const operations = (engine.Module as unknown as { NODEFS: { stream_ops: Operations } }).NODEFS.stream_ops;
  const { fsync } = operations;
  let synced = 0;
  operations.fsync = (stream) => {
    synced += 1;
    return fsync(stream);
  };
  await engine.exec("create table kept (n int)");
  const before = synced;
  for (let n = 0; n < 5; n++) await engine.query("insert into kept values ($1)", [n]);
  assert.ok(synced - before >= 5, `${synced - before} of 5 commits were synced`);
  await engine.close();
});
