import type { Day } from "#base/time.ts";
import type { CaseDeps } from "./deps.ts";
import { listMaybeLate } from "./figure-store.ts";
import { readFiles } from "./store.ts";
import { isInTransit, isSignedFor } from "./view-of.ts";

/**
 * Cases whose file is late on its way to the other side. Whether it has arrived is known from the other side's signed
 * receipts alone, so it is asked for the few that would be late; every count and list then colours them the same.
 */
export const lateInTransit = async (deps: CaseDeps, today: Day): Promise<string[]> => {
  const maybe = await listMaybeLate(deps.db, deps.here, today);
  if (maybe.length === 0) return [];
  const receipts = await deps.acknowledgements(
    deps.db,
    maybe.map(({ event }) => event),
  );
  const files = await readFiles(
    deps.db,
    maybe.filter(({ event, to }) => !isSignedFor(receipts.get(event), to)).map(({ id }) => id),
  );
  return maybe.flatMap(({ id }) => {
    const kept = files.get(id);
    return kept && isInTransit(kept.file, deps.here, receipts) ? [id] : [];
  });
};
