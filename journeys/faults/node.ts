import type { NodeSettings } from "#node/settings.ts";
import { jsonLog } from "#node/log.ts";
import { runNode } from "#node/run-node.ts";

/** A whole node as a process of the fault bench: told everything by its parent, ends with it, has a clock that can be put wrong. */
/** Software of before: its version, and the types of events that came later. */
export type Earlier = { version: string; without: string[] };
export type NodeOrder = { settings: NodeSettings; aheadMs: number; earlier?: Earlier };
export type NodeAsk = { do: "stop" } | { do: "clock"; aheadMs: number };
export type NodeSaid =
  | { kind: "ready" }
  | { kind: "refused"; code: string; detail?: Record<string, unknown> }
  | { kind: "fault"; facts: Record<string, unknown> };

const { settings, earlier, aheadMs: aheadAtStart } = JSON.parse(process.env["FAULT_NODE"]!) as NodeOrder;
let aheadMs = aheadAtStart;
const clock = () => new Date(Date.now() + aheadMs).toISOString();
const say = (word: NodeSaid) => process.connected && process.send!(word, undefined, undefined, () => {});

const write = jsonLog();
const started = await runNode(
  settings,
  () => {},
  (event, facts = {}) => {
    write(event, facts);
    if (event === "fault") say({ kind: "fault", facts });
  },
  clock,
  earlier && { version: earlier.version, knows: ({ type }) => !earlier.without.includes(type) },
);
if (!started.ok) {
  say({ kind: "refused", ...started.refusal });
  process.exitCode = 2;
  process.disconnect?.();
} else {
  const stop = () => void started.value.stop().then(() => process.exit(0));
  process.on("message", (ask: NodeAsk) => (ask.do === "stop" ? stop() : (aheadMs = ask.aheadMs)));
  process.on("disconnect", stop);
  say({ kind: "ready" });
}
