import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Db } from "#base/tx.ts";
import type { Leaf, Page } from "#protocol/page.ts";

/** One answer carries at most this many bytes of bodies, but at least one page. */
export const maxAnswerBytes = 4 * 1024 * 1024;
const maxPagesPerAnswer = 64;

type Row = {
  number: bigint;
  header: string;
  signature: string;
  leaves: Uint8Array;
  events: (bigint | null)[];
  bytes: number;
};
type BodyRow = { seq: bigint; audience: string; salt: string | null; body: string | null };

/** The pages of `author` after `after`, as `reader` may see them: bodies only where the audience names it, or its own. */
export const readPages = async (
  db: Db,
  author: Party,
  after: number,
  reader: Party | "public",
): Promise<Page[]> => {
  const { rows } = await sql<Row>`
    select number, header, signature, leaves, events, bytes from (
      select *, sum(bytes) over (order by number) - bytes as before
      from (select * from exchange.page where author = ${author} and number > ${after} order by number limit ${maxPagesPerAnswer}) p
    ) q where before = 0 or before + bytes <= ${maxAnswerBytes} order by number`.execute(db);
  const seqs = rows.flatMap(({ events }) => events.filter((seq) => seq !== null));
  const bodies = new Map<bigint, BodyRow>();
  if (seqs.length) {
    const found = await sql<BodyRow>`
      select seq, audience, salt, body from exchange.event
      where seq = any(${`{${seqs.join(",")}}`}::text::bigint[])`.execute(db);
    for (const row of found.rows) bodies.set(row.seq, row);
  }
  const mayRead = ({ audience }: BodyRow) =>
    audience === "public" || reader === author || audience.split(",").includes(reader);
  return rows.map(({ header, signature, leaves, events }) => ({
    header,
    signature,
    leaves: events.map((seq, i): Leaf => {
      const row = seq === null ? undefined : bodies.get(seq);
      if (row?.body != null && row.salt !== null && mayRead(row)) return { salt: row.salt, body: row.body };
      return { leaf: Buffer.from(leaves.subarray(i * 32, i * 32 + 32)).toString("hex") };
    }),
  }));
};

/** Whether an event that `reader` may see names this attachment. */
export const mayReadAttachment = async (db: Db, digest: string, reader: Party): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from exchange.attachment a join exchange.event e using (seq)
    where a.digest = ${digest} and (e.audience = 'public' or ${reader} = any(string_to_array(e.audience, ','))) limit 1`.execute(
    db,
  );
  return rows.length > 0;
};
