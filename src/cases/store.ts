import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { CaseFile, Desk } from "./case-file.ts";

/** A case as this node keeps it. */
export type Kept = { file: CaseFile; desk: Desk; owner?: string; revision: number };

type Row = { file: CaseFile; desk: Desk; owner: string | null; revision: bigint };
const toKept = ({ file, desk, owner, revision }: Row): Kept => ({
  file,
  desk,
  revision: Number(revision),
  ...(owner !== null && { owner }),
});

/** Code of a serialization failure: whoever runs the transaction tries all of it again. */
export const changedMeanwhile = (): Error =>
  Object.assign(new Error("a case changed meanwhile"), { code: "40001" });

export const readFiles = async (tx: Tx | Db, ids: readonly string[]): Promise<Map<string, Kept>> => {
  if (ids.length === 0) return new Map();
  if (ids.length === 1) {
    const kept = await findFile(tx, ids[0]!); // what a command at a desk asks, planned in half the time
    return new Map(kept ? [[ids[0]!, kept]] : []);
  }
  const { rows } = await sql<Row>`select file, desk, owner, revision from cases.file
    where id = any(select json_array_elements_text(${JSON.stringify(ids)}::json)::uuid)`.execute(tx);
  return new Map(rows.map((row) => [row.file.id, toKept(row)]));
};

export const findFile = async (tx: Tx | Db, id: string): Promise<Kept | undefined> => {
  const { rows } =
    await sql<Row>`select file, desk, owner, revision from cases.file where id = ${id}`.execute(tx);
  return rows[0] && toKept(rows[0]);
};

/** The columns beside the file: what queues and figures ask for. */
export type Columns = {
  number: string;
  tracking_code: string;
  item: string;
  item_id: string;
  department: string;
  accepting: Party;
  deciding: Party;
  holder: Party;
  state: string;
  applicant_number: string;
  agent_number: string | null;
  submitted_at: Instant;
  received_on: Day | null;
  accepted_on: Day | null;
  closed_at: Instant | null;
  workdays: number | null;
  on_time: boolean | null;
  step_due: Day | null;
  yellow_from: Day | null;
  red_from: Day | null;
  transit_yellow_from: Day | null;
  provisional: boolean;
  withdrawal_asked: boolean;
  rated: boolean;
  handed_event: string | null;
  last_party: Party;
};

const columns = sql.raw(
  `number, tracking_code, item, item_id, department, accepting, deciding, holder, state, applicant_number, agent_number,
  submitted_at, received_on, accepted_on, closed_at, workdays, on_time, step_due, yellow_from, red_from,
  transit_yellow_from, provisional, withdrawal_asked, rated, handed_event, last_party`,
);

/** One case that is known here already, which is what a command at a desk writes. */
const updateFile = async (tx: Tx, { columns: c, file, revision }: Saved): Promise<bigint | undefined> => {
  const { numAffectedRows } = await sql`update cases.file set holder = ${c.holder}, state = ${c.state},
      received_on = ${c.received_on}::date, accepted_on = ${c.accepted_on}::date, closed_at = ${c.closed_at}::timestamptz,
      workdays = ${c.workdays}, on_time = ${c.on_time}, step_due = ${c.step_due}::date, yellow_from = ${c.yellow_from}::date,
      red_from = ${c.red_from}::date, transit_yellow_from = ${c.transit_yellow_from}::date, provisional = ${c.provisional}, withdrawal_asked = ${c.withdrawal_asked}, rated = ${c.rated},
      handed_event = ${c.handed_event}, last_party = ${c.last_party}, file = ${JSON.stringify(file)}::json, revision = ${revision}
    where id = ${file.id} and revision = ${revision - 1}`.execute(tx);
  return numAffectedRows;
};

type Saved = { columns: Columns; file: CaseFile; revision: number };

/** Writes a whole page's cases with one statement; who read another revision than is here tries again. */
export const saveFiles = async (tx: Tx, files: readonly Saved[]): Promise<void> => {
  const [first] = files;
  if (!first) return;
  if (files.length === 1 && first.revision > 1) {
    if ((await updateFile(tx, first)) !== 1n) throw changedMeanwhile();
    return;
  }
  const rows = files.map(({ columns, file, revision }) => ({ ...columns, id: file.id, file, revision }));
  const { numAffectedRows } = await sql`
    insert into cases.file as f (id, ${columns}, file, revision)
    select id, ${columns}, file, revision from json_to_recordset(${JSON.stringify(rows)}::json) as g(
      id uuid, number text, tracking_code text, item text, item_id text, department text, accepting text, deciding text,
      holder text, state text, applicant_number text, agent_number text, submitted_at timestamptz, received_on date,
      accepted_on date, closed_at timestamptz, workdays integer, on_time boolean, step_due date, yellow_from date,
      red_from date, transit_yellow_from date, provisional boolean, withdrawal_asked boolean, rated boolean, handed_event text, last_party text, file json, revision bigint)
    on conflict (id) do update set holder = excluded.holder, state = excluded.state, received_on = excluded.received_on,
      accepted_on = excluded.accepted_on, closed_at = excluded.closed_at, workdays = excluded.workdays,
      on_time = excluded.on_time, step_due = excluded.step_due, yellow_from = excluded.yellow_from,
      red_from = excluded.red_from, withdrawal_asked = excluded.withdrawal_asked, rated = excluded.rated,
      handed_event = excluded.handed_event, last_party = excluded.last_party, file = excluded.file, revision = excluded.revision
    where f.revision = excluded.revision - 1`.execute(tx);
  if (numAffectedRows !== BigInt(files.length)) throw changedMeanwhile();
};

export const saveDesk = async (tx: Tx, id: string, desk: Desk, revision: number): Promise<void> => {
  const { numAffectedRows } =
    await sql`update cases.file set desk = ${JSON.stringify(desk)}::jsonb, revision = revision + 1
    where id = ${id} and revision = ${revision}`.execute(tx);
  if (numAffectedRows !== 1n) throw changedMeanwhile();
};

export const setFiler = async (tx: Tx, id: string, owner: string): Promise<void> => {
  await sql`update cases.file set owner = ${owner} where id = ${id}`.execute(tx);
};

/** The next number of a series that starts at `from`; taken back with the transaction, so that there are no gaps. */
export const nextNumber = async (tx: Tx, name: string, from = 1): Promise<bigint> => {
  const { rows } = await sql<{
    value: bigint;
  }>`insert into cases.counter (name, value) values (${name}, ${from})
    on conflict (name) do update set value = cases.counter.value + 1 returning value`.execute(tx);
  return rows[0]!.value;
};

/** Numbers that are used already: the series go on after them. */
export const countOnFrom = async (
  tx: Tx,
  counted: readonly { name: string; value: number }[],
): Promise<void> => {
  for (const { name, value } of counted)
    await sql`insert into cases.counter (name, value) values (${name}, ${value})
      on conflict (name) do update set value = greatest(cases.counter.value, excluded.value)`.execute(tx);
};

/** The case that this key made, if it did. */
export const findHandedIn = async (tx: Tx | Db, key: string): Promise<string | undefined> => {
  const { rows } = await sql<{ file: string }>`select file from cases.handed_in where key = ${key}`.execute(
    tx,
  );
  return rows[0]?.file;
};

/** False where another request with the same key came first. */
export const keepHandedIn = async (tx: Tx, key: string, file: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`insert into cases.handed_in (key, file) values (${key}, ${file})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
};
