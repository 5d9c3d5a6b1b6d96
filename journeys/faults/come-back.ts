import { setTimeout as wait } from "node:timers/promises";
import type { Party } from "#base/party.ts";
import { must, signedIn } from "#node/sample/visitor.ts";
import { runCli } from "./cli.ts";
import type { Find } from "./finding.ts";
import type { BenchNetwork, BenchNode } from "./network.ts";

const patienceMs = 60_000;

const standingOf = async ({ url }: BenchNode): Promise<string> => {
  const system = await signedIn(url, "system");
  return must(await system.exchange.chain({})).standing.state;
};

/** How much of a node's chain some other node has applied. */
export const heldByPeers = async ({ nodes }: BenchNetwork, of: Party): Promise<number> => {
  const held = nodes
    .filter(({ party }) => party !== of)
    .map(async ({ url }) => {
      const system = await signedIn(url, "system");
      const { peers } = must(await system.exchange.peers({}));
      return peers.find(({ party }) => party === of)?.applied ?? 0;
    });
  return Math.max(...(await Promise.all(held)));
};

/**
 * Starts a node on what is older than what its peers hold of it: it must know that and not go on, and then bring its
 * own pages back from them.
 */
export const comeBack = async (
  node: BenchNode,
  { head, held, of }: { head: number; held: number; of: "copy" | "backup" },
  find: Find,
): Promise<void> => {
  const { party, process } = node;
  const facts = { at: party, of, head, held };
  const ending = await process.start();
  if (ending !== "ready")
    return find("what was put back does not start", { ...facts, ending, code: process.refusal() });
  const expected = held > head ? "behind" : "sound";
  let standing = await standingOf(node);
  for (
    const end = performance.now() + patienceMs;
    standing !== expected && performance.now() < end;
    await wait(250)
  )
    standing = await standingOf(node);
  if (standing !== expected)
    find("what was put back does not know how old it is", { ...facts, standing, expected });
  const { code, out, err } = await runCli(["recover", "--data", node.folder]);
  if (code !== 0)
    find("what was put back cannot be brought up to date", {
      ...facts,
      code,
      said: `${out}${err}`.slice(-1_000),
    });
};
