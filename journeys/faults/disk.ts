import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "tongwulang-faults-";
const roomBytes = 1024 ** 3;

const mount = (...words: string[]): boolean => {
  try {
    execFileSync("mount", words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const unmountBelow = (folder: string): void => {
  for (const name of readdirSync(folder))
    try {
      execFileSync("umount", ["-l", join(folder, name)], { stdio: "ignore" });
    } catch {
      // most of what lies there is no disk of its own
    }
};

export const removeFolder = (folder: string): void => {
  unmountBelow(folder);
  rmSync(folder, { recursive: true, force: true });
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A folder for one network; what a bench that was killed has left is removed first. */
export const newFolder = async (): Promise<string> => {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) removeFolder(join(tmpdir(), name));
  }
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
};

/** A disk that can be full. */
export type Disk = { fill: () => void; free: () => void };

/**
 * Makes an empty folder a small file system in memory, which is full when it is shrunk to what is in it. Only where
 * mounting is allowed (root on Linux); elsewhere disks are never full.
 */
export const mountDisk = (folder: string): Disk | undefined => {
  if (process.platform !== "linux" || !mount("-t", "tmpfs", "-o", `size=${roomBytes}`, "tmpfs", folder))
    return undefined;
  const usedBytes = () =>
    Number(
      /^\s*(\d+)/m.exec(execFileSync("df", ["--output=used", "-B1", folder]).toString().split("\n")[1]!)![1],
    );
  return {
    fill: () => mount("-o", `remount,size=${Math.max(4096, usedBytes())}`, folder),
    free: () => mount("-o", `remount,size=${roomBytes}`, folder),
  };
};

/** Empties a folder that stays: it may be a disk of its own. */
export const emptyFolder = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
};

/** What lies in a folder replaces what lies in another. */
export const replaceFolder = async (from: string, to: string): Promise<void> => {
  await emptyFolder(to);
  await cp(from, to, { recursive: true });
};
