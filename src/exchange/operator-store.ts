import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import type { PageHeader } from "#protocol/page.ts";
import type { Refused } from "./events.ts";
import type { RefusedAttempt } from "./store.ts";

export const newestPages = async (db: Db, author: Party, limit: number) => {
  const { rows } = await sql<{ number: bigint; digest: string; header: string; bytes: number }>`
    select number, digest, header, bytes from exchange.page where author = ${author} order by number desc limit ${limit}
  `.execute(db);
  return rows.map(({ number, digest, header, bytes }) => {
    const { first, count, sealedAt } = JSON.parse(header) as PageHeader;
    return { number: Number(number), digest, first, count, bytes, sealedAt };
  });
};

/** Pages with events after `acknowledged`: how many, and when the first was sealed. */
export const unacknowledged = async (
  db: Db,
  author: Party,
  acknowledged: number,
): Promise<{ pages: number; since?: Instant }> => {
  const { rows } = await sql<{ n: bigint; header: string | null }>`
    select count(*) as n, (array_agg(header order by number))[1] as header from exchange.page
    where author = ${author} and number > ${acknowledged} and min_seq is not null`.execute(db);
  const { n, header } = rows[0]!;
  return { pages: Number(n), ...(header && { since: (JSON.parse(header) as PageHeader).sealedAt }) };
};

export const countParked = async (db: Db): Promise<Map<string, number>> => {
  const { rows } = await sql<{ author: Party; state: string; n: bigint }>`
    select author, state, count(*) as n from exchange.parked group by author, state`.execute(db);
  return new Map(rows.map(({ author, state, n }) => [`${author} ${state}`, Number(n)]));
};

export const listRefusedAttempts = async (db: Db, limit: number): Promise<RefusedAttempt[]> => {
  const { rows } = await sql<RefusedAttempt>`
    select attempted_at as "attemptedAt", type, subject, role, department, clause, code, detail
    from exchange.refused_attempt order by id desc limit ${limit}`.execute(db);
  return rows;
};

export const listRefusedByPeers = async (db: Db, here: Party, limit: number) => {
  const { rows } = await sql<{ author: Party; subject: string; body: string }>`
    select author, subject, body from exchange.event
    where type = 'exchange.refused' and author <> ${here} and body is not null order by seq desc limit ${limit}`.execute(
    db,
  );
  return rows.map(({ author, subject, body }) => {
    const event = JSON.parse(body) as { about: string; time: Instant; data: Refused };
    const { code, detail } = event.data;
    return { by: author, subject, about: event.about, code, detail, at: event.time };
  });
};
