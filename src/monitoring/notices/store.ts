import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Language } from "#base/bilingual.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { TopicName } from "./topic.ts";

export type NoticeWay = "mail" | "push";
export type NoticeState = "waiting" | "sending" | "sent" | "refused" | "unknown" | "dropped";

export type Preference = {
  person: string;
  /** Sealed. */
  email: Uint8Array | null;
  mailFrom: number | null;
  pushFrom: number | null;
  quietFrom: string | null;
  quietUntil: string | null;
  language: Language;
};

const preferenceColumns = sql`person, email, mail_from as "mailFrom", push_from as "pushFrom",
  quiet_from as "quietFrom", quiet_until as "quietUntil", language`;

export const readPreferences = async (tx: Tx | Db, people: readonly string[]): Promise<Preference[]> =>
  (
    await sql<Preference>`select ${preferenceColumns} from monitoring.notice_preference
      where person = any(${textArray(people)}::text[])`.execute(tx)
  ).rows;

export const savePreference = async (tx: Tx | Db, one: Preference): Promise<void> => {
  await sql`insert into monitoring.notice_preference
      (person, email, mail_from, push_from, quiet_from, quiet_until, language)
    values (${one.person}, ${one.email}, ${one.mailFrom}, ${one.pushFrom}, ${one.quietFrom}, ${one.quietUntil}, ${one.language})
    on conflict (person) do update set email = excluded.email, mail_from = excluded.mail_from,
      push_from = excluded.push_from, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
      language = excluded.language`.execute(tx);
};

export type Subscription = { id: string; person: string; sealed: Uint8Array };

export const readSubscriptions = async (tx: Tx | Db, people: readonly string[]): Promise<Subscription[]> =>
  (
    await sql<Subscription>`select id, person, sealed from monitoring.push_subscription
      where person = any(${textArray(people)}::text[]) order by created_at`.execute(tx)
  ).rows;

export const findSubscription = async (tx: Tx | Db, id: string): Promise<Subscription | undefined> =>
  (
    await sql<Subscription>`select id, person, sealed from monitoring.push_subscription
      where id = ${id}::uuid`.execute(tx)
  ).rows[0];

/** A browser has one address: it belongs to whoever signed in there last. */
export const saveSubscription = async (
  tx: Tx | Db,
  one: Subscription & { digest: string; createdAt: Instant },
): Promise<void> => {
  await sql`insert into monitoring.push_subscription (id, person, digest, sealed, created_at)
    values (${one.id}::uuid, ${one.person}, ${one.digest}, ${one.sealed}, ${one.createdAt}::timestamptz)
    on conflict (digest) do update set id = excluded.id, person = excluded.person, sealed = excluded.sealed,
      created_at = excluded.created_at`.execute(tx);
};

export const removeSubscription = async (
  tx: Tx | Db,
  by: { id: string } | { person: string; digest: string },
): Promise<void> => {
  await sql`delete from monitoring.push_subscription where ${
    "id" in by ? sql`id = ${by.id}::uuid` : sql`person = ${by.person} and digest = ${by.digest}`
  }`.execute(tx);
};

export type PushKey = { publicKey: string; privateKey: Uint8Array };
export const findPushKey = async (tx: Tx | Db): Promise<PushKey | undefined> =>
  (
    await sql<PushKey>`select public_key as "publicKey", private_key as "privateKey"
      from monitoring.push_key`.execute(tx)
  ).rows[0];
export const insertPushKey = async (tx: Tx | Db, { publicKey, privateKey }: PushKey): Promise<void> => {
  await sql`insert into monitoring.push_key (public_key, private_key) values (${publicKey}, ${privateKey})
    on conflict do nothing`.execute(tx);
};

export type NewNotice = {
  id: string;
  person: string;
  way: NoticeWay;
  target: string;
  topic: TopicName;
  thread: string;
  step: string;
  about: string;
  level: number;
  /** Of an end: only who heard the beginning hears it. */
  is_end: boolean;
  next_at: Instant;
  created_at: Instant;
};

/** Queues what was never queued for this person, way and step; the end is told only to those who heard the beginning. */
export const queueNotices = async (tx: Tx | Db, notices: readonly NewNotice[]): Promise<void> => {
  if (notices.length === 0) return;
  await sql`insert into monitoring.notice
      (id, person, way, target, topic, thread, step, about, level, state, next_at, created_at)
    select id, person, way, target, topic, thread, step, about, level, 'waiting', next_at, created_at
    from json_to_recordset(${JSON.stringify(notices)}::json) as g(
      id uuid, person text, way text, target text, topic text, thread text, step text, about uuid, level integer,
      is_end boolean, next_at timestamptz, created_at timestamptz)
    where not is_end or exists (select from monitoring.notice n
      where n.person = g.person and n.way = g.way and n.thread = g.thread and n.state in ('sent', 'unknown'))
    on conflict do nothing`.execute(tx);
};

/** What a notice is of. */
type Subject = { id: string; topic: TopicName; thread: string; step: string; about: string; level: number };
const subjectColumns = sql`id, topic, thread, step, about, level`;

export type Claimed = Subject & { person: string; way: NoticeWay; target: string; attempts: number };

/** Takes what is due, the worst first. From here on a notice that is not answered for is never sent again. */
export const claimNotices = async (db: Db, now: Instant, limit: number): Promise<Claimed[]> =>
  (
    await sql<Claimed>`update monitoring.notice set state = 'sending', attempts = attempts + 1, next_at = ${now}::timestamptz
      where id in (select id from monitoring.notice where state = 'waiting' and next_at <= ${now}::timestamptz
        order by level desc, next_at limit ${limit} for update skip locked)
      returning ${subjectColumns}, person, way, target, attempts`.execute(db)
  ).rows;

export const settleNotice = async (
  db: Db,
  id: string,
  { state, code, nextAt, sentAt }: { state: NoticeState; code?: string; nextAt?: Instant; sentAt?: Instant },
): Promise<void> => {
  await sql`update monitoring.notice set state = ${state}, code = ${code ?? null},
    next_at = coalesce(${nextAt ?? null}::timestamptz, next_at), sent_at = ${sentAt ?? null}::timestamptz
    where id = ${id}::uuid`.execute(db);
};

/** What a process that died was sending: nobody knows whether it arrived. */
export const giveUpSending = async (db: Db, before: Instant): Promise<void> => {
  await sql`update monitoring.notice set state = 'unknown', code = 'interrupted'
    where state = 'sending' and next_at < ${before}::timestamptz`.execute(db);
};

export type OwnNotice = Subject & {
  way: NoticeWay;
  state: NoticeState;
  createdAt: Instant;
  sentAt: Instant | null;
  acknowledgedAt: Instant | null;
  nextAt: Instant;
};

export const listNotices = async (db: Db, person: string): Promise<OwnNotice[]> =>
  (
    await sql<OwnNotice>`select ${subjectColumns}, way, state, created_at as "createdAt", sent_at as "sentAt",
      acknowledged_at as "acknowledgedAt", next_at as "nextAt"
      from monitoring.notice where person = ${person} order by created_at desc, id limit 50`.execute(db)
  ).rows;

export const acknowledgeNotice = async (
  db: Db,
  person: string,
  id: string,
  now: Instant,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`update monitoring.notice
    set acknowledged_at = coalesce(acknowledged_at, ${now}::timestamptz),
      state = case when state = 'waiting' then 'dropped' else state end
    where id = ${id}::uuid and person = ${person}`.execute(db);
  return numAffectedRows === 1n;
};

/** Notices are kept for a year. */
export const forgetNotices = async (db: Db, before: Instant): Promise<void> => {
  await sql`delete from monitoring.notice where created_at < ${before}::timestamptz`.execute(db);
};
