import { sql } from "kysely";
import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";

export type Contact = {
  party: Party;
  seen: number;
  behindSince: Instant | null;
  contactAt: Instant | null;
  errorCode: string | null;
  errorDetail: Record<string, unknown> | null;
  errorAt: Instant | null;
  software: string | null;
  formats: string[] | null;
};

/** A talk that went well; what went wrong before is over. */
export const noteContact = async (
  db: Db,
  party: Party,
  { seen, behind, at }: { seen: number; behind: boolean; at: Instant },
): Promise<void> => {
  const behindSince = behind ? at : null;
  await sql`
    insert into exchange.contact as c (party, seen, behind_since, contact_at)
    values (${party}, ${seen}, ${behindSince}::timestamptz, ${at}::timestamptz)
    on conflict (party) do update set seen = excluded.seen, contact_at = excluded.contact_at,
      behind_since = case when excluded.behind_since is null then null else coalesce(c.behind_since, excluded.behind_since) end,
      error_code = null, error_detail = null, error_at = null`.execute(db);
};

export const noteError = async (db: Db, party: Party, refusal: Refusal, errorAt: Instant): Promise<void> => {
  await sql`
    insert into exchange.contact (party, error_code, error_detail, error_at)
    values (${party}, ${refusal.code}, ${JSON.stringify(refusal.detail ?? {})}::jsonb, ${errorAt}::timestamptz)
    on conflict (party) do update set error_code = excluded.error_code, error_detail = excluded.error_detail,
      error_at = excluded.error_at`.execute(db);
};

/** What a peer says of its software; written only where it is another than before. */
export const noteSoftware = async (
  db: Db,
  party: Party,
  { software = null, formats = null }: { software?: string | null; formats?: string[] | null },
): Promise<void> => {
  await sql`
    insert into exchange.contact as c (party, software, formats) values (${party}, ${software}, ${formats}::text[])
    on conflict (party) do update set software = excluded.software, formats = excluded.formats
    where (c.software, c.formats) is distinct from (excluded.software, excluded.formats)`.execute(db);
};

/** A peer said how far its chain is; believed only as a reason to ask. */
export const noteSeen = async (db: Db, party: Party, seen: number, at: Instant): Promise<void> => {
  await sql`
    insert into exchange.contact as c (party, seen, behind_since) values (${party}, ${seen}, ${at}::timestamptz)
    on conflict (party) do update set seen = greatest(c.seen, excluded.seen),
      behind_since = case when c.seen < excluded.seen then coalesce(c.behind_since, excluded.behind_since) else c.behind_since end
  `.execute(db);
};

export const readContacts = async (db: Db): Promise<Map<Party, Contact>> => {
  const { rows } = await sql<Omit<Contact, "seen"> & { seen: bigint }>`
    select party, seen, behind_since as "behindSince", contact_at as "contactAt", error_code as "errorCode", error_detail as "errorDetail",
      error_at as "errorAt", software, formats from exchange.contact`.execute(db);
  return new Map(rows.map((row) => [row.party, { ...row, seen: Number(row.seen) }]));
};
