import type { ExchangeDeps } from "./deps.ts";
import { listMarkedFiles, unmarkFiles } from "./erasure-store.ts";
import { namedAttachments } from "./named-attachments.ts";

/**
 * Removes the bytes that an erasure left without a name. They were marked in its transaction, so after a crash the next
 * run finds them again; what somebody has named or brought anew since stays.
 */
export const removeMarkedFiles = async (deps: ExchangeDeps): Promise<{ removed: number }> => {
  const now = deps.clock();
  const unnamed = await deps.db.transaction().execute(async (tx) => {
    const marked = await listMarkedFiles(tx);
    if (marked.length === 0) return [];
    const needed = new Set(await namedAttachments(tx, marked));
    for (const { filesNeeded } of deps.capabilities)
      for (const digest of (await filesNeeded?.(tx, marked)) ?? []) needed.add(digest);
    await unmarkFiles(tx, [...needed]);
    return marked.filter((digest) => !needed.has(digest));
  });
  let removed = 0;
  for (const digest of unnamed) if (await deps.attachments.remove(digest, now)) removed += 1;
  if (unnamed.length > 0) await unmarkFiles(deps.db, unnamed);
  return { removed };
};
