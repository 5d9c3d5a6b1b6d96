import { sql } from "kysely";
import type { Db, Tx } from "#base/tx.ts";
import type { Digest } from "#protocol/event.ts";

/** Of these digests those that an event names: they are kept as long as it is. */
export const namedAttachments = async (
  tx: Tx | Db,
  digests: readonly Digest[],
): Promise<ReadonlySet<Digest>> => {
  if (digests.length === 0) return new Set();
  const { rows } = await sql<{ digest: Digest }>`select distinct digest from exchange.attachment
    where digest in (select json_array_elements_text(${JSON.stringify(digests)}::json))`.execute(tx);
  return new Set(rows.map(({ digest }) => digest));
};
