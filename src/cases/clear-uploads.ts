import type { Instant } from "#base/time.ts";
import type { CaseDeps } from "./deps.ts";
import { forgetUploads, listForgottenUploads, markInEvent } from "./draft-store.ts";

const keptDays = 7;
const dayMs = 86_400_000;

/**
 * Files that somebody brought and that neither a draft nor an event has named for seven days are let go: nobody asked
 * for them, and what is not needed is not kept (个人信息保护法 19). What an event names is never looked at.
 */
export const clearUploads = async (deps: CaseDeps, now: Instant): Promise<{ removed: number }> => {
  const before = new Date(Date.parse(now) - keptDays * dayMs).toISOString();
  const unnamed = await deps.db.transaction().execute(async (tx) => {
    const forgotten = await listForgottenUploads(tx, before);
    const named = await deps.attachments.named(tx, forgotten);
    await markInEvent(tx, named);
    return forgetUploads(
      tx,
      forgotten.filter((digest) => !named.has(digest)),
      before,
    );
  });
  let removed = 0;
  for (const digest of unnamed) if (await deps.attachments.remove(digest, before)) removed += 1;
  return { removed };
};
