import { once } from "node:events";
import { parseArgs } from "node:util";
import { fill } from "#base/bilingual.ts";
import type { Refusal } from "#base/outcome.ts";
import { refusalTables } from "./compose.ts";
import { NodeSettings, readSettings } from "./settings.ts";
import { allTexts } from "./http.ts";
import { runNode } from "./run-node.ts";

/** What a node tells whoever started it. */
export type NodeWord =
  | { kind: "progress"; line: string }
  | { kind: "ready"; url: string }
  | { kind: "refused"; refusal: Refusal };

const inWords = (refusal: Refusal): string => {
  const text = allTexts(refusalTables)[refusal.code];
  return text ? `${fill(text.zh, refusal.detail)} / ${fill(text.en, refusal.detail)}` : refusal.code;
};

const tell = (word: NodeWord): void => {
  if (process.connected) process.send!(word);
  else if (process.connected === false) return; // who started it is gone, and nobody listens
  else if (word.kind === "ready") process.stdout.write(`${word.url}\n`);
  else process.stderr.write(`${word.kind === "refused" ? inWords(word.refusal) : word.line}\n`);
};

/** Started before its settings are there: everything is read by now, and the word to begin is waited for. */
const begin = async (): Promise<void> => {
  const [word] = (await once(process, "message")) as [unknown];
  if (word !== "begin") process.exit(0);
};

const flags = Object.fromEntries(
  [...Object.keys(NodeSettings.shape), "config"].map((name) => [name, { type: "string" as const }]),
);
const {
  values: { held, ...values },
} = parseArgs({ options: { ...flags, held: { type: "boolean" } }, strict: true });
if (held) await begin();
const config = await readSettings(values, process.env);
const node = config.ok ? await runNode(config.value, (line) => tell({ kind: "progress", line })) : config;

if (!node.ok) {
  tell({ kind: "refused", refusal: node.refusal });
  process.exitCode = 2;
  if (process.connected) process.disconnect?.();
} else {
  const stop = () => void node.value.stop().then(() => process.exit(0));
  process.on("SIGTERM", stop);
  // Ctrl-C reaches every process of the terminal; a node that was started by another waits for that one's word.
  process.on("SIGINT", () => !process.connected && stop());
  process.on("message", (word) => word === "stop" && stop());
  process.on("disconnect", stop);
  // Whoever started it may have gone while it was being started.
  if (process.connected === false) stop();
  tell({ kind: "ready", url: node.value.url });
}
