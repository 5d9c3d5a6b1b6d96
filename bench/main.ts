/** `npm run bench`: all benches or those named; a table on screen, everything in a file. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import * as arrivals from "./arrivals.ts";
import * as cases from "./cases.ts";
import * as exchange from "./exchange.ts";
import type { Figure } from "./figure.ts";
import * as forecast from "./forecast.ts";
import { machineLines, readMachine } from "./machine.ts";
import * as monitoring from "./monitoring.ts";
import * as recompute from "./monitoring-recompute.ts";
import * as pages from "./pages.ts";
import * as peers from "./peers.ts";
import { refreshDocs } from "./refresh-docs.ts";
import type { Results } from "./results.ts";
import * as sensorThings from "./sensorthings.ts";
import * as several from "./several-processes.ts";
import * as signatures from "./signatures.ts";
import * as start from "./start.ts";
import { screenTable } from "./table.ts";

const log = (line: string) => console.error(`    ${line}`);

const notes: Record<string, string> = {
  "one way": "applied at the receiver; both processes and their databases share the processor",
  "catch-up": "fetching, checking and applying pages is one process, and it is what limits it",
};
const noteOf = (what: string): string | undefined =>
  Object.entries(notes).find(([beginning]) => what.startsWith(beginning))?.[1];

const benches: Record<string, () => Promise<Figure[]>> = {
  exchange: async () =>
    (await exchange.run({ log })).map((row) => {
      const note = row.note ?? noteOf(row.what);
      return { bench: "exchange", ...row, ...(note && { note }) };
    }),
  cases: () => cases.run({ log }),
  monitoring: () => monitoring.run({ log }),
  arrivals: () => arrivals.run({ log }),
  sensorthings: () => sensorThings.run({ log }),
  peers: () => peers.run({ log }),
  start: () => start.run(),
  pages: () => pages.run(),
  signatures: async () => signatures.run(),
  processes: () => several.run({ log }),
  forecast: async () => forecast.run({ log }),
  recompute: () => recompute.run({ log }),
};

const usage = `npm run bench -- [${Object.keys(benches).join("] [")}] [--out FILE] [--docs]
  --out FILE  where the results go as JSON; .cache/bench/<date>.json if not said
  --docs      writes the table into docs/benchmarks.md`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string" },
    docs: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});

const main = async (): Promise<number> => {
  const unknown = positionals.filter((name) => !(name in benches));
  if (values.help || unknown.length) {
    if (unknown.length) console.error(`没有这项测试 there is no bench “${unknown.join("”, “")}”`);
    console.error(usage);
    return values.help ? 0 : 2;
  }
  const names = positionals.length ? positionals : Object.keys(benches);
  const root = join(import.meta.dirname, "..");
  const at = new Date().toISOString();
  const out = values.out ?? join(root, `.cache/bench/${at.slice(0, 19).replaceAll(":", "")}.json`);
  const machine = await readMachine();
  console.error(machineLines(machine).join("\n"));
  const began = performance.now();
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const [n, name] of names.entries()) {
    console.error(`[${n + 1}/${names.length}] ${name} …`);
    try {
      figures.push(...(await benches[name]!()));
    } catch (error) {
      failed.push(name);
      console.error(`    ${name} did not finish: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const results: Results = { at, seconds, machine, figures, failed };
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(results, null, 1)}\n`);
  if (values.json) console.log(JSON.stringify(results));
  else
    console.log(
      ["", ...screenTable(figures), "", `${seconds} s; ${relative(process.cwd(), out)}`].join("\n"),
    );
  if (values.docs) await refreshDocs(results);
  return failed.length ? 1 : 0;
};

process.exitCode = await main();
