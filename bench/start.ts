import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBasePort } from "#node/three.ts";
import type { Figure } from "./figure.ts";
import { memoryOf, treeOf } from "./processes.ts";

const root = join(import.meta.dirname, "..");
const settleMs = 5_000;

type Started = { seconds: number; pid: number; stop: () => Promise<void> };

/** `npm start` without npm: the launcher, the build that finds nothing to do, the three nodes. */
const start = (data: string, port: number): Promise<Started> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const words = ["scripts/launch.mjs", "start", "--port", String(port), "--data", data, "--json"];
    const { DATABASE_URL: _, ...env } = process.env;
    const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env });
    const exited = new Promise<void>((ended) => child.once("exit", () => ended()));
    let said = "";
    const heard = (chunk: Buffer) => (said += chunk.toString("utf8"));
    child.stderr.on("data", heard);
    child.once("exit", () => reject(new Error(`the trial did not start: ${said.slice(-500)}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      if (!heard(chunk).includes('"nodes"')) return;
      const seconds = (performance.now() - began) / 1000;
      const stop = async () => {
        child.kill("SIGTERM");
        await exited;
      };
      resolve({ seconds, pid: child.pid!, stop });
    });
  });

const runOnce = (command: string, words: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${words.join(" ")}: ${code}`))));
  });

/** The pages are built beforehand: a first start that has to build them takes that much longer. */
export const buildPages = (): Promise<void> => runOnce(process.execPath, ["scripts/launch.mjs", "build"]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const memoryFigures = async (pid: number): Promise<Figure[]> => {
  const tree = await treeOf(pid);
  const nodes = tree.filter(({ command }) => command.includes("src/node/main.ts"));
  if (nodes.length !== 3) return []; // only Linux tells
  const [ofNodes, ofAll] = await Promise.all(
    [nodes, tree].map((some) => Promise.all(some.map(({ pid: one }) => memoryOf(one)))),
  );
  const figure = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
    bench: "start",
    what,
    value,
    unit: "MB",
    database: "embedded",
    ...more,
  });
  const fair = sum(ofNodes!.map(({ fairMB }) => fairMB));
  return [
    figure("memory of the three nodes (resident)", sum(ofNodes!.map(({ residentMB }) => residentMB)), {
      aim: 1_200,
      note: `${settleMs / 1000} s after the second start; ${Math.round(fair)} MB if shared pages count once; each its own JavaScript heap and database engine`,
    }),
    figure(
      "memory of all processes of npm start (resident)",
      sum(ofAll!.map(({ residentMB }) => residentMB)),
      {
        note: "with the launcher and the process that watches over the nodes",
      },
    ),
  ];
};

/** How long the trial takes to be ready, from nothing and again, and what it holds then. */
export const run = async (): Promise<Figure[]> => {
  await buildPages();
  const data = await mkdtemp(join(tmpdir(), "tongwulang-bench-"));
  const figure = (what: string, value: number, more: Partial<Figure>): Figure => ({
    bench: "start",
    what,
    value,
    unit: "s",
    database: "embedded",
    ...more,
  });
  try {
    const port = await findBasePort();
    const first = await start(data, port);
    await first.stop();
    const second = await start(data, port);
    try {
      await new Promise((resolve) => setTimeout(resolve, settleMs));
      return [
        figure("three nodes ready, first start", first.seconds, {
          aim: 5,
          note: "keys, founding, agreement signed by all, sample people and sample cases made by the real commands; packages installed and pages built before",
        }),
        figure("three nodes ready, second start", second.seconds, {
          aim: 5,
          note: "reading modules and opening three databases at once on the same cores",
        }),
        ...(await memoryFigures(second.pid)),
      ];
    } finally {
      await second.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
};

if (import.meta.main)
  console.table((await run()).map(({ what, value, unit, note }) => ({ what, value, unit, note })));
