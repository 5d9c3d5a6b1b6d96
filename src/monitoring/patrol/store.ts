import { sql } from "kysely";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";
import type { PatrolFinding } from "./finding.ts";
import { isOver } from "./finding-state.ts";
import { clockOf } from "./clock.ts";
import type { Patrol } from "./patrol.ts";

export type Kept<T> = { file: T; revision: number };

/** Code of a serialization failure: whoever runs the transaction tries all of it again. */
export const changedMeanwhile = (): Error =>
  Object.assign(new Error("a patrol changed meanwhile"), { code: "40001" });

const keptById = <T extends { id: string }>(
  rows: readonly { file: T; revision: bigint }[],
): Map<string, Kept<T>> =>
  new Map(rows.map(({ file, revision }) => [file.id, { file, revision: Number(revision) }]));

const among = (ids: readonly string[]) =>
  sql`id = any(select json_array_elements_text(${JSON.stringify(ids)}::json)::uuid)`;

export const readPatrols = async (
  tx: Tx | Db,
  ids: readonly string[],
): Promise<Map<string, Kept<Patrol>>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ file: Patrol; revision: bigint }>`
    select file, revision from monitoring.patrol where ${among(ids)}`.execute(tx);
  return keptById(rows);
};

export const readFindings = async (
  tx: Tx | Db,
  ids: readonly string[],
): Promise<Map<string, Kept<PatrolFinding>>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ file: PatrolFinding; revision: bigint }>`
    select file, revision from monitoring.patrol_finding where ${among(ids)}`.execute(tx);
  return keptById(rows);
};

/** Writes a whole page's patrols with one statement; who read another revision than is here tries again. */
export const savePatrols = async (tx: Tx, patrols: readonly Kept<Patrol>[]): Promise<void> => {
  if (patrols.length === 0) return;
  const rows = patrols.map(({ file, revision }) => ({
    id: file.id,
    party: file.party,
    begun_at_ms: file.begunAtMs,
    file,
    revision,
  }));
  const { numAffectedRows } = await sql`
    insert into monitoring.patrol as p (id, party, begun_at_ms, file, revision)
    select id, party, begun_at_ms, file, revision from json_to_recordset(${JSON.stringify(rows)}::json)
      as g(id uuid, party text, begun_at_ms bigint, file json, revision bigint)
    on conflict (id) do update set file = excluded.file, revision = excluded.revision
    where p.revision = excluded.revision - 1`.execute(tx);
  if (numAffectedRows !== BigInt(patrols.length)) throw changedMeanwhile();
};

const anyDay: Day = "1970-01-01"; // the clock's day does not depend on today

export const saveFindings = async (tx: Tx, findings: readonly Kept<PatrolFinding>[]): Promise<void> => {
  if (findings.length === 0) return;
  const rows = findings.map(({ file, revision }) => ({
    id: file.id,
    patrol: file.patrol,
    holder: file.holder,
    state: file.state,
    is_over: isOver(file.state),
    due: clockOf(file, anyDay)?.due ?? null,
    found_at_ms: file.foundAtMs,
    file,
    revision,
  }));
  const { numAffectedRows } = await sql`
    insert into monitoring.patrol_finding as f
      (id, patrol, holder, state, is_over, due, found_at_ms, file, revision)
    select id, patrol, holder, state, is_over, due, found_at_ms, file, revision
    from json_to_recordset(${JSON.stringify(rows)}::json) as g(id uuid, patrol uuid, holder text, state text,
      is_over boolean, due date, found_at_ms bigint, file json, revision bigint)
    on conflict (id) do update set holder = excluded.holder, state = excluded.state, is_over = excluded.is_over,
      due = excluded.due, file = excluded.file, revision = excluded.revision
    where f.revision = excluded.revision - 1`.execute(tx);
  if (numAffectedRows !== BigInt(findings.length)) throw changedMeanwhile();
};

export type KnownRecord = { id: string; content: Digest; subject: string; recordedAt: Instant };

export const findRecords = async (tx: Tx | Db, ids: readonly string[]): Promise<Map<string, KnownRecord>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<KnownRecord>`
    select id, content, subject, recorded_at as "recordedAt" from monitoring.patrol_record
    where ${among(ids)}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
};

/** How many were new: another transaction may have brought the same record. */
export const keepRecords = async (tx: Tx, records: readonly KnownRecord[]): Promise<number> => {
  if (records.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into monitoring.patrol_record (id, content, subject, recorded_at)
    select id, content, subject, "recordedAt" from json_to_recordset(${JSON.stringify(records)}::json)
      as g(id uuid, content text, subject text, "recordedAt" timestamptz)
    on conflict (id) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};

const pageSize = 50;
export type PageOf<T> = { rows: T[]; next?: string };

const paged = <T extends { id: string }>(files: readonly T[], atMsOf: (file: T) => number): PageOf<T> => {
  const last = files[pageSize - 1];
  return files.length <= pageSize || !last
    ? { rows: [...files] }
    : { rows: files.slice(0, pageSize), next: `${atMsOf(last)}_${last.id}` };
};

/** `after` is where the page before ended; anything else is read as the beginning. */
const readAfter = (after: string | undefined): [atMs: string, id: string] | undefined => {
  const found = /^(\d{1,16})_([0-9a-f-]{36})$/.exec(after ?? "");
  return found ? [found[1]!, found[2]!] : undefined;
};

export const listPatrols = async (tx: Tx | Db, after?: string): Promise<PageOf<Patrol>> => {
  const from = readAfter(after);
  const { rows } = await sql<{ file: Patrol }>`select file from monitoring.patrol
    where ${from ? sql`(begun_at_ms, id) < (${from[0]}::bigint, ${from[1]}::uuid)` : sql`true`}
    order by begun_at_ms desc, id desc limit ${pageSize + 1}`.execute(tx);
  return paged(
    rows.map(({ file }) => file),
    ({ begunAtMs }) => begunAtMs,
  );
};

export type FindingTab = "ours" | "open" | "over";

/** `ours`: what this party has to act on, soonest due first and all of it; else newest first, a page at a time. */
export const listFindings = async (
  tx: Tx | Db,
  here: Party,
  tab: FindingTab,
  after?: string,
): Promise<PageOf<PatrolFinding>> => {
  if (tab === "ours") {
    const { rows } = await sql<{ file: PatrolFinding }>`select file from monitoring.patrol_finding
      where holder = ${here} and not is_over order by due nulls last, found_at_ms, id limit 500`.execute(tx);
    return { rows: rows.map(({ file }) => file) };
  }
  const from = readAfter(after);
  const { rows } = await sql<{ file: PatrolFinding }>`select file from monitoring.patrol_finding
    where is_over = ${tab === "over"}
      and ${from ? sql`(found_at_ms, id) < (${from[0]}::bigint, ${from[1]}::uuid)` : sql`true`}
    order by found_at_ms desc, id desc limit ${pageSize + 1}`.execute(tx);
  return paged(
    rows.map(({ file }) => file),
    ({ foundAtMs }) => foundAtMs,
  );
};

/** What this party should have acted on by now. */
export const listOverdueFindings = async (tx: Tx | Db, here: Party, today: Day): Promise<PatrolFinding[]> => {
  const { rows } = await sql<{ file: PatrolFinding }>`select file from monitoring.patrol_finding
    where holder = ${here} and not is_over and due < ${today}::date order by due limit 500`.execute(tx);
  return rows.map(({ file }) => file);
};

export const listFindingsOf = async (tx: Tx | Db, patrol: string): Promise<PatrolFinding[]> => {
  const { rows } = await sql<{ file: PatrolFinding }>`select file from monitoring.patrol_finding
    where patrol = ${patrol} order by found_at_ms, id`.execute(tx);
  return rows.map(({ file }) => file);
};

export const countFindings = async (
  tx: Tx | Db,
  here: Party,
  today: Day,
): Promise<{ ours: number; open: number; overdue: number }> => {
  const { rows } = await sql<{ ours: bigint; open: bigint; overdue: bigint }>`
    select count(*) filter (where holder = ${here}) as ours, count(*) as open,
      count(*) filter (where due < ${today}::date) as overdue
    from monitoring.patrol_finding where not is_over`.execute(tx);
  const { ours, open, overdue } = rows[0]!;
  return { ours: Number(ours), open: Number(open), overdue: Number(overdue) };
};
