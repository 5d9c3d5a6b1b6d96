import { sql } from "kysely";
import type { Db } from "#base/tx.ts";
import type { Database } from "./database.ts";
import type { Job } from "#base/job.ts";

const mostGrown = 0.2;
const leastPages = 128; // of 8 KiB

/**
 * A server does this by itself (autovacuum); the embedded database never would, and what is queued and sealed thousands
 * of times a minute would leave its dead rows for ever. A table is tidied once it has grown by a fifth and a megabyte.
 */
export const tidyTables = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
      and pg_relation_size(c.oid) / 8192 > greatest(c.relpages, 0) * (1 + ${mostGrown}::float8) + ${leastPages}::integer
    order by name`.execute(db);
  // One at a time: whoever waits for the one connection gets a turn in between.
  for (const { name } of rows) await sql.raw(`vacuum (analyze) ${name}`).execute(db);
  return rows.map(({ name }) => name);
};

export const tidyJobs = ({ db, kind }: Pick<Database, "db" | "kind">): Job[] =>
  kind === "embedded" ? [{ name: "database.tidy", everySeconds: 60, run: () => tidyTables(db) }] : [];
