import { readdir, readFile } from "node:fs/promises";

/** What Linux tells of a process; on other systems there is nothing to read and the figures are left out. */
type Process = { pid: number; parent: number; cpuMs: number; command: string };

const tickMs = 10; // a clock tick of /proc is 1/100 s on every Linux that Node runs on

const readProcess = async (pid: number): Promise<Process | undefined> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    return {
      pid,
      parent: Number(fields[1]),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
      command: command.replaceAll("\0", " ").trim(),
    };
  } catch {
    return undefined;
  }
};

/** This process and everything below it. */
export const treeOf = async (root: number): Promise<Process[]> => {
  const names = await readdir("/proc").catch(() => []);
  const all = (
    await Promise.all(
      names
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .map(readProcess),
    )
  ).filter((one) => one !== undefined);
  const tree = all.filter(({ pid }) => pid === root);
  for (let i = 0; i < tree.length; i++) tree.push(...all.filter(({ parent }) => parent === tree[i]!.pid));
  return tree;
};

export const cpuMsOf = async (pid: number): Promise<number> => (await readProcess(pid))?.cpuMs ?? Number.NaN;

/** Memory in MB: all that a process holds, and its fair part of what several share. */
export const memoryOf = async (pid: number): Promise<{ residentMB: number; fairMB: number }> => {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? Number.NaN) / 1024;
  return { residentMB: read("Rss"), fairMB: read("Pss") };
};
