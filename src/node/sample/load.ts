import type { RunningNode } from "../start-node.ts";
import { bringIntoForce } from "./agreement.ts";

/** What a trial begins with, in this order; each step looks for itself whether it was done before. */
const steps: { say: string; run: (node: RunningNode) => Promise<unknown> }[] = [
  { say: "签署示例协议 signing the sample agreement", run: (node) => bringIntoForce(node) },
];

/** Fills a trial node; people were entered when it started, and cases are made by `history.ts` on all three. */
export const loadSample = async (node: RunningNode, say: (line: string) => void): Promise<void> => {
  for (const step of steps) {
    say(step.say);
    await step.run(node);
  }
};
