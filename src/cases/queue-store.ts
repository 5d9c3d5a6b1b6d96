import { sql, type RawBuilder } from "kysely";
import type { Party } from "#base/party.ts";
import type { Day, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { CaseFile, Desk } from "./case-file.ts";
import type { Kept } from "./store.ts";

type Row = { file: CaseFile; desk: Desk; owner: string | null; revision: bigint; keyset: string };
type Where = RawBuilder<unknown>;

export type PageOf<T> = { rows: T[]; next?: string };
const pageSize = 50;

/** Newest first (lists), or what is late first and then in order of arrival (queues). */
export type Order = "newest" | "urgent";

const keysets: Record<Order, { key: Where; order: Where; after: (key: string) => Where }> = {
  newest: {
    key: sql`to_char(submitted_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || id`,
    order: sql`submitted_at desc, id desc`,
    after: (key) => {
      const [at = "", id = ""] = key.split("|");
      return sql`(submitted_at, id) < (${at}::text::timestamptz, ${id}::text::uuid)`;
    },
  },
  urgent: {
    key: sql`coalesce(red_from, '9999-12-31')::text || '|' || to_char(submitted_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || id`,
    order: sql`coalesce(red_from, '9999-12-31'), submitted_at, id`,
    after: (key) => {
      const [red = "", at = "", id = ""] = key.split("|");
      return sql`(coalesce(red_from, '9999-12-31'), submitted_at, id) > (${red}::text::date, ${at}::text::timestamptz, ${id}::text::uuid)`;
    },
  },
};

const wellFormed = (after: string): boolean =>
  /^(\d{4}-\d\d-\d\d\|)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\|[0-9a-f-]{36}$/.test(after);

/** One page of cases by keyset: no totals, and nothing is missed or shown twice while others work. */
export const listFiles = async (
  db: Tx | Db,
  where: Where,
  order: Order,
  after: string | undefined,
  size = pageSize,
): Promise<PageOf<Kept>> => {
  const keyset = keysets[order];
  const beyond =
    after !== undefined && wellFormed(after) && after.split("|").length === (order === "urgent" ? 3 : 2)
      ? sql`and ${keyset.after(after)}`
      : sql``;
  const { rows } = await sql<Row>`select file, desk, owner, revision, ${keyset.key} as keyset from cases.file
    where ${where} ${beyond} order by ${keyset.order} limit ${size + 1}`.execute(db);
  const shown = rows.slice(0, size);
  return {
    rows: shown.map(({ file, desk, owner, revision }) => ({
      file,
      desk,
      revision: Number(revision),
      ...(owner !== null && { owner }),
    })),
    ...(rows.length > size && { next: shown.at(-1)!.keyset }),
  };
};

export const ofApplicant = (personId: string, numbers: readonly string[]): Where => {
  const list = sql`select json_array_elements_text(${JSON.stringify(numbers)}::json)`;
  return sql`(owner = ${personId} or applicant_number in (${list}) or agent_number in (${list}))`;
};

/** What else a department decides or decided for the same applicant. */
export const ofSameApplicant = (
  here: Party,
  department: string,
  applicantNumber: string,
  except: string,
): Where =>
  sql`applicant_number = ${applicantNumber} and deciding = ${here} and department = ${department} and id <> ${except}::uuid`;

/** Cases of which a file left this window for the other side at some time from `from` until `until`. */
export const handedOverBetween = (here: Party, from: Instant, until: Instant): Where =>
  sql`accepting = ${here} and deciding <> ${here} and submitted_at < ${until}::timestamptz
    and (closed_at is null or closed_at >= ${from}::timestamptz)
    and exists (select 1 from json_array_elements(file->'timeline') e
      where e->>'type' = 'cases.passed' and e->>'party' = ${here}
        and (e->>'at')::timestamptz >= ${from}::timestamptz and (e->>'at')::timestamptz < ${until}::timestamptz)`;

export type WindowTab = "today" | "supplement" | "deliver" | "all";
export const atWindow = (here: Party, tab: WindowTab): Where => {
  const held = sql`accepting = ${here} and holder = ${here}`;
  switch (tab) {
    case "today":
      return sql`${held} and state in ('submitted', 'received', 'accepted')`;
    case "supplement":
      return sql`${held} and state = 'supplement-requested'`;
    case "deliver":
      return sql`${held} and state = 'awaiting-delivery'`;
    case "all":
      return sql`accepting = ${here}`;
  }
};

export const countWindow = async (db: Tx | Db, here: Party, today: Day) => {
  const { rows } = await sql<{
    today: number;
    supplement: number;
    deliver: number;
    received: number;
    to_pass: number;
  }>`select
      count(*) filter (where holder = ${here} and state in ('submitted', 'received', 'accepted'))::int as today,
      count(*) filter (where holder = ${here} and state = 'supplement-requested')::int as supplement,
      count(*) filter (where holder = ${here} and state = 'awaiting-delivery')::int as deliver,
      count(*) filter (where received_on = ${today}::date)::int as received,
      count(*) filter (where holder = ${here} and state = 'accepted' and deciding <> ${here})::int as to_pass
    from cases.file where accepting = ${here} and (closed_at is null or received_on = ${today}::date)`.execute(
    db,
  );
  return rows[0]!;
};

export type OfficerTab = "open" | "to-confirm" | "extension-asked" | "paused" | "done";
/** `department` absent: a supervisor sees all departments. */
export const atOfficer = (here: Party, department: string | undefined, tab: OfficerTab): Where => {
  const ours = sql`deciding = ${here} ${department === undefined ? sql`` : sql`and department = ${department}`}`;
  switch (tab) {
    case "open":
      return sql`${ours} and holder = ${here} and (state = 'under-review' or state = 'decided' or (state = 'received' and accepting <> ${here}))`;
    case "to-confirm":
      return sql`${ours} and holder = ${here} and state = 'under-review' and desk->'proposal' is not null`;
    case "extension-asked":
      return sql`${ours} and holder = ${here} and state = 'under-review' and desk->'extensionAsked' is not null`;
    case "paused":
      return sql`${ours} and holder = ${here} and state = 'paused'`;
    case "done":
      return sql`${ours} and (state in ('delivered', 'awaiting-delivery') or (state in ('refused', 'withdrawn') and accepted_on is not null))`;
  }
};

export const countOfficer = async (db: Tx | Db, here: Party, department: string | undefined) => {
  const { rows } = await sql<{ open: number; to_confirm: number; paused: number }>`select
      count(*) filter (where ${atOfficer(here, department, "open")})::int as open,
      count(*) filter (where ${atOfficer(here, department, "to-confirm")})::int as to_confirm,
      count(*) filter (where ${atOfficer(here, department, "paused")})::int as paused
    from cases.file where deciding = ${here} and holder = ${here} and closed_at is null`.execute(db);
  return rows[0]!;
};

/** The newest case with this number, or whose number ends so. */
export const findByNumber = async (
  db: Tx | Db,
  { number, ending }: { number?: string; ending?: string },
): Promise<Kept[]> => {
  const where =
    number !== undefined
      ? sql`reverse(number) = ${[...number].toReversed().join("")}`
      : sql`reverse(number) like ${[...(ending ?? "")].toReversed().join("") + "%"}`;
  const { rows } = await sql<Row>`select file, desk, owner, revision from cases.file where ${where}
    order by (closed_at is null) desc, submitted_at desc limit 20`.execute(db);
  return rows.map(({ file, desk, owner, revision }) => ({
    file,
    desk,
    revision: Number(revision),
    ...(owner !== null && { owner }),
  }));
};

/** Closed cases that this node holds, the oldest first, after one of them. */
export const listClosed = async (
  db: Tx | Db,
  here: Party,
  after: { closedAt: Instant; id: string } | undefined,
  limit: number,
): Promise<Kept[]> => {
  const beyond = after
    ? sql`and (closed_at, id) > (${after.closedAt}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<Row>`select file, desk, owner, revision from cases.file
    where closed_at is not null and holder = ${here} ${beyond} order by closed_at, id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ file, desk, owner, revision }) => ({
    file,
    desk,
    revision: Number(revision),
    ...(owner !== null && { owner }),
  }));
};

/** Open cases with a clock that reaches into a year without a notice, in pages. */
export const listProvisional = async (db: Tx | Db, after: string | undefined): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from cases.file
    where provisional and id > ${after ?? "00000000-0000-0000-0000-000000000000"}::uuid order by id limit 200`.execute(
    db,
  );
  return rows.map(({ id }) => id);
};

export const everyCase: Where = sql`true`;
