/** Formats what is hand-written. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const paths = ["src", "journeys", "bench", "scripts", "verifier", "vite.config.ts"];
const { status } = spawnSync(join(root, "node_modules/.bin/oxfmt"), paths, { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 1;
