/**
 * Everything that must hold before a change is kept: types, style, the import law and the words, then every test.
 * `--check` stops before the tests. The test runner's own summary comes last.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);
const runner = [process.execPath, "--disable-warning=ExperimentalWarning"] as const;
const words = process.argv.slice(2);
const isCheckOnly = words.includes("--check");
const chosen = words.filter((word) => !word.startsWith("-"));

type Ran = { name: string; code: number; output: string; seconds: number };

const run = (name: string, [command, ...args]: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(command!, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", (error) => resolve({ name, code: 1, output: error.message, seconds: 0 }));
    child.once("exit", (code) =>
      resolve({ name, code: code ?? 1, output, seconds: (performance.now() - began) / 1000 }),
    );
  });

const handWritten = ["src", "journeys", "bench", "scripts"];
const checks: [string, string[]][] = [
  ["types", [bin("tsc"), "--noEmit", "-p", "tsconfig.json"]],
  ["types of the pages", [bin("tsc"), "--noEmit", "-p", "tsconfig.web.json"]],
  ["lint", [bin("oxlint"), "--type-aware", ...handWritten]],
  ["format", [bin("oxfmt"), "--check", ...handWritten, "vite.config.ts"]],
  ["import law", [...runner, "scripts/layers.ts"]],
  ["glossary", [...runner, "scripts/glossary.ts"]],
];

const runChecks = async (): Promise<boolean> => {
  const waiting = [...checks];
  let isGood = true;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name, code, output, seconds } = await run(...next);
      console.log(`${code === 0 ? "✔" : "✖"} ${name} (${seconds.toFixed(1)} s)`);
      if (code === 0) continue;
      isGood = false;
      console.log(output.trimEnd());
    }
  };
  await Promise.all([worker(), worker()]);
  return isGood;
};

/** Test files in groups of one process each; files of a group share a process, and so databases and a browser. */
const groups = (): string[][] => {
  const files = chosen.length
    ? chosen
    : [...globSync("src/**/*.test.ts", { cwd: root }), ...globSync("journeys/**/*.test.ts", { cwd: root })];
  return [files.toSorted()];
};

const runTests = (files: string[]): Promise<number> =>
  new Promise((resolve) => {
    const flags = [
      "--disable-warning=ExperimentalWarning",
      "--test",
      "--test-isolation=none",
      "--test-force-exit",
    ];
    const child = spawn(process.execPath, [...flags, ...files], { cwd: root, stdio: "inherit" });
    child.once("exit", (code) => resolve(code ?? 1));
  });

const began = performance.now();
const areGood = chosen.length > 0 || (await runChecks());
if (isCheckOnly) process.exitCode = areGood ? 0 : 1;
else {
  const { status: built } = await run("pages", [...runner, "scripts/build.ts"]).then(({ code, output }) => {
    if (code !== 0) console.log(output);
    return { status: code };
  });
  let code = areGood && built === 0 ? 0 : 1;
  for (const files of groups()) code = (await runTests(files)) || code;
  const seconds = Math.round((performance.now() - began) / 1000);
  console.error(`${code === 0 ? "✔" : "✖"} ${seconds} s`);
  if (!areGood) console.error("✖ checks failed, see above");
  process.exitCode = code;
}
