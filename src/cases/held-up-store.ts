import { sql } from "kysely";
import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Words } from "./case-file.ts";

/** What the law or an applicant's wish lets a node do by itself. */
export type OwnAct = "deem" | "withdraw";
export type Due = { id: string; number: string; act: OwnAct; attempts: number };

/** Cases that a job of this node has to look at; what could not be done is left alone until its next try. */
export const listDue = async (db: Tx | Db, here: Party, today: Day, now: Instant): Promise<Due[]> => {
  const { rows } = await sql<Due>`select f.id, f.number,
      case when withdrawal_asked then 'withdraw' else 'deem' end as act, coalesce(h.attempts, 0) as attempts
    from cases.file f left join cases.held_up h on h.file = f.id
    where holder = ${here} and closed_at is null and (h.next_at is null or h.next_at <= ${now}::timestamptz)
      and (withdrawal_asked or (step_due < ${today}::date and state in ('submitted', 'received')))
    order by h.next_at nulls first, f.id limit 500`.execute(db);
  return rows;
};

export const keepHeldUp = async (
  db: Tx | Db,
  { id, act, attempts }: Due,
  { refusal, now, nextAt }: { refusal: Refusal; now: Instant; nextAt: Instant },
): Promise<void> => {
  await sql`insert into cases.held_up (file, act, code, detail, attempts, since, next_at)
    values (${id}, ${act}, ${refusal.code}, ${JSON.stringify(refusal.detail ?? {})}::jsonb, ${attempts}, ${now}, ${nextAt})
    on conflict (file) do update set act = excluded.act, code = excluded.code, detail = excluded.detail, attempts = excluded.attempts,
      next_at = excluded.next_at`.execute(db);
};

/** What is not waiting to be done any more, whoever did it. */
export const forgetHeldUp = async (db: Tx | Db, here: Party, today: Day): Promise<void> => {
  await sql`delete from cases.held_up h using cases.file f where f.id = h.file and not (holder = ${here}
    and closed_at is null and (withdrawal_asked or (step_due < ${today}::date and state in ('submitted', 'received'))))`.execute(
    db,
  );
};

export type HeldUp = {
  case: string;
  number: string;
  itemName: Words;
  act: OwnAct;
  code: string;
  detail: Record<string, unknown>;
  attempts: number;
  since: Instant;
  nextAt: Instant;
};

export const listHeldUp = async (db: Tx | Db): Promise<HeldUp[]> => {
  const { rows } =
    await sql<HeldUp>`select f.id as case, f.number, f.file->'itemName' as "itemName", h.act, h.code,
      h.detail, h.attempts, h.since, h.next_at as "nextAt"
    from cases.held_up h join cases.file f on f.id = h.file order by h.since, f.id limit 200`.execute(db);
  return rows;
};
