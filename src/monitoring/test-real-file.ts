import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Real measurements that are not ours to publish lie beside the project or where the variable says; many have none. */
export const findRealFile = (...path: string[]): string | undefined => {
  const file = join(process.env["TONGWULANG_SHARED"] ?? join(root, "../shared"), "data", ...path);
  return existsSync(file) ? file : undefined;
};

/** For `skip` of a test: `false` if the file is there. */
export const unlessPresent = (file: string | undefined, name: string): string | false =>
  file ? false : `${name} is absent: set TONGWULANG_SHARED to the folder that holds data/`;
