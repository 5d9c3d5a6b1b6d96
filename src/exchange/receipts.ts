import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";

/** Where an event stands in its author's chain, and which other nodes have signed that they applied it, and when. */
export type EventReceipt = { page?: number; acknowledged: { party: Party; at: Instant }[] };

export const receiptsOf = async (
  tx: Tx | Db,
  digests: readonly Digest[],
): Promise<Map<Digest, EventReceipt>> => {
  const receipts = new Map<Digest, EventReceipt>();
  if (digests.length === 0) return receipts;
  const { rows } = await sql<{ digest: Digest; page: bigint; party: Party | null; at: Instant | null }>`
    select e.digest, p.number as page, r.by_party as party, by_page.header::json->>'sealedAt' as at
    from exchange.event e
    cross join lateral (
      select number from exchange.page
      where author = e.author and max_seq >= e.seq and e.seq = any(events) order by max_seq limit 1) p
    left join lateral (
      select by_party, min(by_number) as number from exchange.receipt
      where of_party = e.author and of_number >= p.number group by by_party) r on true
    left join exchange.page by_page on by_page.author = r.by_party and by_page.number = r.number
    where e.digest = any(select json_array_elements_text(${JSON.stringify(digests)}::json))
    order by r.number, r.by_party`.execute(tx);
  for (const { digest, page, party, at } of rows) {
    const receipt = receipts.get(digest) ?? { page: Number(page), acknowledged: [] };
    if (party && at) receipt.acknowledged.push({ party, at });
    receipts.set(digest, receipt);
  }
  return receipts;
};
