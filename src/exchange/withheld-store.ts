import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";

/** A page with leaves whose bodies are not here. */
export type LackingPage = { number: number; header: string; leaves: Buffer; events: (bigint | null)[] };

/** The newest of them, in ascending order. */
export const pagesLacking = async (db: Db, author: Party, limit: number): Promise<LackingPage[]> => {
  const { rows } = await sql<{
    number: bigint;
    header: string;
    leaves: Uint8Array;
    events: (bigint | null)[];
  }>`
    select number, header, leaves, events from exchange.page
    where author = ${author} and array_position(events, null) is not null order by number desc limit ${limit}`.execute(
    db,
  );
  return rows
    .map(({ number, leaves, ...row }) => ({ ...row, number: Number(number), leaves: Buffer.from(leaves) }))
    .toReversed();
};

/** Notes on a page where the events are whose bodies came later. */
export const putEvents = async (
  tx: Tx,
  author: Party,
  number: number,
  found: readonly { index: number; seq: number }[],
): Promise<void> => {
  for (const { index, seq } of found)
    await sql`
      update exchange.page set events[${sql.lit(index + 1)}] = ${seq},
        min_seq = least(min_seq, ${seq}), max_seq = greatest(max_seq, ${seq})
      where author = ${author} and number = ${number}`.execute(tx);
};
