import type { Party } from "#base/party.ts";
import { keyIdOf, suites, type Signer } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";
import { leafOf } from "#protocol/leaf.ts";
import { maxEventsPerPage, maxPageBytes, type Head } from "#protocol/page.ts";
import { sealPage, startOfChain } from "#protocol/seal-page.ts";
import * as chains from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { findDue, keyOfNext, type KeyStart } from "./key-log.ts";
import { foundingKeyLog, insertKeyStarts } from "./key-store.ts";
import { readOwnKeyLog } from "./own-key.ts";
import type { Standing } from "./standing.ts";
import { isOwnPage, takeBack } from "./void-pages.ts";

export type Sealed = { number: number; count: number; /** Perhaps more is queued. */ more: boolean };
/** `no-key`: the key that must sign now is not held here. */
export type SealResult =
  | Sealed
  | "nothing"
  | "another-seals"
  | "no-key"
  | Exclude<Standing["state"], "sound">;

/** As many events, in queue order, as a page holds; a change of the key that signs it ends it. The first always fits. */
const fitting = (queued: readonly chains.Queued[], keyId: string): chains.Queued[] => {
  let bytes = 0;
  const full = queued.findIndex(({ size }) => (bytes += size) > maxPageBytes);
  const change = queued.findIndex(({ nextKey }) => nextKey?.from === keyId);
  const ends = [full, change < 0 ? -1 : change + 1].filter((end) => end >= 0);
  return queued.slice(0, ends.length ? Math.min(...ends) : queued.length);
};

/** Leaves as the suite of the page hashes them: what was recorded under another key is hashed again. */
const leavesFor = async (tx: Tx, on: readonly chains.Queued[], signer: Signer): Promise<Buffer[]> => {
  const name = suites[signer.publicKey.suite].hash;
  const others = on.filter(({ hash }) => hash !== name).map(({ seq }) => seq);
  const bodies = others.length ? await chains.readQueuedBodies(tx, others) : new Map<number, never>();
  return on.map(({ seq, leaf }) => {
    const other = bodies.get(seq);
    return other ? leafOf(name, other.salt, other.body) : leaf;
  });
};

type Next = { signer: Signer; own: chains.Chain; starts: KeyStart[] };

/** Who signs the next page, and what it follows: pages that a revoked key signed for nobody are taken back first. */
const nextPage = async (
  deps: ExchangeDeps,
  tx: Tx,
  chain: chains.Chain,
  keysChanged: boolean,
): Promise<Next | "behind" | "no-key"> => {
  const log = keysChanged
    ? await readOwnKeyLog(deps, tx)
    : foundingKeyLog(deps.here, await deps.authority.parties(tx));
  const next = chain.end.number + 1;
  const signer = await deps.keys.find(keyIdOf(keyOfNext(log, next)));
  const replaced = findDue(log);
  if (replaced && (replaced.upTo.number >= next || !(await isOwnPage(tx, deps.here, replaced.upTo))))
    return "behind";
  if (!signer) return "no-key";
  if (!replaced) return { signer, own: chain, starts: [] };
  const { upTo, publicKey } = replaced;
  const own = upTo.number + 1 < next ? await takeBack(tx, deps.here, upTo) : chain;
  return { signer, own, starts: [{ from: upTo.number + 1, publicKey }] };
};

/**
 * Puts what is committed and queued on the next page. With nothing queued, seals a receipt if a peer waits for one:
 * if pages that carried events were applied since the last heads; receipts themselves are not receipted. Whether this
 * database may seal at all was asked before; another process of this node may have learned since that it may not.
 */
export const sealOnce = (deps: ExchangeDeps, options: { receipts: boolean }): Promise<SealResult> =>
  deps.db.transaction().execute(async (tx): Promise<SealResult> => {
    const sealer = await chains.tryToBeTheSealer(tx, deps.here);
    if (!sealer.held) return "another-seals";
    if (sealer.forked) return "forked";
    let queued = await chains.readQueue(tx, maxEventsPerPage);
    if (queued.length === 0 && !options.receipts) return "nothing";
    const known = await chains.readChains(tx);
    const chain = known.get(deps.here) ?? { party: deps.here, end: startOfChain, heads: {}, eventful: 0 };
    const next = await nextPage(deps, tx, chain, sealer.keysChanged);
    if (typeof next === "string") return next;
    const { own, signer, starts } = next;
    if (own !== chain) queued = await chains.readQueue(tx, maxEventsPerPage);
    const others = [...known.values()].filter(({ party }) => party !== deps.here);
    if (others.some(({ heads }) => (heads[deps.here]?.number ?? 0) > own.end.number)) return "behind";
    const owed = others.some(({ party, eventful }) => eventful > (own.heads[party]?.number ?? 0));
    if (queued.length === 0 && !owed) return "nothing";

    const on = fitting(queued, signer.keyId);
    const heads: Record<Party, Head> = {};
    for (const { party, end } of others) heads[party] = { number: end.number, digest: end.digest };
    const leaves = await leavesFor(tx, on, signer);
    const sealedAt = deps.clock();
    const page = sealPage(deps.here, own.end, leaves, heads, sealedAt, signer);
    const { number, digest } = page.end;
    await chains.insertPages(tx, [
      {
        author: deps.here,
        number,
        digest,
        header: page.headerText,
        signature: page.signature,
        leaves: Buffer.concat(leaves),
        events: on.map(({ seq }) => seq),
        bytes: on.reduce((sum, { size }) => sum + size, 0),
      },
    ]);
    const change = on.at(-1)?.nextKey;
    if (change?.from === signer.keyId) starts.push({ from: number + 1, publicKey: change.publicKey });
    await insertKeyStarts(tx, deps.here, starts);
    await chains.insertReceipts(tx, deps.here, [{ number, heads }], own.heads);
    if (on.length) await chains.removeFromQueue(tx, on.map(({ seq }) => seq)); // prettier-ignore
    const eventful = on.length ? number : own.eventful;
    const moved = await chains.advanceChain(tx, own.end, {
      party: deps.here,
      end: page.end,
      heads,
      eventful,
      sealedAt,
    });
    if (!moved) throw new Error("the own chain moved while it was sealed");
    return {
      number,
      count: on.length,
      more: queued.length === maxEventsPerPage || on.length < queued.length,
    };
  });
