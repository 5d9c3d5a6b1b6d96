import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { readChains } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { keyOfNext } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";

/**
 * The parties as the founding agreement names them, each with the key it signs with now, as far as its chain is known
 * here; read again when it may have changed.
 */
export type Peers = {
  all: (maxAgeMs?: number) => Promise<readonly PartyNode[]>;
  others: () => Promise<PartyNode[]>;
  find: (party: Party) => Promise<PartyNode | undefined>;
  forget: () => void;
};

const keptMs = 5_000;

const readParties = async ({ db, authority }: ExchangeDeps): Promise<readonly PartyNode[]> => {
  const nodes = await authority.parties(db);
  const chains = await readChains(db);
  const parties: PartyNode[] = [];
  for (const node of nodes) {
    const log = await readKeyLog(db, node.party, nodes);
    parties.push({ ...node, publicKey: keyOfNext(log, (chains.get(node.party)?.end.number ?? 0) + 1) });
  }
  return parties;
};

export const peersOf = (deps: ExchangeDeps): Peers => {
  let read: Promise<readonly PartyNode[]> | undefined;
  let readAt = 0;
  const all = (maxAgeMs = keptMs) => {
    if (!read || performance.now() - readAt > maxAgeMs) {
      readAt = performance.now();
      read = readParties(deps);
      read.catch(() => (read = undefined));
    }
    return read;
  };
  return {
    all,
    others: async () => (await all()).filter(({ party }) => party !== deps.here),
    find: async (party) => (await all()).find((node) => node.party === party),
    forget: () => (read = undefined),
  };
};
