import type { RunningNode } from "../start-node.ts";
import { bringIntoForce } from "./agreement.ts";

type Step = { say: string; run: (node: RunningNode) => Promise<unknown> };

/** What a trial begins with, in this order; each step looks for itself whether it was done before. */
const foundation: Step[] = [
  { say: "签署示例协议 signing the sample agreement", run: (node) => bringIntoForce(node) },
];

/** Made-up cases, by the same commands as any other; left out where a trial is to begin empty. */
const cases: Step[] = [];

/** Fills a trial node; people were entered when it started. */
export const loadSample = async (
  node: RunningNode,
  say: (line: string) => void,
  { withCases }: { withCases: boolean },
): Promise<void> => {
  for (const step of [...foundation, ...(withCases ? cases : [])]) {
    say(step.say);
    await step.run(node);
  }
};
