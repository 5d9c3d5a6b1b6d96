import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "#node/postgres-server.ts";
import { findBasePort, startThree } from "#node/three.ts";
import { treeOf } from "./processes.ts";

export type Trial = {
  urlOf: (party: string) => string;
  /** The process of a party's node; undefined where the system does not tell. */
  pidOf: (party: string) => number | undefined;
  stop: () => Promise<void>;
};

const folders: Record<string, string> = { "110112": "tongzhou", "120114": "wuqing", "131000": "langfang" };

/** The trial as `npm start` runs it, from nothing: three processes, in a folder that goes with it. */
export const startTrial = async (
  database: "embedded" | "postgresql",
  options: { pages?: string; log?: (line: string) => void } = {},
): Promise<Trial> => {
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-bench-"));
  const server = database === "postgresql" ? await startPostgres({ durable: true }) : undefined;
  const clean = async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  for (const name of Object.values(folders)) await server?.run(`create database ${name}`);
  const started = await startThree({
    folder,
    basePort: await findBasePort(),
    host: "127.0.0.1",
    fresh: false,
    sampleCases: false,
    say: options.log ?? (() => {}),
    ...(options.pages && { pages: options.pages }),
    ...(server && { databaseUrlOf: (party: string) => server.urlOf(folders[party]!) }),
  });
  if (!started.ok) {
    await clean();
    throw new Error(`${started.refusal.code} ${JSON.stringify(started.refusal.detail ?? {})}`);
  }
  const { urls, stop } = started.value;
  const tree = await treeOf(process.pid);
  return {
    urlOf: (party) => urls.find((node) => node.party === party)!.url,
    pidOf: (party) => tree.find(({ command }) => command.includes(`/${folders[party]}/node.json`))?.pid,
    stop: async () => {
      await stop();
      await clean();
    },
  };
};
