import type { Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
import { removeFromQueue } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import * as store from "./store.ts";

/**
 * Own events that come back on a page of a peer: what was recorded here already keeps its place and leaves the queue.
 * `fresh` are those to be judged now.
 */
export const bringBack = async (
  deps: ExchangeDeps,
  tx: Tx,
  arrived: readonly { digest: Digest }[],
  written: ReadonlyMap<Digest, number>,
): Promise<{ all: ReadonlyMap<Digest, number>; fresh: ReadonlyMap<Digest, number> }> => {
  const known = await store.findSeqs(
    tx,
    deps.here,
    arrived.map(({ digest }) => digest).filter((digest) => !written.has(digest)),
  );
  if (known.size > 0) await removeFromQueue(tx, [...known.values()]);
  return { all: new Map([...known, ...written]), fresh: written };
};
