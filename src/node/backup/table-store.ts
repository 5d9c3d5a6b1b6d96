import { createHash } from "node:crypto";
import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { TableSum } from "./manifest.ts";

/** A table as the database describes it; `name` is `schema.table`, columns in their order. */
export type Table = {
  name: string;
  columns: { name: string; type: string }[];
  ordered: string;
  needs: string[];
};

/** Rows that a backup leaves out: who was signed in must sign in again, and which migrations ran is said elsewhere. */
const leftOut = ["node.migration", "people.session", "people.verification"];

const own = sql`c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname not like 'pg\\_%' and n.nspname || '.' || c.relname <> all(array[${sql.join(leftOut)}])`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quotedName = (name: string): string => name.split(".").map(quoted).join(".");

/**
 * Every table with rows of ours, those that others refer to first. Ordered by primary key, text by its bytes: so the same
 * rows make the same lines in every database.
 */
export const listTables = async (tx: Db): Promise<Table[]> => {
  const { rows } = await sql<Table>`
    select n.nspname || '.' || c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0
          and l.collname <> 'C' and (l.collname <> 'default' or d.datcollate not in ('C', 'POSIX', 'C.UTF-8')) then ' collate "C"' else '' end,
          ', ' order by k.n)
        from pg_index i, unnest(i.indkey) with ordinality as k(attnum, n), pg_attribute a
          left join pg_collation l on l.oid = a.attcollation, pg_database d
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum
          and d.datname = current_database()), '1') as ordered,
      coalesce((select json_agg(distinct rn.nspname || '.' || r.relname)
        from pg_constraint f join pg_class r on r.oid = f.confrelid join pg_namespace rn on rn.oid = r.relnamespace
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '[]') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own} order by 1`.execute(tx);
  const sorted: Table[] = [];
  const place = (table: Table): void => {
    if (sorted.includes(table)) return;
    for (const needed of rows.filter(({ name }) => table.needs.includes(name))) place(needed);
    sorted.push(table);
  };
  for (const table of rows) place(table);
  return sorted;
};

const mostRows = 256;
const batchBytes = 1024 * 1024;

/** The rows of a table, each one line: a JSON array of its values as the database writes them. In batches. */
async function* readRows(tx: Db, { name, columns, ordered }: Table): AsyncGenerator<string[]> {
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(", ");
  const text = `select json_build_array(${values})::text collate "C" as line from ${quotedName(name)} order by ${ordered}`;
  await sql.raw(`declare backup no scroll cursor for ${text}`).execute(tx);
  // The next batch is as large as the last one's rows allow: a row may be a megabyte or a hundred bytes.
  for (let count = 16; ;) {
    const { rows } = await sql.raw<{ line: string }>(`fetch ${count} from backup`).execute(tx);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < count) break;
    const bytes = rows.reduce((sum, { line }) => sum + line.length, 0);
    count = Math.max(1, Math.min(mostRows, Math.floor((batchBytes * count) / bytes)));
  }
  await sql`close backup`.execute(tx);
}

/** The sum of a table's lines, handing each batch on as text. */
export async function* readSummed(
  tx: Db,
  table: Table,
  tell: (sum: TableSum) => void,
): AsyncGenerator<string> {
  const sum = createHash("sha256");
  let rows = 0;
  for await (const batch of readRows(tx, table)) {
    const text = `${batch.join("\n")}\n`;
    sum.update(text);
    rows += batch.length;
    yield text;
  }
  tell({ rows, sha256: sum.digest("hex") });
}

export const sumRows = async (tx: Tx, table: Table): Promise<TableSum> => {
  let found: TableSum | undefined;
  for await (const _ of readSummed(tx, table, (sum) => (found = sum))) continue;
  return found!;
};

/** Rows as they were read, into the columns of those names; the types are those of this database. */
export const insertRows = async (
  tx: Tx,
  { name, columns }: Table,
  given: readonly string[],
  lines: readonly string[],
): Promise<void> => {
  const typeOf = new Map(columns.map((column) => [column.name, column.type]));
  const values = given.map((column, n) => `(r ->> ${n})::${typeOf.get(column)}`).join(", ");
  await sql`insert into ${sql.raw(quotedName(name))} (${sql.raw(given.map(quoted).join(", "))}) overriding system value
    select ${sql.raw(values)} from (select line::jsonb as r from unnest(${textArray(lines)}::text[]) as line) l`.execute(
    tx,
  );
};

/** What migrations put there themselves gives way to what was backed up. */
export const emptyTable = async (tx: Tx, { name }: Table): Promise<void> => {
  await sql.raw(`delete from ${quotedName(name)}`).execute(tx);
};

/** The audit log's own guard is off while a backup is put back, for this transaction alone. */
export const setGuards = async (tx: Tx, tables: readonly Table[], on: boolean): Promise<void> => {
  for (const { name } of tables)
    await sql.raw(`alter table ${quotedName(name)} ${on ? "enable" : "disable"} trigger user`).execute(tx);
};

export type Sequence = { name: string; last: string; called: boolean };

export const readSequences = async (tx: Db): Promise<Sequence[]> => {
  const { rows: found } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`.execute(tx);
  const sequences: Sequence[] = [];
  for (const { name } of found) {
    const { rows } = await sql<{ last: string; called: boolean }>`
      select last_value::text as last, is_called as called from ${sql.raw(quotedName(name))}`.execute(tx);
    sequences.push({ name, ...rows[0]! });
  }
  return sequences;
};

export const setSequence = async (tx: Tx, { name, last, called }: Sequence): Promise<void> => {
  await sql`select setval(${quotedName(name)}::regclass, ${last}::bigint, ${called}::boolean)`.execute(tx);
};

/** Attachments that an event names or somebody brought for one. */
export const listAttachments = async (tx: Db): Promise<string[]> => {
  const { rows } = await sql<{ digest: string }>`
    select digest from exchange.attachment union select digest from cases.upload order by 1`.execute(tx);
  return rows.map(({ digest }) => digest);
};

/** A node that never ran has no page, no event and no person. */
export const isInhabited = async (db: Db): Promise<boolean> => {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from exchange.page) or exists (select from exchange.event) or exists (select from people."user") as any`.execute(
    db,
  );
  return rows[0]!.any;
};

/** The migrations that made this database. */
export const readApplied = async (tx: Db): Promise<{ name: string; digest: string }[]> => {
  const { rows } = await sql<{ name: string; digest: string }>`
    select name, digest from node.migration order by name`.execute(tx);
  return rows;
};
