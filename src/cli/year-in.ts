import { basename } from "node:path";

/** A year in the file's own name (`…_2021-04-01_05.csv`), as the publication's rows have none. */
export const yearIn = (file: string): number | undefined => {
  const found = /(?:^|\D)((?:19|20)\d{2})(?:\D|$)/.exec(basename(file));
  return found ? Number(found[1]) : undefined;
};
