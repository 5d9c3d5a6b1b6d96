import { sql } from "kysely";
import { textArray } from "#base/array-parameter.ts";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
import type { ErasureReason } from "#exchange/events.ts";
import type { Words } from "./case-file.ts";
import type { CaseState } from "./view.ts";

/** What remains of a case whose personal data was erased. */
export type ErasedCase = {
  id: string;
  number: string;
  trackingCode: string;
  item: string;
  itemId: string;
  itemName: Words;
  department: string;
  accepting: Party;
  deciding: Party;
  state: CaseState;
  submittedAt: Instant;
  closedOn: Day;
  erasedAt: Instant;
  reason: ErasureReason;
  basis: Words;
  approvedBy: { role: string; department: string }[];
};

const columns =
  sql.raw(`id, number, tracking_code as "trackingCode", item, item_id as "itemId", item_name as "itemName", department,
  accepting, deciding, state, submitted_at as "submittedAt", closed_on as "closedOn", erased_at as "erasedAt", reason, basis,
  approved_by as "approvedBy"`);

/** Keeps of a case what is nobody's personal data, and lets go of the rest: file, desk, owner, what was held up, the draft. */
export const replaceByErased = async (
  tx: Tx,
  {
    id,
    closedOn,
    erasedAt,
    reason,
    basis,
    approvedBy,
  }: Pick<ErasedCase, "id" | "closedOn" | "erasedAt" | "reason" | "basis" | "approvedBy">,
): Promise<void> => {
  await sql`insert into cases.erased (id, number, tracking_code, item, item_id, item_name, department, accepting, deciding, state,
      submitted_at, closed_on, workdays, on_time, erased_at, reason, basis, approved_by)
    select id, number, tracking_code, item, item_id, file->'itemName', department, accepting, deciding, state,
      submitted_at, ${closedOn}::date, workdays, on_time, ${erasedAt}::timestamptz, ${reason}, ${JSON.stringify(basis)}::json,
      ${JSON.stringify(approvedBy)}::json
    from cases.file where id = ${id} on conflict (id) do nothing`.execute(tx);
  await sql`delete from cases.held_up where file = ${id}`.execute(tx);
  await sql`delete from cases.draft where id in (select key from cases.handed_in where file = ${id})`.execute(
    tx,
  );
  await sql`delete from cases.file where id = ${id}`.execute(tx);
};

/** Who brought which of these files; one that a draft still names stays its owner's. */
export const forgetUploadsOf = async (tx: Tx, digests: readonly Digest[]): Promise<void> => {
  await sql`delete from cases.upload u where u.digest in (select unnest(${textArray(digests)}::text[]))
    and not exists (select 1 from cases.draft d where position(u.digest in d.content::text) > 0)`.execute(tx);
};

export const uploadsAmong = async (tx: Tx, digests: readonly Digest[]): Promise<Digest[]> => {
  const { rows } = await sql<{ digest: Digest }>`select distinct digest from cases.upload
    where digest in (select unnest(${textArray(digests)}::text[]))`.execute(tx);
  return rows.map(({ digest }) => digest);
};

export const findErased = async (db: Tx | Db, id: string): Promise<ErasedCase | undefined> => {
  const { rows } = await sql<ErasedCase>`select ${columns} from cases.erased where id = ${id}`.execute(db);
  return rows[0];
};

export const findErasedByNumber = async (
  db: Tx | Db,
  { number, ending }: { number?: string; ending?: string },
): Promise<ErasedCase[]> => {
  const reversed = [...(number ?? ending ?? "")].toReversed().join("");
  const where =
    number === undefined ? sql`reverse(number) like ${`${reversed}%`}` : sql`reverse(number) = ${reversed}`;
  const { rows } = await sql<ErasedCase>`select ${columns} from cases.erased where ${where}
    order by erased_at desc limit 20`.execute(db);
  return rows;
};

export const listErased = async (db: Tx | Db, limit: number): Promise<ErasedCase[]> => {
  const { rows } = await sql<ErasedCase>`select ${columns} from cases.erased
    order by erased_at desc, id desc limit ${limit}`.execute(db);
  return rows;
};
