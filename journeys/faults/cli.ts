import { execFile } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "../../src/cli/main.ts");
const ahead = join(import.meta.dirname, "ahead.ts");

/** A command as a system administrator types it. */
export const runCli = (words: string[], aheadMs = 0): Promise<{ code: number; out: string; err: string }> => {
  const { DATABASE_URL: _, ...environment } = process.env;
  const env = { ...environment, FAULT_AHEAD_MS: String(aheadMs) };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", ahead, main, ...words],
      { env, maxBuffer: 64 * 1024 ** 2 },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
};
