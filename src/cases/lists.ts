import { callerOf, type Context } from "#base/handler.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { CaseDeps } from "./deps.ts";
import { readInForce } from "./item-book.ts";
import type { PageOf } from "./queue-store.ts";
import { rowOf } from "./row-of.ts";
import { partyNames, seenOf, sightInList, transitReceipts } from "./seen-by.ts";
import type { Kept } from "./store.ts";
import type { CaseRow } from "./view.ts";

/** A page of cases as lines, with one question to the exchange for all of them. */
export const rowsOf = async (
  deps: CaseDeps,
  db: Tx | Db,
  context: Context,
  page: PageOf<Kept>,
): Promise<{ rows: CaseRow[]; next?: string }> => {
  const caller = callerOf(context);
  const name = await partyNames(deps);
  const acknowledgements = await transitReceipts(
    deps,
    db,
    page.rows.map(({ file }) => file),
  );
  const inForce = await readInForce(deps, db);
  const rows: CaseRow[] = [];
  const who = { role: caller.role, staffNumber: "", now: context.now };
  for (const kept of page.rows)
    rows.push(
      rowOf(
        seenOf(deps, inForce, kept, who, { name, acknowledgements }),
        sightInList(deps.here, kept.file, caller),
      ),
    );
  return { rows, ...(page.next && { next: page.next }) };
};
