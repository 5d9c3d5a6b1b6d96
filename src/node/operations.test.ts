import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { sql } from "kysely";
import { NodeSettings } from "./settings.ts";
import { testDatabases, type TestDatabase } from "./test-database.ts";

const docs = join(import.meta.dirname, "../../docs");
const [embedded] = testDatabases();

/** Table → column, as the statements of the page distribute them. */
const distributedIn = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/create_distributed_table\('([\w.]+)', '(\w+)'/g)].map(([, table, column]) => [
      table!,
      column!,
    ]),
  );

const localIn = (text: string): string[] =>
  [...text.matchAll(/^\| (\w+) \|((?: `\w+`)+) \|$/gm)].flatMap(([, schema, names]) =>
    [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => `${schema}.${name}`),
  );

describe("what docs/operations.md says of growing by Citus", () => {
  let db: TestDatabase["db"];
  let text: string;
  let distributed: Map<string, string>;
  before(async () => {
    ({ db } = await embedded!.open());
    text = await readFile(join(docs, "operations.md"), "utf8");
    distributed = distributedIn(text);
    assert.ok(distributed.size > 0);
  });

  it("names every table once: distributed or local", async () => {
    const { rows } = await sql<{ name: string }>`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`.execute(db);
    assert.deepEqual(
      [...distributed.keys(), ...localIn(text)].toSorted(),
      rows.map(({ name }) => name).toSorted(),
    );
  });

  it("every unique key of a distributed table contains its distribution column", async () => {
    const { rows } = await sql<{ name: string; key: string; columns: string[] }>`
      select n.nspname || '.' || t.relname as name, k.relname as key,
        array(select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum = any(i.indkey)) as columns
      from pg_index i join pg_class t on t.oid = i.indrelid join pg_class k on k.oid = i.indexrelid
        join pg_namespace n on n.oid = t.relnamespace where i.indisunique`.execute(db);
    for (const [table, column] of distributed) {
      const keys = rows.filter(({ name }) => name === table);
      assert.ok(keys.length > 0, `${table} has no key`);
      for (const { key, columns } of keys) assert.ok(columns.includes(column), `${key} lacks ${column}`);
    }
  });

  it("foreign keys join distributed tables by their distribution columns, and never leave them", async () => {
    const { rows } = await sql<{ from: string; column: string; to: string; target: string }>`
      select fn.nspname || '.' || f.relname as from, fa.attname as column, tn.nspname || '.' || t.relname as to, ta.attname as target
      from pg_constraint c
        join pg_class f on f.oid = c.conrelid join pg_namespace fn on fn.oid = f.relnamespace
        join pg_class t on t.oid = c.confrelid join pg_namespace tn on tn.oid = t.relnamespace
        join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = c.conkey[1]
        join pg_attribute ta on ta.attrelid = t.oid and ta.attnum = c.confkey[1]
      where c.contype = 'f'`.execute(db);
    for (const { from, column, to, target } of rows) {
      if (!distributed.has(from) && !distributed.has(to)) continue;
      assert.deepEqual([distributed.get(from), distributed.get(to)], [column, target], `${from} → ${to}`);
    }
  });
});

describe("the settings that docs/examples shows", () => {
  it("are settings of a node", async () => {
    const given: unknown = JSON.parse(await readFile(join(docs, "examples/node-1.json"), "utf8"));
    const read = NodeSettings.safeParse(given);
    assert.ok(read.success, String(read.error));
  });
});
