import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabasePlace } from "#node/database.ts";
import { startPostgres } from "#node/postgres-server.ts";

export type Database = "embedded" | "postgresql";

export type Databases = { place: () => Promise<DatabasePlace>; remove: () => Promise<void> };

/** Room for any number of new databases of one kind, gone with `remove`; PostgreSQL writes as it does in earnest. */
export const databasesOf = async (database: Database): Promise<Databases> => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-bench-"));
  const server = database === "postgresql" ? await startPostgres({ durable: true }) : undefined;
  let n = 0;
  return {
    place: async () => {
      n += 1;
      if (!server) return { dataDir: join(folder, `db${n}`) };
      await server.run(`create database bench${n}`);
      return { url: server.urlOf(`bench${n}`) };
    },
    remove: async () => {
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
