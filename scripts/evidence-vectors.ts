/**
 * The evidence files of vectors/evidence: one valid, the others broken each in its own way. All follow from `valid.json`.
 * `--from FILE` makes that one first, from an evidence file of the demo, with the test keys in place of the demo's.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { evidenceVectors } from "./evidence/vectors.ts";
import { sealedAgain, textOf, withTestKeys, type Evidence } from "./evidence/evidence-file.ts";

const folder = join(import.meta.dirname, "../vectors/evidence");
const valid = join(folder, "valid.json");

const [flag, from] = process.argv.slice(2);
if (flag === "--from" && from) {
  const file = JSON.parse(await readFile(from, "utf8")) as Evidence;
  await writeFile(valid, textOf(sealedAgain(withTestKeys(file))));
}

const vectors = evidenceVectors(JSON.parse(await readFile(valid, "utf8")) as Evidence);
for (const { file, text } of vectors) await writeFile(join(folder, file), text);
const list = vectors.map(({ file, ok, fails, zh, en }) => ({ file, ok, fails, zh, en }));
await writeFile(join(folder, "expected.json"), `${JSON.stringify(list, undefined, 2)}\n`);
