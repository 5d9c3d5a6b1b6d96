import { done } from "#base/outcome.ts";
import type { Instant } from "#base/time.ts";
import { keep, read } from "./apply.ts";
import { columnsOf } from "./columns.ts";
import type { CaseDeps } from "./deps.ts";
import { readInForce } from "./item-book.ts";
import { listProvisional } from "./queue-store.ts";
import { recounted } from "./recount.ts";
import { partyNames, seenOf } from "./seen-by.ts";
import { saveFiles } from "./store.ts";

/** Counts the provisional clocks of open cases again: at each start, and daily, as a new year's notice may have come. */
export const recountProvisional = async (deps: CaseDeps, now: Instant): Promise<{ recounted: number }> => {
  const name = await partyNames(deps);
  const who = { role: "node" as const, staffNumber: "", now };
  let changed = 0;
  for (let after: string | undefined; ;) {
    const ids = await listProvisional(deps.db, after);
    for (const id of ids)
      await deps.exchange.commit(async (tx) => {
        const kept = (await read(tx, [id])).get(id);
        if (!kept) return done(undefined);
        const seen = seenOf(deps, await readInForce(deps, tx), kept, who, {
          name,
          acknowledgements: new Map(),
        });
        const file = recounted(seen.facts);
        if (!file) return done(undefined);
        const columns = columnsOf(file, seen.facts.procedure, deps.calendars);
        await saveFiles(tx, [{ file, revision: kept.revision + 1, columns }]);
        keep(tx, id, { ...kept, file, revision: kept.revision + 1 });
        changed += 1;
        return done(undefined);
      });
    after = ids.at(-1);
    if (after === undefined) return { recounted: changed };
  }
};
