import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { ClauseRef, Digest } from "#protocol/event.ts";
import type { Erased, Erasure } from "./events.ts";
import { namedAttachments } from "./named-attachments.ts";

/** Of these subjects, those whose bodies were erased. */
export const erasedAmong = async (tx: Tx | Db, subjects: readonly string[]): Promise<Set<string>> => {
  if (subjects.length === 0) return new Set();
  const { rows } = await sql<{ subject: string }>`select subject from exchange.erased
    where subject = any(array(select unnest(${textArray(subjects)}::text[])))`.execute(tx);
  return new Set(rows.map(({ subject }) => subject));
};

/** By which event a subject was erased, if it was. */
export const findErasing = async (tx: Tx, subject: string): Promise<Digest | undefined> => {
  const { rows } = await sql<{ event: Digest }>`select event from exchange.erased
    where subject = ${subject}`.execute(tx);
  return rows[0]?.event;
};

/** Whether this node was put back from an old copy and does not know all that it has said: what it passed on since, say. */
export const isOwnChainPartial = async (tx: Tx, here: Party): Promise<boolean> => {
  const { rows } = await sql<{ partial: boolean }>`
    select exists (select from exchange.chain c where c.party <> ${here} and (c.heads->${here}->>'number')::bigint
        > coalesce((select number from exchange.chain where party = ${here}), 0))
      or exists (select from exchange.page where author = ${here} and array_position(events, null) is not null) as partial`.execute(
    tx,
  );
  return rows[0]!.partial;
};

export const countErased = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from exchange.erased`.execute(db);
  return Number(rows[0]!.n);
};

/** All erasures whose event is here, as they were recorded. */
export const readErasures = async (db: Db): Promise<RegisteredErasure[]> => {
  const { rows } = await sql<{ event: Digest; by: Party; body: string }>`
    select e.digest as event, e.author as by, e.body from exchange.erased d
    join exchange.event e on e.digest = d.event where e.body is not null order by e.seq`.execute(db);
  return rows.map(({ event, by, body }) => {
    const { time, data } = JSON.parse(body) as { time: Instant; data: Erased };
    return { ...data, at: time, by, event };
  });
};

export type Told = { author: Party; audience: string; clause?: ClauseRef };

/** Who was told what of a subject, as far as this node knows: every event of it, in the order they came. */
export const readTold = async (tx: Tx, subject: string): Promise<Told[]> => {
  const { rows } = await sql<{ author: Party; audience: string; clause: ClauseRef | null }>`
    select author, audience, body::json->'clause' as clause from exchange.event
    where subject = ${subject} and audience <> '' order by seq`.execute(tx);
  return rows.map(({ clause, ...told }) => ({ ...told, ...(clause && { clause }) }));
};

/** An erasure with the digest of its event. */
export type RegisteredErasure = Erasure & { event: Digest };

/** Erases bodies and salts, also of what waits or was refused; the attachments that nothing names any more. */
export const eraseBodies = async (tx: Tx, erased: readonly RegisteredErasure[]): Promise<Digest[]> => {
  const subjects = sql`(select unnest(${textArray(erased.map(({ subject }) => subject))}::text[]))`;
  await sql`insert into exchange.erased (subject, event, erased_at)
    select subject, event, at::timestamptz from unnest(
      ${textArray(erased.map(({ subject }) => subject))}::text[], ${textArray(erased.map(({ event }) => event))}::text[],
      ${textArray(erased.map(({ at }) => at))}::text[]) as g(subject, event, at)
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
