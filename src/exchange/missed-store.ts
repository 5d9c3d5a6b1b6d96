import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { ClauseLimits } from "#agreements/authority.ts";
import type { Digest, Event, Recorded } from "#protocol/event.ts";
import type { MissedKind } from "./events.ts";
import type { MissedWord, Overdue } from "./missed.ts";

/** Events by `author digest`. */
export const readEvents = async (tx: Tx | Db, digests: readonly Digest[]): Promise<Map<string, Recorded>> => {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{ digest: Digest; author: Party; body: string }>`
    select digest, author, body from exchange.event
    where digest = any(${textArray(digests)}::text[]) and body is not null`.execute(tx);
  return new Map(
    rows.map(({ digest, author, body }) => [
      `${author} ${digest}`,
      { digest, author, event: JSON.parse(body) as Event },
    ]),
  );
};

/** One line for an event, party and kind; what is said again changes nothing. */
export const insertMissed = async (tx: Tx, words: readonly MissedWord[]): Promise<void> => {
  if (words.length === 0) return;
  const rows = words.map(({ kind, recorded: { event, author }, data }) => ({
    about: event.about,
    party: data.party,
    kind,
    subject: event.subject,
    said_by: author,
    said_at: event.time,
    limit_hours: data.limitHours,
    since: data.since,
  }));
  await sql`
    insert into exchange.missed (about, party, kind, subject, said_by, said_at, limit_hours, since)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(about text, party text, kind text, subject text,
      said_by text, said_at timestamptz, limit_hours integer, since timestamptz)
    on conflict do nothing`.execute(tx);
};

/** True while this transaction alone looks for what is overdue: two processes of a node say it once. */
export const watchInTurn = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(1953460072)`.execute(tx);
};

const hoursOf = (limits: readonly ClauseLimits[], kind: MissedKind) => sql`
  (select key, hours::integer from unnest(
    ${textArray(limits.map(({ clause }) => `${clause.agreement} ${clause.clause}`))}::text[],
    ${textArray(limits.map(({ limits: { relayHours, deliveryHours } }) => `${kind === "relay" ? relayHours : deliveryHours}`))}::text[]
  ) as l(key, hours))`;

const clauseKey = sql`(e.body::json->'clause'->>'agreement') || ' ' || (e.body::json->'clause'->>'clause')`;

type Row = { digest: Digest; body: string; party: Party; page: bigint; hours: number; since: Instant };

const toOverdue =
  (kind: MissedKind) =>
  ({ digest, body, party, page, hours, since }: Row): Overdue => ({
    kind,
    digest,
    event: JSON.parse(body) as Event,
    party,
    page: Number(page),
    limitHours: hours,
    since,
  });

export type Watch = { here: Party; limits: readonly ClauseLimits[]; now: Instant; atMost: number };

/**
 * Own events on pages after `acknowledged` that name `party` and are past the limit of their clause. Pages sealed up to
 * `doneUntil` were looked at when all their limits had passed.
 */
export const overdueRelay = async (
  tx: Tx,
  { here, limits, now, atMost }: Watch,
  party: Party,
  acknowledged: number,
  doneUntil: Instant,
): Promise<Overdue[]> => {
  const { rows } = await sql<Row>`
    select e.digest, e.body, ${party} as party, p.number as page, l.hours, p.since
    from (select number, events, header::json->>'sealedAt' as since from exchange.page
          where author = ${here} and number > ${acknowledged} and min_seq is not null) p
    cross join lateral unnest(p.events) as one(seq) join exchange.event e using (seq)
    join ${hoursOf(limits, "relay")} l on l.key = ${clauseKey}
    where p.since > ${doneUntil} and e.body is not null and e.type not like 'exchange.%'
      and ${party} = any(string_to_array(e.audience, ','))
      and p.since::timestamptz + make_interval(hours => l.hours) <= ${now}::timestamptz
      and not exists (select from exchange.missed m where m.about = e.digest and m.party = ${party} and m.kind = 'relay')
    order by p.number, e.seq limit ${atMost}`.execute(tx);
  return rows.map(toOverdue("relay"));
};

/** Own events that passed a subject on and that the new holder has neither followed nor refused in time. */
export const overdueDelivery = async (tx: Tx, { here, limits, now, atMost }: Watch): Promise<Overdue[]> => {
  const { rows } = await sql<Row>`
    select e.digest, e.body, s.holder as party, p.number as page, l.hours, p.since
    from exchange.subject s
    join exchange.event e on e.digest = s.heads->-1->>1 and e.author = ${here}
    join ${hoursOf(limits, "delivery")} l on l.key = ${clauseKey}
    cross join lateral (
      select number, header::json->>'sealedAt' as since from exchange.page
      where author = ${here} and max_seq >= e.seq and e.seq = any(events) order by max_seq limit 1) p
    where s.passed and s.holder <> ${here} and e.body is not null
      and p.since::timestamptz + make_interval(hours => l.hours) <= ${now}::timestamptz
      and not exists (select from exchange.missed m where m.about = e.digest and m.party = s.holder and m.kind = 'delivery')
      and not exists (select from exchange.event r where r.subject = s.subject and r.author = s.holder
        and r.type = 'exchange.refused' and r.body::json->>'about' = e.digest)
    order by e.seq limit ${atMost}`.execute(tx);
  return rows.map(toOverdue("delivery"));
};

export type MissedRow = {
  about: Digest;
  party: Party;
  kind: MissedKind;
  subject: string;
  saidBy: Party;
  saidAt: Instant;
  limitHours: number;
  since: Instant;
};

const columns = sql`about, party, kind, subject, said_by as "saidBy", said_at as "saidAt", limit_hours as "limitHours", since`;

/** What of these events did not come in time. */
export const missedOf = async (
  tx: Tx | Db,
  digests: readonly Digest[],
): Promise<Map<Digest, MissedRow[]>> => {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<MissedRow>`
    select ${columns} from exchange.missed where about = any(${textArray(digests)}::text[])
    order by said_at, kind desc`.execute(tx);
  return Map.groupBy(rows, ({ about }) => about);
};

/** The newest, with when it came after all: the receipt's page, or the new holder's first event. */
export const listMissed = async (
  db: Db,
  limit: number,
): Promise<(MissedRow & { arrivedAt: Instant | null })[]> => {
  const { rows } = await sql<MissedRow & { arrivedAt: Instant | null }>`
    select m.*, case m.kind when 'relay' then (
        select page.header::json->>'sealedAt' from exchange.event e
        join exchange.page own on own.author = e.author and own.max_seq >= e.seq and e.seq = any(own.events)
        join exchange.receipt r on r.of_party = e.author and r.by_party = m.party and r.of_number >= own.number
        join exchange.page page on page.author = r.by_party and page.number = r.by_number
        where e.digest = m.about and e.author = m."saidBy" order by r.of_number limit 1)
      else (
        select e.body::json->>'time' from exchange.event e
        where e.subject = m.subject and e.author = m.party and e.body::json->>'previous' = m.about
        order by e.seq limit 1) end as "arrivedAt"
    from (select ${columns} from exchange.missed order by said_at desc limit ${limit}) m
    order by m."saidAt" desc`.execute(db);
  return rows;
};
