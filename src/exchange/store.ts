import { sql } from "kysely";
import { byteaArray, textArray } from "#base/array-parameter.ts";
import type { HashName } from "#base/hash.ts";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
import type { NextKey } from "./chain-store.ts";
import type { Subject } from "./subject.ts";

/** A subject that somebody else changed in the same moment; the whole work is tried again. */
export class Conflict extends Error {}

const breaks = (error: unknown, constraint: string): boolean => {
  const given = error as { code?: unknown; constraint?: unknown };
  return given.code === "23505" && given.constraint === constraint;
};

/** Two writers made the same new subject at once. */
export const isNewSubjectTaken = (error: unknown): boolean => breaks(error, "subject_pkey");
export const isKnownEvent = (error: unknown): boolean => breaks(error, "event_digest_author_key");

export type EventRow = {
  digest: Digest;
  subject: string;
  type: string;
  audience: string;
  salt: string | null;
  body: string | null;
};

export const lockSubjects = async (tx: Tx, subjects: readonly string[]): Promise<Map<string, Subject>> => {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<
    Omit<Subject, "revision" | "erased"> & { subject: string; revision: bigint; erased: boolean }
  >`
    select subject, holder, heads, revision, passed, erased from exchange.subject
    where subject = any(array(select unnest(${textArray(subjects)}::text[])))
    order by subject for update`.execute(tx);
  return new Map(
    rows.map(({ subject, revision, erased, ...state }) => [
      subject,
      { ...state, revision: Number(revision), ...(erased && { erased }) },
    ]),
  );
};

export type MovedSubject = Subject & { subject: string; before: number };

const subjectColumns = (moved: readonly MovedSubject[]) => sql`
  (select subject, holder, heads::jsonb, revision::bigint, before::bigint, passed::boolean from unnest(
    ${textArray(moved.map(({ subject }) => subject))}::text[], ${textArray(moved.map(({ holder }) => holder))}::text[],
    ${textArray(moved.map(({ heads }) => JSON.stringify(heads)))}::text[],
    ${textArray(moved.map(({ revision }) => `${revision}`))}::text[], ${textArray(moved.map(({ before }) => `${before}`))}::text[],
    ${textArray(moved.map(({ passed }) => `${passed}`))}::text[]
  ) as c(subject, holder, heads, revision, before, passed))`;

/** Writes subjects as they are after `before`; two writers of one new subject meet here. */
export const saveSubjects = async (tx: Tx, moved: readonly MovedSubject[]): Promise<void> => {
  const [fresh, known] = [
    moved.filter(({ before }) => before === 0),
    moved.filter(({ before }) => before > 0),
  ];
  let written = 0n;
  if (fresh.length > 0) {
    const { numAffectedRows } = await sql`
      insert into exchange.subject (subject, holder, heads, revision, passed)
      select subject, holder, heads, revision, passed from ${subjectColumns(fresh)} g order by subject`.execute(
      tx,
    );
    written += numAffectedRows ?? 0n;
  }
  if (known.length > 0) {
    const { numAffectedRows } = await sql`
      update exchange.subject s set holder = g.holder, heads = g.heads, revision = g.revision, passed = g.passed
      from ${subjectColumns(known)} g
      where s.subject = g.subject and s.revision = g.before
        and s.subject = any(array(select unnest(${textArray(known.map(({ subject }) => subject))}::text[])))
    `.execute(tx);
    written += numAffectedRows ?? 0n;
  }
  if (written !== BigInt(moved.length)) throw new Conflict("a subject changed meanwhile");
};

/** Of these events, those applied here, with their subjects. */
export const appliedAmong = async (tx: Tx, digests: readonly Digest[]): Promise<Map<Digest, string>> => {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{ digest: Digest; subject: string }>`
    select e.digest, e.subject from exchange.event e
    where e.digest = any(array(select unnest(${textArray(digests)}::text[])))
      and not exists (select from exchange.parked p where p.seq = e.seq)`.execute(tx);
  return new Map(rows.map(({ digest, subject }) => [digest, subject]));
};

/** Events as columns `digest, subject, type, audience, salt, body` in their order, `n` counting from 1. */
const eventColumns = (events: readonly EventRow[]) => sql`
  ${textArray(events.map(({ digest }) => digest))}::text[], ${textArray(events.map(({ subject }) => subject))}::text[],
  ${textArray(events.map(({ type }) => type))}::text[], ${textArray(events.map(({ audience }) => audience))}::text[],
  ${textArray(events.map(({ salt }) => salt))}::text[], ${textArray(events.map(({ body }) => body))}::text[]`;

/** Own events with their leaf, into the queue of the sealer. */
export const insertOwn = async (
  tx: Tx,
  author: Party,
  hash: HashName,
  events: readonly (EventRow & { leaf: Uint8Array; size: number; nextKey?: NextKey })[],
): Promise<void> => {
  await sql`
    with given as materialized (
      select nextval('exchange.event_seq_seq') as seq, c.* from unnest(
        ${eventColumns(events)}, ${byteaArray(events.map(({ leaf }) => leaf))}::bytea[], ${textArray(events.map(({ size }) => `${size}`))}::text[],
        ${textArray(events.map(({ nextKey }) => (nextKey ? JSON.stringify(nextKey) : null)))}::text[]
      ) as c(digest, subject, type, audience, salt, body, leaf, size, next_key)
    ), kept as (
      insert into exchange.event (seq, digest, author, subject, type, audience, salt, body) overriding system value
      select seq, digest, ${author}, subject, type, audience, salt, body from given
    )
    insert into exchange.queue (seq, leaf, size, hash, next_key)
    select seq, leaf, size::integer, ${hash}, next_key::jsonb from given`.execute(tx);
};

/**
 * A peer's events; digest → seq. Events that are known already are all but unheard of, and looking for them costs as much
 * as writing: so only `careful` leaves them out, and else one of them fails the whole (`isKnownEvent`).
 */
export const insertForeign = async (
  tx: Tx,
  author: Party,
  events: readonly EventRow[],
  careful: boolean,
): Promise<Map<Digest, number>> => {
  if (events.length === 0) return new Map();
  const columns = "digest, author, subject, type, audience, salt, body";
  if (careful) {
    const { rows } = await sql<{ seq: bigint; digest: Digest }>`
      insert into exchange.event (${sql.raw(columns)})
      select digest, ${author}, subject, type, audience, salt, body
      from unnest(${eventColumns(events)}) as c(digest, subject, type, audience, salt, body)
      on conflict (digest, author) do nothing
      returning seq, digest`.execute(tx);
    return new Map(rows.map(({ seq, digest }) => [digest, Number(seq)]));
  }
  // One row comes back for all: reading hundreds costs more than writing them.
  const { rows } = await sql<{ seqs: string }>`
    with given as materialized (
      select nextval('exchange.event_seq_seq') as seq, c.* from unnest(${eventColumns(events)}) with ordinality
        as c(digest, subject, type, audience, salt, body, n)
    ), kept as (
      insert into exchange.event (seq, ${sql.raw(columns)}) overriding system value
      select seq, digest, ${author}, subject, type, audience, salt, body from given
    )
    select string_agg(seq::text, ',' order by n) as seqs from given`.execute(tx);
  const seqs = rows[0]!.seqs.split(",");
  return new Map(events.map(({ digest }, i) => [digest, Number(seqs[i])]));
};

export const insertAttachments = async (
  tx: Tx,
  named: readonly { digest: Digest; event: Digest }[],
): Promise<void> => {
  if (named.length === 0) return;
  await sql`
    insert into exchange.attachment (digest, seq)
    select g.digest, e.seq
    from json_to_recordset(${JSON.stringify(named)}::json) as g(digest text, event text)
    join exchange.event e on e.digest = g.event
    on conflict do nothing`.execute(tx);
};

/** Events about these subjects that this node has refused under signature. */
export const refusedBy = async (
  tx: Tx,
  here: Party,
  subjects: readonly string[],
): Promise<ReadonlySet<Digest>> => {
  const { rows } = await sql<{ about: Digest }>`
    select body::json->>'about' as about from exchange.event
    where author = ${here} and type = 'exchange.refused' and body is not null
      and subject = any(array(select unnest(${textArray(subjects)}::text[])))`.execute(tx);
  return new Set(rows.map(({ about }) => about));
};

/** Of these events of `author` those that are here, with their place. */
export const findSeqs = async (
  tx: Tx,
  author: Party,
  digests: readonly Digest[],
): Promise<Map<Digest, number>> => {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{ seq: bigint; digest: Digest }>`
    select seq, digest from exchange.event
    where author = ${author} and digest = any(array(select unnest(${textArray(digests)}::text[])))`.execute(
    tx,
  );
  return new Map(rows.map(({ seq, digest }) => [digest, Number(seq)]));
};

export type RefusedAttempt = {
  attemptedAt: string;
  type: string;
  subject: string;
  role: string;
  department: string;
  clause: unknown;
  code: string;
  detail: Record<string, unknown>;
};

export const insertRefusedAttempts = async (db: Db, attempts: readonly RefusedAttempt[]): Promise<void> => {
  await sql`
    insert into exchange.refused_attempt (attempted_at, type, subject, role, department, clause, code, detail)
    select * from json_to_recordset(${JSON.stringify(attempts)}::json)
      as g("attemptedAt" timestamptz, type text, subject text, role text, department text, clause jsonb, code text, detail jsonb)
  `.execute(db);
};
