import { open, readFile } from "node:fs/promises";
import { z } from "zod";
import { Digest } from "#protocol/event.ts";
import type { ExchangeDeps } from "./deps.ts";
import { applyErasures } from "./erasure.ts";
import { countErased, erasedAmong, readErasures } from "./erasure-store.ts";
import { Erased } from "./events.ts";

/** The file's name, beside the node's keys. */
export const erasureRegisterName = "erased.jsonl";

const Line = Erased.extend({ at: z.iso.datetime({ precision: 3 }), by: z.string(), event: Digest });

/** A line that a crash cut short is written again. */
const readLine = (text: string) => {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const readLines = async (path: string) => {
  const text = await readFile(path, "utf8").catch(() => "");
  return new Map(
    text.split("\n").flatMap((line) => {
      const erasure = readLine(line);
      return erasure ? [[erasure.subject, erasure] as const] : [];
    }),
  );
};

const appendLines = async (path: string, lines: readonly object[]): Promise<void> => {
  const file = await open(path, "a", 0o600);
  try {
    await file.writeFile(lines.map((line) => `\n${JSON.stringify(line)}`).join(""));
    await file.sync();
  } finally {
    await file.close();
  }
};

export type Kept = { written: number; erasedAgain: number };

/**
 * What was erased is also written down in a file beside the database, which names nobody. A database that was put back
 * from an old copy is made to forget it again, also what no other node was ever told of.
 */
export const erasureRegister = (deps: ExchangeDeps, path: string): (() => Promise<Kept>) => {
  let settled: number | undefined;
  return async () => {
    const count = await countErased(deps.db);
    if (settled === count) return { written: 0, erasedAgain: 0 };
    const [known, here] = [await readLines(path), await readErasures(deps.db)];
    const unwritten = here.filter(({ subject }) => !known.has(subject));
    if (unwritten.length > 0) await appendLines(path, unwritten);
    const erased = await erasedAmong(deps.db, [...known.keys()]);
    const forgotten = [...known.values()].filter(({ subject }) => !erased.has(subject));
    if (forgotten.length > 0)
      await deps.db.transaction().execute((tx) => applyErasures(tx, deps.capabilities, forgotten));
    settled = count + forgotten.length;
    return { written: unwritten.length, erasedAgain: forgotten.length };
  };
};
