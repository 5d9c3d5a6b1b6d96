import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { openDatabase, type Database } from "./database.ts";

describe("statements of the embedded database", () => {
  let database: Database;
  before(async () => {
    database = await openDatabase({ memory: true });
    await sql`create table pot (id integer primary key, colour text not null)`.execute(database.db);
  });
  after(() => database.close());
  const add = (id: number, colour: string | null) =>
    sql`insert into pot values (${id}, ${colour})`.execute(database.db);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: { code?: string }) => error.code,
    );

  it("answer again and again, also after one of them failed", async () => {
    assert.equal(await codeOf(add(1, null)), "23502");
    assert.equal(await codeOf(add(1, "blue")), "done");
    assert.equal(await codeOf(add(1, "red")), "23505");
    assert.equal(await codeOf(sql`select ${1} from nowhere`.execute(database.db)), "42P01");
    assert.equal(await codeOf(sql`select ${"x"}::integer`.execute(database.db)), "22P02");
    assert.equal((await add(2, "red")).numAffectedRows, 1n);
    const { rows } = await sql`select * from pot where id > ${0} order by id`.execute(database.db);
    assert.deepEqual(rows, [
      { id: 1, colour: "blue" },
      { id: 2, colour: "red" },
    ]);
  });

  it("are undone with their transaction, and asked again in the next", async () => {
    const broken = database.db.transaction().execute(async (tx) => {
      await sql`update pot set colour = ${"green"} where id = ${1}`.execute(tx);
      await sql`insert into pot values (${1}, ${"twice"})`.execute(tx);
    });
    assert.equal(await codeOf(broken), "23505");
    await database.db.transaction().execute(async (tx) => {
      const { numAffectedRows } = await sql`update pot set colour = ${"white"} where id = ${2}`.execute(tx);
      assert.equal(numAffectedRows, 1n);
    });
    const { rows } = await sql`select colour from pot where id = ${1}`.execute(database.db);
    assert.deepEqual(rows, [{ colour: "blue" }]);
  });

  it("see a column that was added after they were first asked", async () => {
    const look = () => sql`select * from pot where id = ${1}`.execute(database.db);
    await look();
    await sql`alter table pot add column lid boolean not null default true`.execute(database.db);
    assert.deepEqual((await look()).rows, [{ id: 1, colour: "blue", lid: true }]);
  });

  it("stay right when there are more of them than are kept", async () => {
    for (let n = 0; n < 1_100; n++) {
      const { rows } = await sql`select ${n}::integer + ${sql.raw(String(n))} as sum`.execute(database.db);
      assert.deepEqual(rows, [{ sum: 2 * n }]);
    }
  });
});
