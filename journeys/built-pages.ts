import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The folder of the pages as `scripts/build.ts` built them; the test runner does so before the first journey. */
export const builtPages = (): string => {
  const folder = join(import.meta.dirname, "../dist/web");
  assert.ok(existsSync(join(folder, "index.html")), "build the pages first: node scripts/build.ts");
  return folder;
};
