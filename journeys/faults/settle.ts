import { setTimeout as wait } from "node:timers/promises";
import { must, signedIn, type Visitor } from "#node/sample/visitor.ts";
import type { Find } from "./finding.ts";
import type { BenchNetwork } from "./network.ts";

/** What is still under way, in words; nothing once every node has applied and signed for all of the others' events. */
const unsettled = async (nodes: BenchNetwork["nodes"], system: Map<string, Visitor>): Promise<string[]> => {
  const open: string[] = [];
  const heads = new Map<string, number>();
  const all = await Promise.all(
    nodes.map(async ({ party }) => {
      const { exchange } = system.get(party)!;
      return { party, chain: must(await exchange.chain({})), peers: must(await exchange.peers({})).peers };
    }),
  );
  for (const { party, chain } of all) {
    heads.set(party, chain.head.number);
    if (chain.queued > 0) open.push(`${party} has ${chain.queued} events without a page`);
    if (chain.standing.state !== "sound")
      open.push(`${party} does not seal: ${JSON.stringify(chain.standing)}`);
  }
  for (const { party, peers } of all)
    for (const peer of peers) {
      const head = heads.get(peer.party)!;
      if (peer.applied < head)
        open.push(
          `${party} has applied ${peer.applied} of ${head} pages of ${peer.party} (${peer.trouble?.code ?? "no trouble"})`,
        );
      if (peer.waiting > 0) open.push(`${party} has ${peer.waiting} events of ${peer.party} waiting`);
      if (peer.unacknowledgedPages > 0)
        open.push(`${party} waits for ${peer.party} to sign for ${peer.unacknowledgedPages} pages`);
    }
  return open;
};

/** Without faults everything must arrive. Waits until nothing is under way, twice in a row. */
export const settle = async (
  { nodes }: BenchNetwork,
  patienceSeconds: number,
  find: Find,
): Promise<boolean> => {
  const end = performance.now() + patienceSeconds * 1000;
  let quiet = 0;
  let open: string[] = [];
  const system = new Map<string, Visitor>();
  while (performance.now() < end) {
    try {
      for (const { party, url } of nodes)
        if (!system.has(party)) system.set(party, await signedIn(url, "system"));
      open = await unsettled(nodes, system);
      quiet = open.length === 0 ? quiet + 1 : 0;
      if (quiet === 2) return true;
    } catch (error) {
      open = [(error as Error).message];
      system.clear();
    }
    await wait(250);
  }
  find("what is under way does not arrive", { open });
  return false;
};
