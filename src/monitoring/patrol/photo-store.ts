import { sql } from "kysely";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Attachment, Digest } from "#protocol/event.ts";

const mediaType = "image/jpeg"; // the only kind taken

const listed = (digests: readonly Digest[]) =>
  sql`(select json_array_elements_text(${JSON.stringify(digests)}::json))`;

export const keepPhoto = async (
  tx: Tx | Db,
  { digest, size }: { digest: Digest; size: number },
  at: Instant,
): Promise<void> => {
  await sql`insert into monitoring.patrol_photo (digest, size, brought_at) values (${digest}, ${size}, ${at})
    on conflict (digest) do update set brought_at = excluded.brought_at`.execute(tx);
};

/** Those of these photos that were brought here, by their digests. */
export const findPhotos = async (
  tx: Tx | Db,
  digests: readonly Digest[],
): Promise<Map<Digest, Attachment>> => {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{
    digest: Digest;
    size: number;
  }>`select digest, size from monitoring.patrol_photo
    where digest in ${listed(digests)}`.execute(tx);
  return new Map(rows.map(({ digest, size }) => [digest, { digest, size, mediaType }]));
};

export const listUnnamedPhotos = async (tx: Tx | Db, before: Instant): Promise<Digest[]> => {
  const { rows } = await sql<{ digest: Digest }>`select digest from monitoring.patrol_photo
    where not in_event and brought_at < ${before} limit 1000`.execute(tx);
  return rows.map(({ digest }) => digest);
};

export const markPhotosNamed = async (tx: Tx, digests: Iterable<Digest>): Promise<void> => {
  await sql`update monitoring.patrol_photo set in_event = true where digest in ${listed([...digests])}`.execute(
    tx,
  );
};

/** Forgets those that were not brought again since; answers which. */
export const forgetPhotos = async (
  tx: Tx,
  digests: readonly Digest[],
  before: Instant,
): Promise<Digest[]> => {
  const { rows } = await sql<{ digest: Digest }>`delete from monitoring.patrol_photo
    where digest in ${listed(digests)} and brought_at < ${before} and not in_event returning digest`.execute(
    tx,
  );
  return rows.map(({ digest }) => digest);
};
