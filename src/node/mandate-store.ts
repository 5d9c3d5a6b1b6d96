import { sql } from "kysely";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { MandateRow } from "./contract.ts";

type Row = {
  id: string;
  principal: string;
  principalName: string;
  agent: string;
  agentName: string;
  scope: string;
  validFrom: string;
  validUntil: string;
  isRevoked: boolean;
};

const selectMandates = sql`
  select m.id, m.principal, p.display_name as "principalName", m.agent, a.display_name as "agentName", m.scope,
    m.valid_from as "validFrom", m.valid_until as "validUntil", m.revoked_at is not null as "isRevoked"
  from people.mandate m join people.person p on p.id = m.principal join people.person a on a.id = m.agent`;

const mandateOf = ({ principal, principalName, agent, agentName, ...row }: Row): MandateRow => ({
  ...row,
  principal: { id: principal, displayName: principalName },
  agent: { id: agent, displayName: agentName },
});

export const listMandates = async (tx: Tx | Db, personId: string): Promise<MandateRow[]> => {
  const { rows } = await sql<Row>`${selectMandates}
    where ${personId} in (m.principal, m.agent) order by m.recorded_at desc`.execute(tx);
  return rows.map(mandateOf);
};

/** The mandate under which `agent` may act for `principal` on that day. */
export const findMandate = async (
  tx: Tx | Db,
  { agent, principal, day }: { agent: string; principal: string; day: Day },
): Promise<MandateRow | undefined> => {
  const { rows } = await sql<Row>`${selectMandates}
    where m.agent = ${agent} and m.principal = ${principal} and m.revoked_at is null
      and ${day}::date between m.valid_from and m.valid_until
    order by m.recorded_at limit 1`.execute(tx);
  return rows[0] && mandateOf(rows[0]);
};

export const addMandate = async (
  tx: Tx,
  mandate: {
    id: string;
    principal: string;
    agent: string;
    scope: string;
    validFrom: Day;
    validUntil: Day;
    recordedAt: Instant;
  },
): Promise<void> => {
  const { id, principal, agent, scope, validFrom, validUntil, recordedAt } = mandate;
  await sql`insert into people.mandate (id, principal, agent, scope, valid_from, valid_until, recorded_by, recorded_at)
    values (${id}, ${principal}, ${agent}, ${scope}, ${validFrom}, ${validUntil}, ${principal}, ${recordedAt})`.execute(
    tx,
  );
};

/** Ends a mandate at the wish of either side; true if there was one to end. */
export const revokeMandate = async (tx: Tx, id: string, personId: string, now: Instant): Promise<boolean> => {
  const { rows } = await sql<{ id: string }>`update people.mandate set revoked_at = ${now}
    where id = ${id} and ${personId} in (principal, agent) and revoked_at is null returning id`.execute(tx);
  return rows.length === 1;
};
