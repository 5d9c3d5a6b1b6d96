import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { done, refuse, type Outcome } from "#base/outcome.ts";

/** When the holder began to run: a number given out again to another process is not the same holder. */
const startOf = async (pid: number): Promise<string> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
};

const isAlive = async (holder: string): Promise<boolean> => {
  const [pid, start] = holder.trim().split(" ");
  try {
    process.kill(Number(pid), 0);
  } catch {
    return false;
  }
  return !start || start === (await startOf(Number(pid)));
};

/**
 * Keeps a data folder to one process: two on one embedded database would destroy it. A holder that was killed is
 * found to be gone; one that is just leaving is waited for.
 */
export const holdFolder = async (
  folder: string,
  patienceMs = 10_000,
): Promise<Outcome<{ release: () => Promise<void> }, "DATA_IN_USE">> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "held-by");
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      const handle = await open(file, "wx", 0o600);
      await handle.writeFile(`${process.pid} ${await startOf(process.pid)}`);
      await handle.close();
      return done({ release: () => rm(file, { force: true }) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    if (holder && !(await isAlive(holder))) await rm(file, { force: true });
    else if (performance.now() > end) return refuse("DATA_IN_USE", { folder, process: holder.split(" ")[0] });
    else await wait(100);
  }
};
