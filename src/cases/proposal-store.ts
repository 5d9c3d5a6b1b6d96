import { sql } from "kysely";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { ErasureReason } from "#exchange/events.ts";

/** One administrator's word that a case's personal data be erased; another decides. */
export type Proposal = {
  id: string;
  file: string;
  number: string;
  reason: ErasureReason;
  proposedBy: string;
  proposedAt: Instant;
};

const columns = sql.raw(`id, file, number, reason, proposed_by as "proposedBy", proposed_at as "proposedAt"`);

/** False where one for the same case waits already. */
export const insertProposal = async (tx: Tx, proposal: Proposal): Promise<boolean> => {
  const { id, file, number, reason, proposedBy, proposedAt } = proposal;
  const { numAffectedRows } =
    await sql`insert into cases.erasure_proposal (id, file, number, reason, proposed_by, proposed_at)
    values (${id}, ${file}, ${number}, ${reason}, ${proposedBy}, ${proposedAt}) on conflict do nothing`.execute(
      tx,
    );
  return numAffectedRows === 1n;
};

export const listProposals = async (db: Tx | Db): Promise<Proposal[]> => {
  const { rows } = await sql<Proposal>`select ${columns} from cases.erasure_proposal
    where decided_at is null order by proposed_at limit 200`.execute(db);
  return rows;
};

/** A waiting proposal, locked: of two who decide at once the second finds it decided. */
export const lockProposal = async (tx: Tx, id: string): Promise<Proposal | undefined> => {
  const { rows } = await sql<Proposal>`select ${columns} from cases.erasure_proposal
    where id = ${id} and decided_at is null for update`.execute(tx);
  return rows[0];
};

export const decideProposal = async (
  tx: Tx,
  id: string,
  { decision, by, at }: { decision: "approved" | "rejected"; by: string; at: Instant },
): Promise<void> => {
  await sql`update cases.erasure_proposal set decision = ${decision}, decided_by = ${by}, decided_at = ${at}
    where id = ${id}`.execute(tx);
};
