import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Suite } from "#base/signature.ts";
import type { Tx } from "#base/tx.ts";

export type EvidenceRow = {
  author: Party;
  audience: string;
  page: number;
  /** Of its page: each author hashes with its own. */
  suite: Suite;
  index: number;
  salt: string;
  body: string;
  leaves: Buffer;
};

type Row = Omit<EvidenceRow, "page" | "salt" | "body" | "leaves"> & {
  number: bigint | null;
  salt: string | null;
  body: string | null;
  leaves: Uint8Array;
};

const toEvidence = (rows: readonly Row[]): EvidenceRow[] =>
  rows.flatMap(({ number, salt, body, leaves, ...row }) =>
    number !== null && salt !== null && body !== null
      ? [{ ...row, page: Number(number), salt, body, leaves: Buffer.from(leaves) }]
      : [],
  );

/** Events with the page each is on; an unsealed one has none yet. */
const placed = sql`
    select e.author, e.audience, p.number, p.header::json->>'suite' as suite, array_position(p.events, e.seq) - 1 as index, e.salt, e.body, p.leaves
    from exchange.event e
    left join exchange.page p
      on p.author = e.author and p.max_seq >= e.seq and p.min_seq <= e.seq and e.seq = any(p.events)`;

/** What changed or revoked a key, as far as it is sealed, and for each chain the first page under every key but the first. */
export const readKeyWords = async (
  tx: Tx,
): Promise<{ words: EvidenceRow[]; firstPages: { party: Party; page: number }[] }> => {
  const starts = await sql<{ party: Party; page: bigint }>`
    select s.party, s.from_page as page from exchange.key_start s
    join exchange.page p on p.author = s.party and p.number = s.from_page`.execute(tx);
  const { rows } = await sql<Row>`
    ${placed}
    where e.type in ('network.key-changed', 'network.key-revoked') and (
      exists (select from exchange.key_revocation r where r.event = e.digest and r.by_party = e.author)
      or exists (select from exchange.key_start s where s.party = e.author and s.from_page = p.number + 1
        and s.key = e.body::json->'data'->'publicKey'->>'key'))
    order by e.seq`.execute(tx);
  return {
    words: toEvidence(rows),
    firstPages: starts.rows.map(({ party, page }) => ({ party, page: Number(page) })),
  };
};

/** All applied events of a subject in the order they came, with the page each is on; an unsealed one has none yet. */
export const eventsOfSubject = async (
  tx: Tx,
  subject: string,
): Promise<{ sealed: EvidenceRow[]; unsealed: number }> => {
  const { rows } = await sql<Row>`
    ${placed}
    where e.subject = ${subject} and not exists (select from exchange.parked k where k.seq = e.seq)
    order by e.seq`.execute(tx);
  return { sealed: toEvidence(rows), unsealed: rows.filter(({ number }) => number === null).length };
};

/** The first receipt by `by` that covers page `page` of `of`: up to which page, and on which of its own. */
export const findReceipt = async (
  tx: Tx,
  of: Party,
  page: number,
  by: Party,
): Promise<{ upTo: number; at: number } | undefined> => {
  const { rows } = await sql<{ upTo: bigint; at: bigint }>`
    select of_number as "upTo", by_number as at from exchange.receipt
    where of_party = ${of} and by_party = ${by} and of_number >= ${page} order by of_number limit 1`.execute(
    tx,
  );
  return rows[0] && { upTo: Number(rows[0].upTo), at: Number(rows[0].at) };
};

export const readHeaders = async (
  tx: Tx,
  author: Party,
  numbers: readonly number[],
): Promise<{ header: string; signature: string }[]> => {
  const { rows } = await sql<{ header: string; signature: string }>`
    select header, signature from exchange.page
    where author = ${author} and number = any(${`{${numbers.join(",")}}`}::text::bigint[]) order by number`.execute(
    tx,
  );
  return rows;
};
