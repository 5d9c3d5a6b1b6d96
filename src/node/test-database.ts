import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { newId } from "#base/id.ts";
import { openDatabase, type Database, type DatabasePlace } from "./database.ts";
import { migrate, readMigrations, schemaDigest } from "./migrate.ts";
import { givenPostgres, startPostgres, type PostgresServer } from "./postgres-server.ts";
import { embeddedArchive, embeddedTemplate } from "./template.ts";

/** A migrated, empty database for a test; closed at the end of the run if the test does not. */
export type TestDatabase = Database & {
  /** Where it is, so that another process (or a second pool) can open it too. Memory cannot be shared. */
  place: DatabasePlace;
};

export type TestDatabases = {
  name: "embedded" | "postgresql";
  /** `lasting`: in a folder or on the server, so that it can be closed and opened again. */
  open: (options?: { lasting?: boolean; connections?: number }) => Promise<TestDatabase>;
};

const atEnd: (() => Promise<unknown>)[] = [];
let server: Promise<{ postgres: PostgresServer; template: string }> | undefined;

const cleanUp = async (): Promise<void> => {
  for (const end of atEnd.splice(0).toReversed()) await end();
  const running = await server?.catch(() => undefined);
  server = undefined;
  await running?.postgres.run(`drop database if exists "${running.template}"`);
  await running?.postgres.stop();
};

const openTracked = async (place: DatabasePlace, options: { template?: string; connections?: number }) => {
  const database = await openDatabase(place, options);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= database.close());
  atEnd.push(close);
  return { ...database, close, place };
};

const openEmbedded: TestDatabases["open"] = async (options = {}) => {
  const migrations = await readMigrations();
  if (!options.lasting) return openTracked({ memory: true }, { template: await embeddedArchive(migrations) });
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-db-"));
  atEnd.push(() => rm(folder, { recursive: true, force: true }));
  return openTracked({ dataDir: join(folder, "database") }, { template: await embeddedTemplate(migrations) });
};

const startServer = async () => {
  const given = process.env["DATABASE_URL"];
  const postgres = given ? await givenPostgres(given) : await startPostgres();
  const migrations = await readMigrations();
  const template = `tongwulang_${schemaDigest(migrations)}_${process.pid}`;
  await postgres.run(`create database "${template}"`);
  const { db, close } = await openDatabase({ url: postgres.urlOf(template) }, { connections: 1 });
  const migrated = await migrate(db, migrations);
  await close();
  if (!migrated.ok) throw new Error(`an empty database cannot be ${migrated.refusal.code}`);
  return { postgres, template };
};

const openServer: TestDatabases["open"] = async (options = {}) => {
  const { postgres, template } = await (server ??= startServer());
  const name = `test_${newId().replaceAll("-", "")}`;
  await postgres.run(`create database "${name}" template "${template}"`);
  atEnd.push(() => postgres.run(`drop database if exists "${name}" with (force)`));
  return openTracked({ url: postgres.urlOf(name) }, { connections: options.connections ?? 5 });
};

/** Both databases a node can have, for tests that hold on each: `for (const { name, open } of testDatabases())`. */
export const testDatabases = (): TestDatabases[] => {
  after(cleanUp);
  return [
    { name: "embedded", open: openEmbedded },
    { name: "postgresql", open: openServer },
  ];
};
