import type { Party } from "#base/party.ts";
import { maxEventsPerPage, maxPageBytes, type Head } from "#protocol/page.ts";
import { sealPage, startOfChain } from "#protocol/seal-page.ts";
import * as chains from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Standing } from "./standing.ts";

export type Sealed = { number: number; count: number; /** Perhaps more is queued. */ more: boolean };
export type SealResult = Sealed | "nothing" | "another-seals" | Exclude<Standing["state"], "sound">;

/** As many events, in queue order, as a page holds. The first always fits: append refuses larger ones. */
const fitting = (queued: readonly chains.Queued[]): chains.Queued[] => {
  let bytes = 0;
  const end = queued.findIndex(({ size }) => (bytes += size) > maxPageBytes);
  return end < 0 ? queued.slice() : queued.slice(0, end);
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
    const queued = await chains.readQueue(tx, maxEventsPerPage);
    if (queued.length === 0 && !options.receipts) return "nothing";
    const known = await chains.readChains(tx);
    const own = known.get(deps.here) ?? { party: deps.here, end: startOfChain, heads: {}, eventful: 0 };
    const others = [...known.values()].filter(({ party }) => party !== deps.here);
    if (others.some(({ heads }) => (heads[deps.here]?.number ?? 0) > own.end.number)) return "behind";
    const owed = others.some(({ party, eventful }) => eventful > (own.heads[party]?.number ?? 0));
    if (queued.length === 0 && !owed) return "nothing";

    const on = fitting(queued);
    const heads: Record<Party, Head> = {};
    for (const { party, end } of others) heads[party] = { number: end.number, digest: end.digest };
    const leaves = on.map(({ leaf }) => leaf);
    const sealedAt = deps.clock();
    const page = sealPage(deps.here, own.end, leaves, heads, sealedAt, deps.signer);
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
