import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Head, PageHeader } from "#protocol/page.ts";
import { startOfChain, type ChainEnd } from "#protocol/seal-page.ts";
import { suites, type Suite } from "#base/signature.ts";
import type { Chain } from "./chain-store.ts";
import { removeKeyStarts } from "./key-store.ts";

/** Whether the own page that others hold at the end of a revoked key is the one that is here. */
export const isOwnPage = async (tx: Tx, here: Party, { number, digest }: Head): Promise<boolean> => {
  if (number === 0) return true;
  const { rows } = await sql`
    select from exchange.page where author = ${here} and number = ${number} and digest = ${digest}`.execute(
    tx,
  );
  return rows.length > 0;
};

/**
 * Takes back the own pages after `upTo`, which nobody had acknowledged when their key was revoked: they are void. Their
 * events were never lost: they wait for the next page again, before all that came later.
 */
export const takeBack = async (tx: Tx, here: Party, upTo: Head): Promise<Chain> => {
  await sql`
    with void as (
      delete from exchange.page where author = ${here} and number > ${upTo.number} returning events, leaves, header
    )
    insert into exchange.queue (seq, leaf, size, hash, next_key)
    select e.seq, substr(v.leaves, ((n - 1) * 32 + 1)::integer, 32), coalesce(octet_length(e.body), 0),
      case v.header::json->>'suite' ${sql.join(
        Object.entries(suites).map(([suite, { hash }]) => sql`when ${suite} then ${hash}`),
        sql` `,
      )} end,
      case e.type when 'network.key-changed' then jsonb_build_object(
        'from', e.body::json->'data'->'from', 'publicKey', e.body::json->'data'->'publicKey') end
    from void v cross join lateral unnest(v.events) with ordinality as o(seq, n) join exchange.event e on e.seq = o.seq`.execute(
    tx,
  );
  await sql`delete from exchange.receipt where by_party = ${here} and by_number > ${upTo.number}`.execute(tx);
  await removeKeyStarts(tx, here, upTo.number + 1);
  const { rows } = await sql<{ header: string; eventful: bigint | null }>`
    select header, (select max(number) from exchange.page where author = ${here} and max_seq is not null) as eventful
    from exchange.page where author = ${here} and number = ${upTo.number}`.execute(tx);
  const last = rows[0];
  if (!last) {
    await sql`delete from exchange.chain where party = ${here}`.execute(tx);
    return { party: here, end: startOfChain, heads: {}, eventful: 0 };
  }
  const header = JSON.parse(last.header) as PageHeader & { suite: Suite };
  const end: ChainEnd = { ...upTo, next: header.first + header.count };
  const { heads, sealedAt } = header;
  const eventful = Number(last.eventful ?? 0);
  await sql`
    update exchange.chain set number = ${end.number}, digest = ${end.digest}, next = ${end.next},
      heads = ${JSON.stringify(heads)}::jsonb, eventful = ${eventful}, sealed_at = ${sealedAt}::timestamptz
    where party = ${here}`.execute(tx);
  return { party: here, end, heads, eventful, sealedAt };
};
