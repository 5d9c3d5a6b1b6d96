import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Head } from "#protocol/page.ts";
import { startOfChain, type ChainEnd } from "#protocol/seal-page.ts";

export type Chain = {
  party: Party;
  end: ChainEnd;
  heads: Record<Party, Head>;
  eventful: number;
  sealedAt?: string;
};

type ChainRow = {
  party: Party;
  number: bigint;
  digest: string;
  next: bigint;
  heads: Record<Party, Head>;
  eventful: bigint;
  sealed_at: string | null;
};

const toChain = ({ party, number, digest, next, heads, eventful, sealed_at }: ChainRow): Chain => ({
  party,
  end: { number: Number(number), digest, next: Number(next) },
  heads,
  eventful: Number(eventful),
  ...(sealed_at && { sealedAt: sealed_at }),
});

/** All chains this node knows; one that has no page yet is absent. */
export const readChains = async (db: Db): Promise<Map<Party, Chain>> => {
  const { rows } = await sql<ChainRow>`select * from exchange.chain order by party`.execute(db);
  return new Map(rows.map((row) => [row.party, toChain(row)]));
};

export const getChain = async (db: Db, party: Party): Promise<Chain> => {
  const { rows } = await sql<ChainRow>`select * from exchange.chain where party = ${party}`.execute(db);
  return rows[0] ? toChain(rows[0]) : { party, end: startOfChain, heads: {}, eventful: 0 };
};

/** Moves a chain's end on, if it still is where it was: undefined means that somebody else moved it. */
export const advanceChain = async (
  tx: Tx,
  from: ChainEnd,
  chain: Chain,
): Promise<{ anyWaiting: boolean } | undefined> => {
  const { party, end, heads, eventful, sealedAt } = chain;
  const { rows } = await sql<{ anyWaiting: boolean }>`
    insert into exchange.chain as c (party, number, digest, next, heads, eventful, sealed_at)
    values (${party}, ${end.number}, ${end.digest}, ${end.next}, ${JSON.stringify(heads)}::jsonb, ${eventful}, ${sealedAt}::timestamptz)
    on conflict (party) do update set number = excluded.number, digest = excluded.digest, next = excluded.next,
      heads = excluded.heads, eventful = excluded.eventful, sealed_at = excluded.sealed_at
    where c.number = ${from.number} and c.digest = ${from.digest}
    returning exists (select from exchange.parked where state = 'waiting') as "anyWaiting"`.execute(tx);
  return rows[0];
};

export type PageRow = {
  author: Party;
  number: number;
  digest: string;
  header: string;
  signature: string;
  leaves: Buffer;
  /** Per leaf the event's seq; null where the body is not for this node. */
  events: (number | null)[];
  bytes: number;
};

export const insertPage = async (tx: Tx, page: PageRow): Promise<void> => {
  const seqs = page.events.filter((seq) => seq !== null);
  await sql`
    insert into exchange.page (author, number, digest, header, signature, leaves, events, min_seq, max_seq, bytes)
    values (${page.author}, ${page.number}, ${page.digest}, ${page.header}, ${page.signature}, ${page.leaves},
      ${`{${page.events.map((seq) => seq ?? "null").join(",")}}`}::text::bigint[],
      ${seqs.length ? Math.min(...seqs) : null}, ${seqs.length ? Math.max(...seqs) : null}, ${page.bytes})`.execute(
    tx,
  );
};

/** Writes down which of `heads` are new receipts of page `number` of `by`. */
export const insertReceipts = async (
  tx: Tx,
  by: Party,
  number: number,
  heads: Record<Party, Head>,
  before: Record<Party, Head>,
): Promise<void> => {
  for (const [of, head] of Object.entries(heads)) {
    if (of === by || head.number <= (before[of]?.number ?? 0)) continue;
    await sql`
      insert into exchange.receipt (of_party, of_number, by_party, by_number)
      values (${of}, ${head.number}, ${by}, ${number}) on conflict do nothing`.execute(tx);
  }
};

export const findPageDigest = async (
  tx: Tx | Db,
  author: Party,
  number: number,
): Promise<string | undefined> => {
  const { rows } = await sql<{ digest: string }>`
    select digest from exchange.page where author = ${author} and number = ${number}`.execute(tx);
  return rows[0]?.digest;
};

export type Queued = { seq: number; leaf: Buffer; size: number };

export const readQueue = async (tx: Tx, limit: number): Promise<Queued[]> => {
  const { rows } = await sql<{ seq: bigint; leaf: Uint8Array; size: number }>`
    select seq, leaf, size from exchange.queue order by seq limit ${limit}`.execute(tx);
  return rows.map(({ seq, leaf, size }) => ({ seq: Number(seq), leaf: Buffer.from(leaf), size }));
};

export const removeFromQueue = async (tx: Tx, seqs: readonly number[]): Promise<void> => {
  await sql`delete from exchange.queue where seq = any(${`{${seqs.join(",")}}`}::text::bigint[])`.execute(tx);
};

/** True while this transaction alone may seal; the lock goes with the transaction. */
export const tryToBeTheSealer = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(1953460070) as held`.execute(
    tx,
  );
  return rows[0]!.held;
};

/**
 * Pages of different peers are taken one after another: an event that waits for one of another peer, and the one it
 * waits for, must not miss each other in two transactions that cannot see each other yet.
 */
export const takeInTurn = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(1953460071)`.execute(tx);
};

export const countQueue = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from exchange.queue`.execute(db);
  return Number(rows[0]!.n);
};
