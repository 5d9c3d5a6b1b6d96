import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { ClauseRef, Digest } from "#protocol/event.ts";
import { namedAttachments } from "./named-attachments.ts";

/** Of these subjects, those whose bodies were erased. */
export const erasedAmong = async (tx: Tx | Db, subjects: readonly string[]): Promise<Set<string>> => {
  if (subjects.length === 0) return new Set();
  const { rows } = await sql<{ subject: string }>`select subject from exchange.erased
    where subject = any(array(select unnest(${textArray(subjects)}::text[])))`.execute(tx);
  return new Set(rows.map(({ subject }) => subject));
};

export type Told = { author: Party; audience: string; clause?: ClauseRef };

/** Who was told what of a subject, as far as this node knows: every event of it, in the order they came. */
export const readTold = async (tx: Tx, subject: string): Promise<Told[]> => {
  const { rows } = await sql<{ author: Party; audience: string; clause: ClauseRef | null }>`
    select author, audience, body::json->'clause' as clause from exchange.event
    where subject = ${subject} and audience <> '' order by seq`.execute(tx);
  return rows.map(({ clause, ...told }) => ({ ...told, ...(clause && { clause }) }));
};

export type ErasedSubject = { subject: string; event: Digest; erasedAt: Instant };

/** Erases bodies and salts, also of what waits or was refused; the attachments that nothing names any more. */
export const eraseBodies = async (tx: Tx, erased: readonly ErasedSubject[]): Promise<Digest[]> => {
  const subjects = sql`(select unnest(${textArray(erased.map(({ subject }) => subject))}::text[]))`;
  await sql`insert into exchange.erased (subject, event, erased_at)
    select subject, event, at::timestamptz from unnest(
      ${textArray(erased.map(({ subject }) => subject))}::text[], ${textArray(erased.map(({ event }) => event))}::text[],
      ${textArray(erased.map(({ erasedAt }) => erasedAt))}::text[]) as g(subject, event, at)
    on conflict (subject) do nothing`.execute(tx);
  await sql`update exchange.subject set erased = true where subject in ${subjects}`.execute(tx);
  await sql`delete from exchange.parked where subject in ${subjects}`.execute(tx);
  await sql`update exchange.refused_attempt set detail = '{}' where subject in ${subjects}`.execute(tx);
  const { rows } = await sql<{ digest: Digest }>`
    delete from exchange.attachment a using exchange.event e
    where a.seq = e.seq and e.subject in ${subjects} returning a.digest`.execute(tx);
  await sql`update exchange.event set salt = null, body = null where subject in ${subjects}`.execute(tx);
  const digests = [...new Set(rows.map(({ digest }) => digest))];
  const named = await namedAttachments(tx, digests);
  return digests.filter((digest) => !named.has(digest));
};

export const markFiles = async (tx: Tx, digests: readonly Digest[]): Promise<void> => {
  if (digests.length === 0) return;
  await sql`insert into exchange.file_to_remove (digest)
    select unnest(${textArray(digests)}::text[]) on conflict do nothing`.execute(tx);
};

export const listMarkedFiles = async (tx: Tx): Promise<Digest[]> => {
  const { rows } = await sql<{ digest: Digest }>`
    select digest from exchange.file_to_remove order by digest limit 500`.execute(tx);
  return rows.map(({ digest }) => digest);
};

export const unmarkFiles = async (db: Tx | Db, digests: readonly Digest[]): Promise<void> => {
  await sql`delete from exchange.file_to_remove
    where digest = any(array(select unnest(${textArray(digests)}::text[])))`.execute(db);
};
