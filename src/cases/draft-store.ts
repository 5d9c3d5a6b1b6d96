import { sql } from "kysely";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Attachment, Digest } from "#protocol/event.ts";
import type { Draft } from "./draft.ts";

export type DraftContent = Pick<Draft, "applicant" | "agent" | "form" | "materials" | "delivery">;
export type KeptDraft = {
  id: string;
  item: string;
  revision: number;
  content: DraftContent;
  savedAt: Instant;
};

type Row = { id: string; item: string; revision: number; content: DraftContent; saved_at: Instant };
const toDraft = ({ id, item, revision, content, saved_at }: Row): KeptDraft => ({
  id,
  item,
  revision,
  content,
  savedAt: saved_at,
});

export const listDrafts = async (tx: Tx | Db, owner: string): Promise<KeptDraft[]> => {
  const { rows } = await sql<Row>`select id, item, revision, content, saved_at from cases.draft
    where owner = ${owner} order by saved_at desc limit 100`.execute(tx);
  return rows.map(toDraft);
};

export const findDraft = async (tx: Tx | Db, owner: string, id: string): Promise<KeptDraft | undefined> => {
  const { rows } = await sql<Row>`select id, item, revision, content, saved_at from cases.draft
    where id = ${id} and owner = ${owner}`.execute(tx);
  return rows[0] && toDraft(rows[0]);
};

export const findDraftOf = async (
  tx: Tx | Db,
  owner: string,
  item: string,
): Promise<KeptDraft | undefined> => {
  const { rows } = await sql<Row>`select id, item, revision, content, saved_at from cases.draft
    where owner = ${owner} and item = ${item} order by saved_at desc limit 1`.execute(tx);
  return rows[0] && toDraft(rows[0]);
};

export const insertDraft = async (tx: Tx | Db, owner: string, draft: KeptDraft): Promise<void> => {
  const { id, item, revision, content, savedAt } = draft;
  await sql`insert into cases.draft (id, owner, item, revision, content, saved_at)
    values (${id}, ${owner}, ${item}, ${revision}, ${JSON.stringify(content)}::jsonb, ${savedAt})`.execute(
    tx,
  );
};

/** The draft after saving; undefined where it is gone or another tab saved it since `revision`. */
export const updateDraft = async (
  tx: Tx | Db,
  owner: string,
  { id, revision, content, savedAt }: Omit<KeptDraft, "item">,
): Promise<KeptDraft | undefined> => {
  const { rows } =
    await sql<Row>`update cases.draft set revision = revision + 1, content = ${JSON.stringify(content)}::jsonb, saved_at = ${savedAt}
    where id = ${id} and owner = ${owner} and revision = ${revision} returning id, item, revision, content, saved_at`.execute(
      tx,
    );
  return rows[0] && toDraft(rows[0]);
};

export const deleteDraft = async (tx: Tx | Db, owner: string, id: string): Promise<boolean> => {
  const { numAffectedRows } =
    await sql`delete from cases.draft where id = ${id} and owner = ${owner}`.execute(tx);
  return numAffectedRows === 1n;
};

export const keepUpload = async (
  tx: Tx | Db,
  owner: string,
  { digest, size, mediaType }: Attachment,
  at: Instant,
): Promise<void> => {
  await sql`insert into cases.upload (digest, owner, size, media_type, uploaded_at)
    values (${digest}, ${owner}, ${size}, ${mediaType}, ${at})
    on conflict (digest, owner) do update set uploaded_at = excluded.uploaded_at`.execute(tx);
};

/** Of these digests the files that this person brought, as they were measured when they came. */
export const findUploads = async (
  tx: Tx | Db,
  owner: string,
  digests: readonly Digest[],
): Promise<Map<Digest, Attachment>> => {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<Attachment>`select digest, size, media_type as "mediaType" from cases.upload
    where owner = ${owner} and digest = any(select json_array_elements_text(${JSON.stringify(digests)}::json))`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.digest, row]));
};

/** Digests of files that were brought before `before` and that no draft names. */
export const listForgottenUploads = async (tx: Tx | Db, before: Instant): Promise<Digest[]> => {
  const { rows } = await sql<{ digest: Digest }>`select u.digest from cases.upload u
    where not in_event group by u.digest having max(u.uploaded_at) < ${before}::timestamptz
      and not exists (select 1 from cases.draft d where position(u.digest in d.content::text) > 0)
    order by max(u.uploaded_at) limit 500`.execute(tx);
  return rows.map(({ digest }) => digest);
};

export const markInEvent = async (tx: Tx | Db, digests: Iterable<Digest>): Promise<void> => {
  await sql`update cases.upload set in_event = true
    where digest in (select json_array_elements_text(${JSON.stringify([...digests])}::json))`.execute(tx);
};

/** Whose bytes may go: a file that somebody brought again meanwhile stays. */
export const forgetUploads = async (
  tx: Tx | Db,
  digests: readonly Digest[],
  before: Instant,
): Promise<Digest[]> => {
  if (digests.length === 0) return [];
  const list = sql`select json_array_elements_text(${JSON.stringify(digests)}::json)`;
  await sql`delete from cases.upload where digest in (${list}) and uploaded_at < ${before}::timestamptz`.execute(
    tx,
  );
  const { rows } = await sql<{ digest: Digest }>`select distinct digest from cases.upload
    where digest in (${list})`.execute(tx);
  const kept = new Set(rows.map(({ digest }) => digest));
  return digests.filter((digest) => !kept.has(digest));
};
