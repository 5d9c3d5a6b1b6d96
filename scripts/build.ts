/** Builds the pages when their sources changed since the last time; compresses them once, so that no request has to. */
import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const root = join(import.meta.dirname, "..");
const out = join(root, "dist/web");
// Inside the folder, so that whoever empties it takes the stamp along.
const stampFile = join(out, "build.stamp");

const sources = (): string[] =>
  [
    ...globSync("src/**/*.{ts,tsx,css,svg,json,woff2,png}", { cwd: root }),
    ...globSync("definitions/**/*.json", { cwd: root }),
    "index.html",
    "vite.config.ts",
    "scripts/patrol-app.ts",
    "package-lock.json",
  ]
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .toSorted();

const stampOf = (files: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
};

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const compress = async (): Promise<void> => {
  const files = globSync("**/*.{js,css,svg,html,json,txt}", { cwd: out });
  for (const file of files) {
    const path = join(out, file);
    const content = await readFile(path);
    if (content.length < 1024) continue;
    await writeFile(`${path}.br`, await brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    await writeFile(`${path}.gz`, await zip(content, { level: 9 }));
  }
};

const known = () => {
  try {
    return readFileSync(stampFile, "utf8").trim();
  } catch {
    return "";
  }
};

const stamp = stampOf(sources());
if (known() !== stamp) {
  console.error("  生成页面 building the pages …");
  const { build } = await import("vite");
  await build({ root, logLevel: "warn" });
  await compress();
  writeFileSync(stampFile, `${stamp}\n`);
}
