import { constants, cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PostgresDialect } from "kysely";
import { Pool, types, type CustomTypesConfig } from "pg";
import { alone, type Siblings } from "#base/siblings.ts";
import type { Db } from "#base/tx.ts";
import { embeddedDialect } from "./embedded-driver.ts";
import { makeFilesLast } from "./lasting-files.ts";
import { siblingsOn } from "./siblings.ts";
import { findValueParser, valueParsers, valueSerializers } from "./value-types.ts";

/** Where a node keeps its rows: a folder (embedded), a PostgreSQL server, or nowhere (tests). */
export type DatabasePlace = { dataDir: string } | { url: string } | { memory: true };

export type Database = {
  db: Db;
  kind: "embedded" | "postgresql";
  /** Other processes on it: there may be some on a server. */
  siblings: Siblings;
  close: () => Promise<void>;
};

/** Copies a template beside its place and moves it there: a database that was copied in part is never found. */
const layFolder = async (template: string, dataDir: string): Promise<void> => {
  const half = `${dataDir}-half`;
  await rm(half, { recursive: true, force: true });
  await cp(template, half, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await rename(half, dataDir);
};

/**
 * The embedded engine. The start parameters are PGlite's own with a smaller buffer: three nodes share one machine.
 * In a folder a commit waits for the disk (`lasting-files.ts`).
 */
export const openEngine = async (options: {
  dataDir?: string;
  /** Of `template.ts`: a folder for a database in a folder, an archive for one in memory. */
  template?: string;
}): Promise<{ engine: PGlite; lasting?: ReturnType<typeof makeFilesLast> }> => {
  if (options.dataDir) await mkdir(dirname(options.dataDir), { recursive: true });
  const { template } = options;
  if (template && options.dataDir) await layFolder(template, options.dataDir);
  const archive = template && !options.dataDir && new Blob([await readFile(template)]);
  const engine = await PGlite.create({
    ...(options.dataDir && { dataDir: options.dataDir }),
    ...(archive && { loadDataDir: archive }),
    parsers: valueParsers,
    serializers: valueSerializers,
    startParams: [
      "--single",
      ...(options.dataDir ? ["-c", "wal_sync_method=fsync"] : ["-F"]),
      "-O",
      "-j",
      ...[
        "search_path=public",
        "exit_on_error=false",
        "log_checkpoints=false",
        "log_startup_progress_interval=0", // its timer would outlive a recovery, and keep the process from ending
        "max_worker_processes=0",
        "max_parallel_workers=0",
        "max_parallel_workers_per_gather=0",
        "max_parallel_maintenance_workers=0",
        "io_method=sync",
        "plan_cache_mode=force_custom_plan",
        "timezone=UTC",
        "shared_buffers=32MB",
      ].flatMap((setting) => ["-c", setting]),
    ],
  });
  return { engine, ...(options.dataDir && { lasting: makeFilesLast(engine, options.dataDir) }) };
};

const openEmbedded = async (options: { dataDir?: string; template?: string }): Promise<Database> => {
  const { engine, lasting } = await openEngine(options);
  const db: Db = new Kysely({ dialect: embeddedDialect(engine, lasting) });
  const close = async () => {
    await db.destroy();
    await lasting?.close();
  };
  return { db, kind: "embedded", siblings: alone, close };
};

const textArray = types.getTypeParser(1009 as never) as (text: string) => unknown;

const openServer = async (url: string, connections: number): Promise<Database> => {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    // A process that is held still in a transaction must not hold up the others of its node for ever.
    options: "-c timezone=UTC -c idle_in_transaction_session_timeout=30s",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        (format !== "binary" && findValueParser(oid, textArray)) || types.getTypeParser(oid, format),
    } as CustomTypesConfig,
  });
  pool.on("error", () => {}); // an idle connection that breaks is replaced at the next use
  const first = await pool.connect(); // an address that does not answer is known now, not at the first request
  first.release();
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  const siblings = siblingsOn(url); // connects when it is first needed
  const close = async () => {
    await siblings.close();
    await db.destroy();
  };
  return { db, kind: "postgresql", siblings, close };
};

/** Opens the database. Both drivers answer with the same values for the same rows (see `value-types.ts`). */
export const openDatabase = (
  place: DatabasePlace,
  options: { template?: string; connections?: number } = {},
): Promise<Database> => {
  if ("url" in place) return openServer(place.url, options.connections ?? 10);
  return openEmbedded({ ...("dataDir" in place && { dataDir: place.dataDir }), ...options });
};
