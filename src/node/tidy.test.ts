import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Db } from "#base/tx.ts";
import { testDatabases } from "./test-database.ts";
import { tidyJobs, tidyTables } from "./tidy.ts";

const [embedded, server] = testDatabases() as [
  ReturnType<typeof testDatabases>[0],
  ReturnType<typeof testDatabases>[0],
];

const queueBytes = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ bytes: bigint }>`select pg_relation_size('exchange.queue') as bytes`.execute(
    db,
  );
  return Number(rows[0]!.bytes);
};

/** Events come into the queue and leave it with the next page. */
const comeAndGo = async (db: Db, events: number): Promise<void> => {
  await sql`insert into exchange.queue (seq, leaf, size)
    select n, decode(repeat('ab', 32), 'hex'), 400 from generate_series(1, ${events}::integer) n`.execute(db);
  await sql`delete from exchange.queue where seq > ${0}`.execute(db);
};

test("the embedded database keeps no room for what has left the queue, however often it is used", async () => {
  const { db, kind } = await embedded.open();
  const [job] = tidyJobs({ db, kind });
  for (let round = 0; round < 3; round++) {
    await comeAndGo(db, 20_000);
    assert.ok((await queueBytes(db)) > 1024 * 1024);
    assert.deepEqual(await job!.run(), ["exchange.queue"]);
    assert.equal(await queueBytes(db), 0);
  }
  assert.deepEqual(await tidyTables(db), [], "what is tidy is left alone");
});

test("a table that is small, or has not grown since, is left alone", async () => {
  const { db } = await embedded.open();
  await comeAndGo(db, 500);
  assert.deepEqual(await tidyTables(db), []);
  await sql`create table public.kept as select n, repeat('x', 500) as text from generate_series(1, 5000) n`.execute(
    db,
  );
  assert.deepEqual(await tidyTables(db), ["public.kept"]);
  assert.deepEqual(await tidyTables(db), []);
});

test("a server tidies by itself", async () => {
  const { db, kind } = await server.open();
  assert.deepEqual(tidyJobs({ db, kind }), []);
});
