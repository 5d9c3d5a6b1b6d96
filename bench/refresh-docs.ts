/** Writes the figures of a run into docs/benchmarks.md: `node bench/refresh-docs.ts [FILE]`, else of the newest run. */
import { globSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { machineLines } from "./machine.ts";
import type { Results } from "./results.ts";
import { pageTable } from "./table.ts";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/benchmarks.md");
const marks = ["<!-- figures: begin -->", "<!-- figures: end -->"] as const;

const written = ({ at, seconds, machine, figures, failed }: Results): string =>
  [
    `Run of ${at.slice(0, 10)}, ${Math.round(seconds / 60)} minutes.`,
    "",
    ...machineLines(machine).map((line) => `- ${line}`),
    ...(failed.length ? [`- did not finish: ${failed.join(", ")}`] : []),
    "",
    ...pageTable(figures),
  ].join("\n");

export const refreshDocs = async (results: Results): Promise<void> => {
  const text = await readFile(page, "utf8");
  const [begin, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])];
  if (begin < 0 || end < begin) throw new Error(`${page} has lost its marks`);
  await writeFile(page, `${text.slice(0, begin)}${marks[0]}\n\n${written(results)}\n\n${text.slice(end)}`);
};

if (import.meta.main) {
  const file = process.argv[2] ?? globSync(join(root, ".cache/bench/*.json")).toSorted().at(-1);
  if (!file) throw new Error("there is no run yet: npm run bench");
  await refreshDocs(JSON.parse(readFileSync(file, "utf8")) as Results);
  console.error(`docs/benchmarks.md: figures of ${file}`);
}
