import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { CompiledQuery, sql } from "kysely";
import { sha256Hex } from "#base/hash.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Db, Tx } from "#base/tx.ts";

export const migrationsFolder = join(import.meta.dirname, "../../migrations");

export type Migration = { name: string; text: string; digest: string };

export const readMigrations = async (folder: string = migrationsFolder): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  const other = names.find((name) => !/^\d{4}_[a-z-]+\.sql$/.test(name));
  if (other) throw new Error(`${other} is no name of a migration: 0001_words-with-hyphens.sql`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { name, text, digest: sha256Hex(text) };
    }),
  );
};

/** Names one state of the schema: a template made for another state is never used. */
export const schemaDigest = (migrations: readonly Migration[]): string =>
  sha256Hex(...migrations.map(({ name, digest }) => `${name} ${digest}\n`)).slice(0, 16);

const lockKey = 7_100_114_120;

export type MigrateRefusal = "DATABASE_NEWER" | "MIGRATION_CHANGED";

/** What `migrate` does, in a transaction that does more. */
export const migrateIn = async (
  tx: Tx,
  migrations: readonly Migration[],
): Promise<Outcome<{ applied: string[] }, MigrateRefusal>> => {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx);
  await sql`create schema if not exists node`.execute(tx);
  await sql`create table if not exists node.migration (
    name text primary key, digest text not null, applied_at timestamptz not null default now())`.execute(tx);
  const { rows } = await sql<{
    name: string;
    digest: string;
  }>`select name, digest from node.migration`.execute(tx);
  const known = new Map(migrations.map((migration) => [migration.name, migration.digest]));
  const newer = rows.find(({ name }) => !known.has(name));
  if (newer) return refuse("DATABASE_NEWER", { migration: newer.name });
  const changed = rows.find(({ name, digest }) => known.get(name) !== digest);
  if (changed) return refuse("MIGRATION_CHANGED", { migration: changed.name });
  const applied = new Set(rows.map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const { name, text, digest } of missing) {
    await tx.executeQuery(CompiledQuery.raw(text));
    await sql`insert into node.migration (name, digest) values (${name}, ${digest})`.execute(tx);
  }
  return done({ applied: missing.map(({ name }) => name) });
};

/**
 * Brings the schema up to date in one transaction; of several processes that start together one does it, the others
 * find it done. A database that knows migrations this program does not is newer and is left alone.
 */
export const migrate = (
  db: Db,
  migrations: readonly Migration[],
): Promise<Outcome<{ applied: string[] }, MigrateRefusal>> =>
  db.transaction().execute((tx) => migrateIn(tx, migrations));
