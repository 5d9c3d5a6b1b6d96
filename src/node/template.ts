import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { Kysely } from "kysely";
import { openEngine } from "./database.ts";
import { embeddedDialect } from "./embedded-driver.ts";
import { migrate, schemaDigest, type Migration } from "./migrate.ts";

const cacheFolder = join(import.meta.dirname, "../../.cache/database");

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes a file or folder of the cache once per state of the schema; a half one is never found. */
const madeOnce = async (name: string, make: (half: string) => Promise<void>): Promise<string> => {
  const whole = join(cacheFolder, name);
  if (await exists(whole)) return whole;
  await mkdir(cacheFolder, { recursive: true });
  const half = `${whole}.${process.pid}-${randomUUID().slice(0, 8)}`;
  try {
    await make(half);
    // Several processes may make it at once; all make the same.
    await rename(half, whole).catch(async (error: unknown) => {
      if (!(await exists(whole))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return whole;
};

const migrated = async (
  migrations: readonly Migration[],
  options: { dataDir?: string },
  use: (engine: PGlite) => Promise<void> = async () => {},
): Promise<void> => {
  const { engine, lasting } = await openEngine(options);
  try {
    const done = await migrate(new Kysely<unknown>({ dialect: embeddedDialect(engine) }), migrations);
    if (!done.ok) throw new Error(`an empty database cannot be ${done.refusal.code}`);
    await engine.exec("checkpoint");
    await use(engine);
  } finally {
    await engine.close();
    await lasting?.close();
  }
};

/**
 * A migrated, empty embedded database as a folder to copy: that takes a twentieth of the time of `initdb` and all
 * migrations.
 */
export const embeddedTemplate = (migrations: readonly Migration[]): Promise<string> =>
  madeOnce(schemaDigest(migrations), (dataDir) => migrated(migrations, { dataDir }));

/** The same as one file, for databases that live in memory. */
export const embeddedArchive = (migrations: readonly Migration[]): Promise<string> =>
  madeOnce(`${schemaDigest(migrations)}.tar`, (file) =>
    migrated(migrations, {}, async (engine) => {
      const dump = await engine.dumpDataDir("none");
      await writeFile(file, Buffer.from(await dump.arrayBuffer()));
    }),
  );
