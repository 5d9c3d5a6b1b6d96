/**
 * Everything that must hold before a change is kept: types, style, the import law and the words, then every test.
 * `--check` stops before the tests. The test runner's own summary comes last.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

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

const handWritten = ["src", "journeys", "bench", "scripts", "verifier"];
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

/**
 * Tests of single files share processes, some files each: a database engine lives in the process, and what tests leave
 * of it adds up. A journey gets a process of its own: it starts nodes, kills some, and its
 * hooks at the top of the file must not run with everybody else's. The runner adds all up to one total.
 */
const files = (): { shared: string[]; own: string[] } => {
  const all = chosen.length
    ? chosen
    : [...globSync("src/**/*.test.ts", { cwd: root }), ...globSync("journeys/**/*.test.ts", { cwd: root })];
  const shared = all.filter((file) => !file.startsWith("journeys/")).toSorted();
  return { shared, own: all.filter((file) => file.startsWith("journeys/")).toSorted() };
};

const filesAtOnce = 3;
const sharedFile = (n: number) => join(root, `.cache/tests-of-src-${n}.test.mjs`);

/**
 * The process ends when the tests that it knows have ended; a file that still waits for something at its top would be left
 * out without a word. So the first test ends when all files are read, and the others wait for it.
 * Nor does it wait until its last reports are written: a moment is left for them. (What fails is counted either way.)
 */
const togetherText = (urls: readonly string[]): string => `import { test } from "node:test";
const all = Promise.withResolvers();
const leave = process.exit;
process.exit = (code) => void setTimeout(() => leave(code), 300);
test(${JSON.stringify(`reads ${urls.map((url) => url.slice(url.indexOf("/src/") + 1)).join(", ")}`)}, () => all.promise);
try {
  for (const url of ${JSON.stringify(urls)}) await import(url);
  all.resolve();
} catch (error) {
  all.reject(error);
}
`;

const runTests = async (): Promise<number> => {
  const { shared, own } = files();
  const entries: string[] = [];
  await mkdir(join(root, ".cache"), { recursive: true });
  for (let n = 0; n * filesAtOnce < shared.length; n++) {
    const urls = shared
      .slice(n * filesAtOnce, (n + 1) * filesAtOnce)
      .map((file) => pathToFileURL(join(root, file)).href);
    await writeFile(sharedFile(n), togetherText(urls));
    entries.push(sharedFile(n));
  }
  entries.push(...own);
  const flags = [
    "--disable-warning=ExperimentalWarning",
    "--test",
    "--test-concurrency=2",
    "--test-force-exit",
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, ...entries], { cwd: root, stdio: "inherit" });
    child.once("exit", (code) => resolve(code ?? 1));
  });
};

const began = performance.now();
const areGood = chosen.length > 0 || (await runChecks());
if (isCheckOnly) process.exitCode = areGood ? 0 : 1;
else {
  const { code: built, output } = await run("pages", [...runner, "scripts/build.ts"]);
  if (built !== 0) console.log(output);
  console.log(`${areGood && built === 0 ? "✔ checks" : "✖ checks, see above"}; now the tests`);
  const tested = await runTests();
  const seconds = Math.round((performance.now() - began) / 1000);
  const code = areGood && built === 0 && tested === 0 ? 0 : 1;
  if (!areGood || built !== 0) console.log("✖ checks failed, see above");
  console.log(`${code === 0 ? "✔" : "✖"} ${seconds} s`);
  process.exitCode = code;
}
