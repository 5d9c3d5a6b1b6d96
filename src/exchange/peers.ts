import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { ExchangeDeps } from "./deps.ts";

/** The parties as the founding agreement names them, read again when it may have changed. */
export type Peers = {
  all: () => Promise<readonly PartyNode[]>;
  others: () => Promise<PartyNode[]>;
  find: (party: Party) => Promise<PartyNode | undefined>;
  forget: () => void;
};

const maxAgeMs = 5_000;

export const peersOf = (deps: ExchangeDeps): Peers => {
  let read: Promise<readonly PartyNode[]> | undefined;
  let readAt = 0;
  const all = () => {
    if (!read || performance.now() - readAt > maxAgeMs) {
      readAt = performance.now();
      read = deps.db.transaction().execute((tx) => deps.authority.parties(tx));
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
