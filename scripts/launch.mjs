// Runs on whatever Node (≥ 20) a fresh machine has: installs what the lock file says, then hands over to the Node that
// came with it. Plain JavaScript, and only what Node brings.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const began = Date.now();
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = join(root, "node_modules/.tongwulang");
const node = join(root, "node_modules/node/bin/node");

const stamp = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform} ${process.arch}`)
    .digest("hex");

const isInstalled = () =>
  existsSync(node) && existsSync(stampFile) && readFileSync(stampFile, "utf8").trim() === stamp();

const install = () => {
  console.error("安装依赖（依锁定文件） installing what the lock file says …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status, error } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`npm ci 没有成功 did not succeed${error ? `: ${error.message}` : ""}`);
    process.exit(status ?? 1);
  }
  writeFileSync(stampFile, `${stamp()}\n`);
};

/** What each word runs; `cli` is the launcher `./tongwulang`. */
const scripts = {
  start: ["scripts/build.ts", "src/cli/main.ts start"],
  test: ["scripts/test.ts"],
  "test:faults": ["journeys/faults/main.ts"],
  bench: ["bench/main.ts"],
  fuzz: ["scripts/fuzz.ts"],
  check: ["scripts/test.ts --check"],
  format: ["scripts/format.ts"],
  build: ["scripts/build.ts"],
  cli: ["src/cli/main.ts"],
};

const [major] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`需要 Node 20 或更新版本 Node 20 or newer is needed (this is ${process.versions.node})`);
  process.exit(2);
}
if (!isInstalled()) install();

const [word = "cli", ...args] = process.argv.slice(2);
// `./tongwulang start` shows the pages of these very sources, as `npm start` does.
const steps = word === "cli" && args[0] === "start" ? ["scripts/build.ts", "src/cli/main.ts"] : scripts[word];
if (!steps) {
  console.error(`没有这项任务 there is no task “${word}”: ${Object.keys(scripts).join(", ")}`);
  process.exit(2);
}
const environment = {
  ...process.env,
  PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, ".cache/node"),
};

const run = (step, more) =>
  new Promise((resolve) => {
    const [file, ...words] = step.split(" ");
    const given = ["--disable-warning=ExperimentalWarning", join(root, file), ...words, ...more];
    const env = { ...environment, TONGWULANG_LAUNCHED_MS: String(Date.now() - began) };
    const child = spawn(node, given, { stdio: "inherit", env });
    // Ctrl-C reaches the child as well; it decides when it is done.
    const pass = (signal) => child.kill(signal);
    const ignore = () => {};
    process.on("SIGINT", ignore).on("SIGTERM", pass).on("SIGHUP", pass);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", ignore).off("SIGTERM", pass).off("SIGHUP", pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });

for (const [n, step] of steps.entries()) {
  const code = await run(step, n === steps.length - 1 ? args : []);
  if (code !== 0) process.exit(code);
}
