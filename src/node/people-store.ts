import { sql } from "kysely";
import type { Caller, Role } from "#base/role.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Department, PersonRow, SignedIn } from "./contract.ts";

/** A person as their office enters them. `identityNumber` is sealed already (see `sealed-text.ts`). */
export type NewPerson = {
  id: string;
  username: string;
  passwordHash: string;
  displayName: string;
  role: Role;
  department: string;
  windowNumber?: string;
  /** Of staff only. */
  staffNumber?: string;
  kind: SignedIn["kind"];
  identityNumber?: Uint8Array;
  isSample: boolean;
};

type Row = {
  id: string;
  displayName: string;
  role: Role;
  kind: SignedIn["kind"];
  windowNumber: string | null;
  staffNumber: string | null;
  isSample: boolean;
  lockedAt: string | null;
  lockedReason: string | null;
  code: string;
  zh: string;
  en: string;
  departmentKind: Department["kind"];
  creditCode: string | null;
  division: string;
  sessions: number;
};

const selectPeople = sql`
  select p.id, p.display_name as "displayName", p.role, p.kind, p.window_number as "windowNumber",
    p.staff_number as "staffNumber",
    p.is_sample as "isSample", p.locked_at as "lockedAt", p.locked_reason as "lockedReason",
    d.code, d.name_zh as zh, d.name_en as en, d.kind as "departmentKind", d.credit_code as "creditCode", d.division,
    (select count(*)::int from people.session s where s."userId" = p.id and s."expiresAt" > now()) as sessions
  from people.person p join people.department d on d.code = p.department`;

const departmentOf = (row: Row): Department => ({
  code: row.code,
  name: { zh: row.zh, en: row.en },
  kind: row.departmentKind,
  division: row.division,
  ...(row.creditCode && { creditCode: row.creditCode }),
});

const personOf = (row: Row): PersonRow & Pick<SignedIn, "kind"> => ({
  id: row.id,
  displayName: row.displayName,
  role: row.role,
  kind: row.kind,
  department: departmentOf(row),
  isSample: row.isSample,
  sessions: row.sessions,
  ...(row.windowNumber && { windowNumber: row.windowNumber }),
  ...(row.staffNumber && { staffNumber: row.staffNumber }),
  ...(row.lockedAt && { lockedAt: row.lockedAt }),
  ...(row.lockedReason && { lockedReason: row.lockedReason }),
});

export type Person = ReturnType<typeof personOf>;

export const findPerson = async (tx: Tx | Db, id: string): Promise<Person | undefined> => {
  const { rows } = await sql<Row>`${selectPeople} where p.id = ${id}`.execute(tx);
  return rows[0] && personOf(rows[0]);
};

export const findPersonByUsername = async (tx: Tx | Db, username: string): Promise<Person | undefined> => {
  const { rows } = await sql<Row>`${selectPeople}
    join people."user" u on u.id = p.id where u.username = ${username.trim().toLowerCase()}`.execute(tx);
  return rows[0] && personOf(rows[0]);
};

export const listPeople = async (tx: Tx | Db, department?: string): Promise<Person[]> => {
  const where =
    department === undefined ? sql`` : sql`where p.department = ${department} and p.locked_at is null`;
  const { rows } = await sql<Row>`${selectPeople} ${where} order by p.department, p.role, p.id`.execute(tx);
  return rows.map(personOf);
};

/** What every request with a session asks: one short statement. */
export const findCaller = async (tx: Tx | Db, id: string): Promise<Caller | undefined> => {
  const { rows } = await sql<Caller>`select id as "personId", role, department
    from people.person where id = ${id} and locked_at is null`.execute(tx);
  return rows[0];
};

/** Who may be told of alerts: duty officers, and the heads who are called when nobody confirms. */
export const listNoticePeople = async (
  tx: Tx | Db,
): Promise<{ id: string; role: "duty-officer" | "supervisor" }[]> =>
  (
    await sql<{ id: string; role: "duty-officer" | "supervisor" }>`select id, role from people.person
      where locked_at is null and (role = 'duty-officer'
        or (role = 'supervisor' and department in ('ecology', 'office'))) order by id`.execute(tx)
  ).rows;

export const setLock = async (
  tx: Tx,
  id: string,
  lock: { at: string; reason: string } | undefined,
): Promise<void> => {
  await sql`update people.person set locked_at = ${lock?.at ?? null}, locked_reason = ${lock?.reason ?? null}
    where id = ${id}`.execute(tx);
  if (lock) await sql`delete from people.session where "userId" = ${id}`.execute(tx);
};

export const endSession = async (db: Db, token: string): Promise<void> => {
  await sql`delete from people.session where token = ${token}`.execute(db);
};

export const setPassword = async (tx: Tx, id: string, passwordHash: string): Promise<void> => {
  await sql`update people.account set password = ${passwordHash}, "updatedAt" = now()
    where "userId" = ${id} and "providerId" = 'credential'`.execute(tx);
};

export const addDepartments = async (tx: Tx, departments: readonly Department[]): Promise<void> => {
  await sql`insert into people.department (code, name_zh, name_en, kind, credit_code, division)
    select d->>'code', d->'name'->>'zh', coalesce(d->'name'->>'en', d->'name'->>'zh'), d->>'kind', d->>'creditCode', d->>'division'
    from jsonb_array_elements(${JSON.stringify(departments)}::jsonb) d on conflict (code) do nothing`.execute(
    tx,
  );
};

/** Enters a person together with the library's user and password, all or nothing. */
export const addPerson = async (tx: Tx, person: NewPerson): Promise<void> => {
  const { id, username, displayName } = person;
  await sql`insert into people."user" ("id", "name", "email", "username", "displayUsername")
    values (${id}, ${displayName}, ${`${id}@people.invalid`}, ${username.toLowerCase()}, ${username})`.execute(
    tx,
  );
  await sql`insert into people.account ("id", "accountId", "providerId", "userId", "password")
    values (${`credential-${id}`}, ${id}, 'credential', ${id}, ${person.passwordHash})`.execute(tx);
  await sql`insert into people.person
      (id, display_name, role, department, window_number, staff_number, kind, identity_number, is_sample)
    values (${id}, ${displayName}, ${person.role}, ${person.department}, ${person.windowNumber ?? null}, ${person.staffNumber ?? null},
      ${person.kind}, ${person.identityNumber ?? null}, ${person.isSample})`.execute(tx);
};

export const findStaffNumber = async (tx: Tx | Db, id: string): Promise<string | undefined> => {
  const { rows } = await sql<{ number: string | null }>`
    select staff_number as number from people.person where id = ${id}`.execute(tx);
  return rows[0]?.number ?? undefined;
};

/** Numbers of the officers of a department who may sign in. */
export const listOfficerNumbers = async (tx: Tx | Db, department: string): Promise<string[]> => {
  const { rows } = await sql<{ number: string }>`select staff_number as number from people.person
    where department = ${department} and role = 'officer' and locked_at is null order by staff_number`.execute(
    tx,
  );
  return rows.map(({ number }) => number);
};

/** The sealed identity number of an applicant, where their office entered one. */
export const findIdentity = async (tx: Tx | Db, id: string): Promise<Uint8Array | undefined> => {
  const { rows } = await sql<{ sealed: Uint8Array | null }>`
    select identity_number as sealed from people.person where id = ${id}`.execute(tx);
  return rows[0]?.sealed ?? undefined;
};
