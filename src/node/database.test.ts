import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { sql } from "kysely";
import { migrate, readMigrations } from "./migrate.ts";
import { testDatabases } from "./test-database.ts";

for (const { name, open } of testDatabases()) {
  describe(`the database (${name})`, () => {
    it("answers with the same values on every driver", async () => {
      const { db } = await open();
      const { rows } = await sql`
        select ${9_007_199_254_740_993n}::int8 as whole, timestamptz '2026-11-22 15:51:46.1239+08' as instant,
          date '2026-01-02' as day, 1.50::numeric as exact, ${new Uint8Array([1, 2, 255])}::bytea as bytes,
          ${{ a: [1] }}::jsonb as object, ${JSON.stringify([1, "二"])}::jsonb as list, ${["x", null, 'a"b,{']}::text[] as words,
          ${[1n, 2n]}::int8[] as wholes, array[timestamptz '2026-01-01 00:00:00+00'] as instants,
          ${undefined}::text as nothing, ${[Buffer.from("a"), Buffer.from("b")]}::bytea[] as blobs, null::int8 as none,
          interval '1 day' as span, true as yes, 1.5::float8 as ratio, ${new Date(0)}::timestamptz as epoch`.execute(
        db,
      );
      assert.deepEqual(rows[0], {
        whole: 9_007_199_254_740_993n,
        instant: "2026-11-22T07:51:46.123Z",
        day: "2026-01-02",
        exact: "1.50",
        bytes: Buffer.from([1, 2, 255]),
        object: { a: [1] },
        list: [1, "二"],
        words: ["x", null, 'a"b,{'],
        wholes: [1n, 2n],
        instants: ["2026-01-01T00:00:00.000Z"],
        nothing: null,
        blobs: [Buffer.from("a"), Buffer.from("b")],
        none: null,
        span: "1 day",
        yes: true,
        ratio: 1.5,
        epoch: "1970-01-01T00:00:00.000Z",
      });
    });

    it("keeps a stranger's query out of an open transaction", async () => {
      const { db } = await open();
      await sql`create table note (text text)`.execute(db);
      const begun = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      const transaction = db.transaction().execute(async (tx) => {
        await sql`insert into note values ('half')`.execute(tx);
        begun.resolve();
        await go.promise;
        throw new Error("changed its mind");
      });
      await begun.promise;
      const stranger = sql`insert into note values ('whole')`.execute(db);
      go.resolve();
      await assert.rejects(transaction, /changed its mind/);
      await stranger;
      const { rows } = await sql`select text from note`.execute(db);
      assert.deepEqual(rows, [{ text: "whole" }]);
    });

    it("migrates once however many start together, and leaves a newer database alone", async () => {
      const { db } = await open();
      const made = {
        name: "9000_made-up.sql",
        text: "create schema made_up; create table made_up.one ();",
        digest: "1",
      };
      const { rows } = await sql<{
        name: string;
        digest: string;
      }>`select name, digest from node.migration`.execute(db);
      const all = [...rows.map((row) => ({ ...row, text: "" })), made];
      const outcomes = await Promise.all([migrate(db, all), migrate(db, all), migrate(db, all)]);
      const applied = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value.applied : ["refused"]));
      assert.deepEqual(applied, [made.name]);
      const older = await migrate(db, all.slice(0, -1));
      assert.equal(older.ok || older.refusal.code, "DATABASE_NEWER");
      const edited = await migrate(db, [...all.slice(0, -1), { ...made, digest: "2" }]);
      assert.equal(edited.ok || edited.refusal.code, "MIGRATION_CHANGED");
    });
  });
}

test("a migration whose name would be passed over stops the start", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-migrations-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "0001_first.sql"), "select 1");
  assert.deepEqual(
    (await readMigrations(folder)).map(({ name }) => name),
    ["0001_first.sql"],
  );
  await writeFile(join(folder, "0002_with_underscore.sql"), "select 1");
  await assert.rejects(readMigrations(folder), /0002_with_underscore\.sql/);
});
