import type { Instant } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import { forgetPhotos, listUnnamedPhotos, markPhotosNamed } from "./photo-store.ts";

const keptDays = 7;
const dayMs = 86_400_000;

/**
 * Photos that no event has named for seven days are let go: what is not needed is not kept (个人信息保护法 19). Nothing is
 * lost by it: a phone keeps a photo until its record was taken, and brings it again if it is absent.
 */
export const clearPhotos = async (
  { db, attachments }: Pick<MonitoringDeps, "db" | "attachments">,
  now: Instant,
): Promise<{ removed: number }> => {
  const before = new Date(Date.parse(now) - keptDays * dayMs).toISOString();
  const unnamed = await db.transaction().execute(async (tx) => {
    const old = await listUnnamedPhotos(tx, before);
    const named = await attachments.named(tx, old);
    await markPhotosNamed(tx, named);
    return forgetPhotos(
      tx,
      old.filter((digest) => !named.has(digest)),
      before,
    );
  });
  let removed = 0;
  for (const digest of unnamed) if (await attachments.remove(digest, before)) removed += 1;
  return { removed };
};
