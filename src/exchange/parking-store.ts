import { sql } from "kysely";
import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
import { heldKey, type Verdict } from "./judge.ts";

export type Parked = {
  seq: number;
  author: Party;
  subject: string;
  verdict: Exclude<Verdict, { state: "applied" }>;
};

export const insertParked = async (tx: Tx, parked: readonly Parked[], parkedAt: Instant): Promise<void> => {
  if (parked.length === 0) return;
  const rows = parked.map(({ seq, author, subject, verdict }) => ({
    seq,
    author,
    subject,
    state: verdict.state,
    code: verdict.state === "refused" ? verdict.refusal.code : verdict.code,
    detail: (verdict.state === "refused" ? verdict.refusal.detail : verdict.detail) ?? {},
    waits_for: verdict.state === "waiting" ? verdict.for : undefined,
    parked_at: parkedAt,
  }));
  await sql`
    insert into exchange.parked (seq, author, subject, state, code, detail, waits_for, parked_at)
    select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as g(seq bigint, author text, subject text, state text, code text, detail jsonb, waits_for text, parked_at timestamptz)
  `.execute(tx);
};

/** Of these subjects, those on which an event of `author` waits. */
export const heldSubjects = async (
  tx: Tx,
  author: Party,
  subjects: readonly string[],
): Promise<Set<string>> => {
  const { rows } = await sql<{ subject: string }>`
    select distinct subject from exchange.parked
    where state = 'waiting' and author = ${author}
      and subject = any(array(select json_array_elements_text(${JSON.stringify(subjects)}::json)))`.execute(
    tx,
  );
  return new Set(rows.map(({ subject }) => heldKey(author, subject)));
};

export type Freed = { seq: number; author: Party; body: string };
type FreedRow = { seq: bigint; author: Party; body: string | null };

const toFreed = (rows: readonly FreedRow[]): Freed[] =>
  rows
    .map(({ seq, author, body }) => ({ seq: Number(seq), author, body: body ?? "" }))
    .sort((a, b) => a.seq - b.seq);

/** Removes from the parked what waits for `arrived` and all that waits behind it; they are judged again. */
export const takeWaitingFor = async (tx: Tx, arrived: readonly Digest[]): Promise<Freed[]> => {
  const { rows } = await sql<FreedRow>`
    with freed as (
      select distinct author, subject from exchange.parked
      where waits_for = any(array(select json_array_elements_text(${JSON.stringify(arrived)}::json)))
    ), gone as (
      delete from exchange.parked p using freed f
      where p.state = 'waiting' and p.author = f.author and p.subject = f.subject returning p.seq
    )
    select e.seq, e.author, e.body from exchange.event e join gone using (seq)`.execute(tx);
  return toFreed(rows);
};

type Which = { seq: number } | { code: string } | { author: Party; subject: string };
const conditionOf = (which: Which) => {
  if ("seq" in which) return sql`seq = ${which.seq}`;
  return "code" in which
    ? sql`code = ${which.code}`
    : sql`author = ${which.author} and subject = ${which.subject}`;
};

/** The same for one parked event (with what is behind it), for a subject, or for all with a code; an operator or a new version asks. */
export const takeWaiting = async (tx: Tx, which: Which): Promise<Freed[]> => {
  const condition = conditionOf(which);
  const { rows } = await sql<FreedRow>`
    with freed as (
      select distinct author, subject from exchange.parked where state = 'waiting' and ${condition}
    ), gone as (
      delete from exchange.parked p using freed f
      where p.state = 'waiting' and p.author = f.author and p.subject = f.subject returning p.seq
    )
    select e.seq, e.author, e.body from exchange.event e join gone using (seq)`.execute(tx);
  return toFreed(rows);
};

/** What peers said and was refused here. */
export const readRefused = async (
  tx: Tx,
  here: Party,
): Promise<{ author: Party; body: string; refusal: Refusal }[]> => {
  const { rows } = await sql<{ author: Party; body: string; code: string; detail: Record<string, unknown> }>`
    select p.author, e.body, p.code, p.detail from exchange.parked p join exchange.event e using (seq)
    where p.state = 'refused' and p.author <> ${here} and e.body is not null order by p.seq`.execute(tx);
  return rows.map(({ author, body, code, detail }) => ({ author, body, refusal: { code, detail } }));
};

export type ParkedRow = {
  id: number;
  author: Party;
  subject: string;
  type: string;
  state: "waiting" | "refused";
  code: string;
  detail: Record<string, unknown>;
  waitsFor: string | null;
  parkedAt: Instant;
};

export const listParked = async (db: Db, limit: number): Promise<ParkedRow[]> => {
  const { rows } = await sql<Omit<ParkedRow, "id"> & { seq: bigint }>`
    select p.seq, p.author, p.subject, e.type, p.state, p.code, p.detail, p.waits_for as "waitsFor", p.parked_at as "parkedAt"
    from exchange.parked p join exchange.event e using (seq) order by p.seq limit ${limit}`.execute(db);
  return rows.map(({ seq, ...row }) => ({ id: Number(seq), ...row }));
};

export type ParkedEvent = {
  seq: number;
  author: Party;
  subject: string;
  state: "waiting" | "refused";
  code: string;
  digest: Digest;
  body: string | null;
};

/** One parked event; nobody else takes it up while this transaction runs. */
export const findParked = async (db: Db | Tx, id: number): Promise<ParkedEvent | undefined> => {
  const { rows } = await sql<Omit<ParkedEvent, "seq">>`
    select p.author, p.subject, p.state, p.code, e.digest, e.body
    from exchange.parked p join exchange.event e using (seq) where p.seq = ${id} for update of p`.execute(db);
  return rows[0] && { seq: id, ...rows[0] };
};

export const markRefused = async (tx: Tx, seq: number, { code, detail }: Refusal): Promise<void> => {
  await sql`update exchange.parked set state = 'refused', code = ${code}, waits_for = null,
    detail = ${JSON.stringify(detail ?? {})}::jsonb where seq = ${seq}`.execute(tx);
};

/** Attachments that waiting events of these authors still miss. */
export const missingAttachments = async (db: Db, authors: readonly Party[]): Promise<Digest[]> => {
  const { rows } = await sql<{ digest: Digest }>`
    select distinct waits_for as digest from exchange.parked
    where state = 'waiting' and code = 'ATTACHMENT_MISSING'
      and author = any(array(select json_array_elements_text(${JSON.stringify(authors)}::json)))`.execute(db);
  return rows.map(({ digest }) => digest);
};
