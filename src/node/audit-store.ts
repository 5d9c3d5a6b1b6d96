import { sql } from "kysely";
import { newId } from "#base/id.ts";
import type { Caller } from "#base/role.ts";
import { startOfDay, type Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { AuditRow, auditActions } from "./contract.ts";

/** One line of the audit log: who did what to which thing, and how it ended. Names and numbers never stand here. */
export type AuditLine = {
  at: Instant;
  action: (typeof auditActions)[number];
  outcome: string;
  caller?: Caller;
  subject?: string;
  requestId?: string;
  detail?: Record<string, unknown>;
};

export const recordAudit = async (tx: Tx | Db, line: AuditLine): Promise<void> => {
  const { at, action, outcome, caller, subject, requestId, detail } = line;
  await sql`insert into people.audit (id, at, person, role, department, action, subject, outcome, request_id, detail)
    values (${newId()}, ${at}, ${caller?.personId ?? null}, ${caller?.role ?? null}, ${caller?.department ?? null},
      ${action}, ${subject ?? null}, ${outcome}, ${requestId ?? null}, ${JSON.stringify(detail ?? {})}::jsonb)`.execute(
    tx,
  );
};

export type AuditFilter = {
  action?: string | undefined;
  person?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  before?: string | undefined;
  limit: number;
};

type Row = {
  id: string;
  at: string;
  action: AuditRow["action"];
  outcome: string;
  person: string | null;
  displayName: string | null;
  staffNumber: string | null;
  role: string | null;
  department: string | null;
  zh: string | null;
  en: string | null;
  subject: string | null;
  requestId: string | null;
  detail: Record<string, unknown>;
};

const nextDay = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** The newest lines first; ids grow with time, so the page after a line is what has a smaller id. */
export const readAudit = async (tx: Tx | Db, filter: AuditFilter): Promise<AuditRow[]> => {
  const { action, person, subject, from, until, before, limit } = filter;
  const { rows } = await sql<Row>`
    select a.id, a.at, a.action, a.outcome, a.person, p.display_name as "displayName", p.staff_number as "staffNumber",
      a.role, a.department, d.name_zh as zh, d.name_en as en, a.subject, a.request_id as "requestId", a.detail
    from people.audit a left join people.person p on p.id = a.person
      left join people.department d on d.code = a.department
    where (${action ?? null}::text is null or a.action = ${action ?? null})
      and (${person ?? null}::text is null or ${person ?? null} in (a.person, p.staff_number))
      and (${subject ?? null}::text is null or a.subject = ${subject ?? null})
      and (${from ? startOfDay(from) : null}::timestamptz is null or a.at >= ${from ? startOfDay(from) : null}::timestamptz)
      and (${until ?? null}::text is null or a.at < ${until ? startOfDay(nextDay(until)) : null}::timestamptz)
      and (${before ?? null}::uuid is null or a.id < ${before ?? null}::uuid)
    order by a.id desc limit ${limit}`.execute(tx);
  return rows.map(
    ({ person, displayName, staffNumber, role, department, zh, en, subject: about, requestId, ...row }) => ({
      ...row,
      ...(person && {
        person: { id: person, displayName: displayName ?? person, ...(staffNumber && { staffNumber }) },
      }),
      ...(role && { role }),
      ...(department && { department }),
      ...(zh && en && { departmentName: { zh, en } }),
      ...(about && { subject: about }),
      ...(requestId && { requestId }),
    }),
  );
};
