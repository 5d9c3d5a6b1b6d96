import { readFile } from "node:fs/promises";
import { done, refuse, type Outcome } from "#base/outcome.ts";

const least = 16;

/** The first line of a file: a passphrase given on the command line would stand in the list of processes. */
export const readPassphrase = async (
  file: string,
): Promise<Outcome<string, "CONFIG_INVALID" | "BACKUP_PASSPHRASE_SHORT">> => {
  try {
    const [words = ""] = (await readFile(file, "utf8")).split(/\r?\n/);
    return words.length < least ? refuse("BACKUP_PASSPHRASE_SHORT", { least, file }) : done(words);
  } catch (error) {
    return refuse("CONFIG_INVALID", { name: "passphrase", what: (error as Error).message });
  }
};
