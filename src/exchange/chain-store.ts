import { sql } from "kysely";
import { byteaArray, textArray } from "#base/array-parameter.ts";
import type { HashName } from "#base/hash.ts";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
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
): Promise<{ anyWaiting: boolean; anyErased: boolean; revocations: number } | undefined> => {
  const { party, end, heads, eventful, sealedAt } = chain;
  const { rows } = await sql<{ anyWaiting: boolean; anyErased: boolean; revocations: number }>`
    insert into exchange.chain as c (party, number, digest, next, heads, eventful, sealed_at)
    values (${party}, ${end.number}, ${end.digest}, ${end.next}, ${JSON.stringify(heads)}::jsonb, ${eventful}, ${sealedAt}::timestamptz)
    on conflict (party) do update set number = excluded.number, digest = excluded.digest, next = excluded.next,
      heads = excluded.heads, eventful = excluded.eventful, sealed_at = excluded.sealed_at
    where c.number = ${from.number} and c.digest = ${from.digest}
    returning exists (select from exchange.parked where state = 'waiting') as "anyWaiting",
      exists (select from exchange.erased) as "anyErased",
      (select count(*)::integer from exchange.key_revocation k where k.party = c.party) as revocations`.execute(
    tx,
  );
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

export const insertPages = async (tx: Tx, pages: readonly PageRow[]): Promise<void> => {
  const seqs = pages.map(({ events }) => events.filter((seq) => seq !== null));
  const ends = (most: (...seqs: number[]) => number) =>
    textArray(seqs.map((own) => (own.length ? `${most(...own)}` : null)));
  await sql`
    insert into exchange.page (author, number, digest, header, signature, leaves, events, min_seq, max_seq, bytes)
    select author, number::bigint, digest, header, signature, leaves, events::bigint[], min_seq::bigint, max_seq::bigint, bytes::integer
    from unnest(
      ${textArray(pages.map(({ author }) => author))}::text[], ${textArray(pages.map(({ number }) => `${number}`))}::text[],
      ${textArray(pages.map(({ digest }) => digest))}::text[], ${textArray(pages.map(({ header }) => header))}::text[],
      ${textArray(pages.map(({ signature }) => signature))}::text[], ${byteaArray(pages.map(({ leaves }) => leaves))}::bytea[],
      ${textArray(pages.map(({ events }) => `{${events.map((seq) => seq ?? "null").join(",")}}`))}::text[],
      ${ends(Math.min)}::text[], ${ends(Math.max)}::text[], ${textArray(pages.map(({ bytes }) => `${bytes}`))}::text[]
    ) as p(author, number, digest, header, signature, leaves, events, min_seq, max_seq, bytes)`.execute(tx);
};

type Heads = Record<Party, Head>;

/** Writes down which heads are new receipts, page by page of `by`; `before` is what its last page had. */
export const insertReceipts = async (
  tx: Tx,
  by: Party,
  pages: readonly { number: number; heads: Heads }[],
  before: Heads,
): Promise<void> => {
  let told = before;
  const fresh: { of: Party; upTo: number; at: number }[] = [];
  for (const { number, heads } of pages) {
    for (const [of, head] of Object.entries(heads))
      if (of !== by && head.number > (told[of]?.number ?? 0))
        fresh.push({ of, upTo: head.number, at: number });
    told = heads;
  }
  if (fresh.length === 0) return;
  await sql`
    insert into exchange.receipt (of_party, of_number, by_party, by_number)
    select of_party, of_number::bigint, ${by}, by_number::bigint from unnest(
      ${textArray(fresh.map(({ of }) => of))}::text[], ${textArray(fresh.map(({ upTo }) => `${upTo}`))}::text[],
      ${textArray(fresh.map(({ at }) => `${at}`))}::text[]
    ) as r(of_party, of_number, by_number) on conflict do nothing`.execute(tx);
};

/** The digests of those pages that are here, by author and number. */
export const findPageDigests = async (
  db: Db,
  pages: readonly { author: Party; number: number }[],
): Promise<Map<string, string>> => {
  if (pages.length === 0) return new Map();
  const { rows } = await sql<{ author: Party; number: bigint; digest: string }>`
    select p.author, p.number, p.digest from exchange.page p join unnest(
      ${textArray(pages.map(({ author }) => author))}::text[], ${textArray(pages.map(({ number }) => `${number}`))}::text[]
    ) as g(author, number) on p.author = g.author and p.number = g.number::bigint`.execute(db);
  return new Map(rows.map(({ author, number, digest }) => [`${author} ${number}`, digest]));
};

/** A page's header as it was signed. */
export const findPageHeader = async (
  db: Db,
  author: Party,
  number: number,
): Promise<{ header: string; signature: string; digest: string } | undefined> => {
  const { rows } = await sql<{ header: string; signature: string; digest: string }>`
    select header, signature, digest from exchange.page where author = ${author} and number = ${number}`.execute(
    db,
  );
  return rows[0];
};

export const getPageHeader = async (db: Db, author: Party, number: number) => {
  const page = await findPageHeader(db, author, number);
  if (!page) throw new Error(`page ${number} of ${author} is not here`);
  return page;
};

/** `nextKey`: the event changes the key after its page, if `from` is the one that signs it. */
export type NextKey = { from: string; publicKey: PublicKey };
export type Queued = { seq: number; leaf: Buffer; size: number; hash: HashName; nextKey: NextKey | null };

export const readQueue = async (tx: Tx, limit: number): Promise<Queued[]> => {
  const { rows } = await sql<Omit<Queued, "seq" | "leaf"> & { seq: bigint; leaf: Uint8Array }>`
    select seq, leaf, size, hash, next_key as "nextKey" from exchange.queue order by seq limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ seq, leaf, ...row }) => ({ ...row, seq: Number(seq), leaf: Buffer.from(leaf) }));
};

/** Where the queue begins; undefined while it is empty. */
export const findFirstQueued = async (db: Db): Promise<number | undefined> => {
  const { rows } = await sql<{ seq: bigint }>`select seq from exchange.queue order by seq limit 1`.execute(
    db,
  );
  return rows[0] && Number(rows[0].seq);
};

/** What leaves are made of, to make them again under another suite. */
export const readQueuedBodies = async (
  tx: Tx,
  seqs: readonly number[],
): Promise<Map<number, { salt: string; body: string }>> => {
  const { rows } = await sql<{ seq: bigint; salt: string; body: string }>`
    select seq, salt, body from exchange.event
    where seq = any(${`{${seqs.join(",")}}`}::text::bigint[]) and body is not null`.execute(tx);
  return new Map(rows.map(({ seq, salt, body }) => [Number(seq), { salt, body }]));
};

/** Whether a change of the own key is recorded and on no page yet. */
export const readKeyChangeQueued = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql`select from exchange.queue where next_key is not null limit 1`.execute(tx);
  return rows.length > 0;
};

export const removeFromQueue = async (tx: Tx, seqs: readonly number[]): Promise<void> => {
  await sql`delete from exchange.queue where seq = any(${`{${seqs.join(",")}}`}::text::bigint[])`.execute(tx);
};

/** Whether this transaction alone may seal (the lock goes with it), and what makes sealing more than the usual. */
export type SealerTurn = {
  held: boolean;
  /** Two stories of the own chain are known. */
  forked: boolean;
  /** The own key was changed or revoked once: otherwise that of the founding agreement signs. */
  keysChanged: boolean;
};

export const tryToBeTheSealer = async (tx: Tx, here: Party): Promise<SealerTurn> => {
  const { rows } = await sql<SealerTurn>`
    select pg_try_advisory_xact_lock(1953460070) as held,
      exists (select from exchange.conflict where of_party = ${here}) as forked,
      exists (select from exchange.key_start where party = ${here})
        or exists (select from exchange.key_revocation where party = ${here}) as "keysChanged"`.execute(tx);
  return rows[0]!;
};

/**
 * Pages of different peers are taken one after another: an event that waits for one of another peer, and the one it
 * waits for, must not miss each other in two transactions that cannot see each other yet.
 *
 * The commit of a peer's pages need not wait for the disk: after a power cut place and events are gone together and are
 * asked for again. What this node says of it (a receipt, an event of its own) is sealed by a commit that does wait, and
 * with it all of the log before it is on the disk.
 */
export const takeInTurn = async (tx: Tx): Promise<void> => {
  await sql`select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(1953460071)`.execute(
    tx,
  );
};

/** For whoever says how far another's chain is taken, or takes up what waited: meanwhile no page is taken. */
export const holdTaking = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(1953460071)`.execute(tx);
};

export const countQueue = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from exchange.queue`.execute(db);
  return Number(rows[0]!.n);
};
