import { sql } from "kysely";
import type { Db } from "#base/tx.ts";
import type { Party } from "#base/party.ts";
import type { CaseFile } from "#cases/case-file.ts";
import { openDatabase } from "#node/database.ts";
import { readPages } from "#exchange/serve.ts";
import type { Page } from "#protocol/page.ts";
import type { BenchNode } from "./network.ts";

export type StoredEvent = {
  seq: number;
  digest: string;
  author: Party;
  subject: string;
  type: string;
  audience: string;
  body: string;
  parked: string | null;
};
export type StoredReceipt = { of: Party; upTo: number; by: Party; at: number };

/** All that one node has written down, read while it does not run. */
export type Stored = {
  party: Party;
  pages: Map<Party, Page[]>;
  /** Seqs of the events on each page of each chain. */
  onPages: { author: Party; number: number; events: (number | null)[] }[];
  chains: {
    party: Party;
    number: number;
    digest: string;
    heads: Record<Party, { number: number; digest: string }>;
  }[];
  events: StoredEvent[];
  parked: { author: Party; subject: string; type: string; state: string; code: string; detail: unknown }[];
  receipts: StoredReceipt[];
  subjects: Map<string, { holder: Party; heads: unknown }>;
  files: Map<string, CaseFile>;
  handedIn: { key: string; file: string }[];
  attachments: { digest: string; seq: number }[];
  queued: number;
};

const allPages = async (db: Db, author: Party, reader: Party): Promise<Page[]> => {
  const pages: Page[] = [];
  for (;;) {
    const more = await readPages(db, author, pages.length, reader);
    if (more.length === 0) return pages;
    pages.push(...more);
  }
};

const read = async (db: Db, party: Party, parties: readonly Party[]): Promise<Stored> => {
  const pages = new Map<Party, Page[]>();
  for (const author of parties) pages.set(author, await allPages(db, author, party));
  const onPages = await sql<{ author: Party; number: bigint; events: (bigint | null)[] }>`
    select author, number, events from exchange.page order by author, number`.execute(db);
  const chains = await sql<Stored["chains"][number]>`
    select party, number::int, digest, heads from exchange.chain order by party`.execute(db);
  const events = await sql<StoredEvent>`
    select e.seq::int, e.digest, e.author, e.subject, e.type, e.audience, e.body, p.state as parked
    from exchange.event e left join exchange.parked p using (seq) order by e.seq`.execute(db);
  const parked = await sql<Stored["parked"][number]>`
    select p.author, p.subject, e.type, p.state, p.code, p.detail from exchange.parked p join exchange.event e using (seq)
    order by p.seq`.execute(db);
  const receipts = await sql<StoredReceipt>`
    select of_party as of, of_number::int as "upTo", by_party as by, by_number::int as at from exchange.receipt
    order by 1, 3, 2`.execute(db);
  const subjects = await sql<{ subject: string; holder: Party; heads: unknown }>`
    select subject, holder, heads from exchange.subject`.execute(db);
  const files = await sql<{ file: CaseFile }>`select file from cases.file`.execute(db);
  const handedIn = await sql<{ key: string; file: string }>`select key, file from cases.handed_in`.execute(
    db,
  );
  const attachments = await sql<{ digest: string; seq: number }>`
    select digest, seq::int from exchange.attachment`.execute(db);
  const queue = await sql<{ n: bigint }>`select count(*) as n from exchange.queue`.execute(db);
  return {
    party,
    pages,
    onPages: onPages.rows.map(({ author, number, events: seqs }) => ({
      author,
      number: Number(number),
      events: seqs.map((seq) => (seq === null ? null : Number(seq))),
    })),
    chains: chains.rows,
    events: events.rows,
    parked: parked.rows,
    receipts: receipts.rows,
    subjects: new Map(subjects.rows.map(({ subject, ...rest }) => [subject, rest])),
    files: new Map(files.rows.map(({ file }) => [file.id, file])),
    handedIn: handedIn.rows,
    attachments: attachments.rows,
    queued: Number(queue.rows[0]!.n),
  };
};

/** Opens a stopped node's database for as long as `use` takes. */
export const withDatabase = async <T>(
  node: Pick<BenchNode, "place">,
  use: (db: Db) => Promise<T>,
): Promise<T> => {
  const { db, close } = await openDatabase(node.place, { connections: 2 });
  try {
    return await use(db);
  } finally {
    await close();
  }
};

export const readStored = (node: BenchNode, parties: readonly Party[]): Promise<Stored> =>
  withDatabase(node, (db) => read(db, node.party, parties));
