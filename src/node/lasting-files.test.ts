import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import { openDatabase, openEngine } from "./database.ts";

test("a commit of the embedded database in a folder reaches the disk; in memory there is none", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-lasting-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { engine } = await openEngine({ dataDir: join(folder, "database") });
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

test("transactions side by side share a way to the disk, and each is there when it is done", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-lasting-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { db, close } = await openDatabase({ dataDir: join(folder, "database") });
  await sql`create table kept (n int)`.execute(db);
  const one = (n: number) =>
    db.transaction().execute((tx) => sql`insert into kept values (${n})`.execute(tx));
  await Promise.all(Array.from({ length: 50 }, (_, n) => one(n)));
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from kept`.execute(db);
  assert.equal(rows[0]!.n, 50n);
  await close();
  const again = await openDatabase({ dataDir: join(folder, "database") });
  const kept = await sql<{ n: bigint }>`select count(*) as n from kept`.execute(again.db);
  assert.equal(kept.rows[0]!.n, 50n);
  await again.close();
});
