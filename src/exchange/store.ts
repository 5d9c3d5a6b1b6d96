import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
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
  author: Party;
  subject: string;
  type: string;
  audience: string;
  salt: string;
  body: string;
};

export const lockSubjects = async (tx: Tx, subjects: readonly string[]): Promise<Map<string, Subject>> => {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<{ subject: string; holder: Party; heads: Subject["heads"]; revision: bigint }>`
    select subject, holder, heads, revision from exchange.subject
    where subject = any(array(select json_array_elements_text(${JSON.stringify(subjects)}::json)))
    order by subject for update`.execute(tx);
  return new Map(
    rows.map(({ subject, holder, heads, revision }) => [
      subject,
      { holder, heads, revision: Number(revision) },
    ]),
  );
};

export type MovedSubject = Subject & { subject: string; before: number };

/** Writes subjects as they are after `before`; two writers of one new subject meet here. */
export const saveSubjects = async (tx: Tx, moved: readonly MovedSubject[]): Promise<void> => {
  const [fresh, known] = [
    moved.filter(({ before }) => before === 0),
    moved.filter(({ before }) => before > 0),
  ];
  let written = 0n;
  if (fresh.length > 0) {
    const { numAffectedRows } = await sql`
      insert into exchange.subject (subject, holder, heads, revision)
      select subject, holder, heads, revision from json_to_recordset(${JSON.stringify(fresh)}::json)
        as g(subject text, holder text, heads jsonb, revision bigint)
      order by subject`.execute(tx);
    written += numAffectedRows ?? 0n;
  }
  if (known.length > 0) {
    const { numAffectedRows } = await sql`
      update exchange.subject s set holder = g.holder, heads = g.heads, revision = g.revision
      from json_to_recordset(${JSON.stringify(known)}::json)
        as g(subject text, holder text, heads jsonb, revision bigint, before bigint)
      where s.subject = g.subject and s.revision = g.before
        and s.subject = any(array(select json_array_elements_text(${JSON.stringify(known.map(({ subject }) => subject))}::json)))
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
    where e.digest = any(array(select json_array_elements_text(${JSON.stringify(digests)}::json)))
      and not exists (select from exchange.parked p where p.seq = e.seq)`.execute(tx);
  return new Map(rows.map(({ digest, subject }) => [digest, subject]));
};

/** Own events with their leaf, into the queue of the sealer. */
export const insertOwn = async (
  tx: Tx,
  events: readonly (EventRow & { leaf: string; size: number })[],
): Promise<void> => {
  await sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(events)}::json)
        as g(digest text, author text, subject text, type text, audience text, salt text, body text, leaf text, size int)
    ), kept as (
      insert into exchange.event (digest, author, subject, type, audience, salt, body)
      select digest, author, subject, type, audience, salt, body from given
      returning seq, digest
    )
    insert into exchange.queue (seq, leaf, size)
    select kept.seq, decode(given.leaf, 'hex'), given.size from kept join given using (digest)`.execute(tx);
};

/**
 * A peer's events; digest → seq. Events that are known already are all but unheard of, and looking for them costs as much
 * as writing: so only `careful` leaves them out, and else one of them fails the whole (`isKnownEvent`).
 */
export const insertForeign = async (
  tx: Tx,
  events: readonly EventRow[],
  careful: boolean,
): Promise<Map<Digest, number>> => {
  if (events.length === 0) return new Map();
  const { rows } = await sql<{ seq: bigint; digest: Digest }>`
    insert into exchange.event (digest, author, subject, type, audience, salt, body)
    select digest, author, subject, type, audience, salt, body
    from json_to_recordset(${JSON.stringify(events)}::json)
      as g(digest text, author text, subject text, type text, audience text, salt text, body text)
    ${careful ? sql`on conflict (digest, author) do nothing` : sql``}
    returning seq, digest`.execute(tx);
  return new Map(rows.map(({ seq, digest }) => [digest, Number(seq)]));
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
