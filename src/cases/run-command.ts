import { callerOf, type Context } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import { keep, read } from "./apply.ts";
import type { CaseDeps } from "./deps.ts";
import { absent } from "./erased-case.ts";
import type { Facts, Plan } from "./facts.ts";
import { readInForce } from "./item-book.ts";
import { record } from "./record.ts";
import { doerOf, maySee, partyNames, receiptsAtHand, seenOf, sightOf } from "./seen-by.ts";
import { saveDesk } from "./store.ts";
import type { CaseView } from "./view.ts";
import { viewOf } from "./view-of.ts";

/** The rule of a command. What it must look up first it may read in the same transaction. */
export type Rule = (facts: Facts, tx: Tx) => Outcome<Plan> | Promise<Outcome<Plan>>;

/** The case as the caller now sees it, after what this transaction did. */
export const answerCase = async (
  deps: CaseDeps,
  tx: Tx,
  context: Context,
  id: string,
  /** What this very transaction recorded: nobody can have signed for it yet. */
  fresh: readonly Recorded[] = [],
): Promise<Outcome<{ case: CaseView }>> => {
  const kept = (await read(tx, [id])).get(id);
  if (!kept) return refuse("CASE_NOT_FOUND");
  const name = await partyNames(deps);
  const digests = new Set(fresh.map(({ digest }) => digest));
  const acknowledgements = await receiptsAtHand(deps, tx, kept.file, digests);
  const inForce = await readInForce(deps, tx);
  const seen = seenOf(deps, inForce, kept, await doerOf(deps, tx, context), { name, acknowledgements });
  return done({ case: viewOf(seen, sightOf(deps.here, kept.file, callerOf(context))) });
};

/** One command on one case: read, ruled, recorded and applied in one transaction; answered with the case as it now is. */
export const runCommand = (
  deps: CaseDeps,
  context: Context,
  id: string,
  rule: Rule,
): Promise<Outcome<{ case: CaseView }>> => {
  const caller = callerOf(context);
  return deps.exchange.commit(async (tx) => {
    const kept = (await read(tx, [id])).get(id);
    if (!kept || !(await maySee(deps, tx, kept, caller))) return absent(deps, tx, context, id);
    const name = await partyNames(deps);
    const doer = await doerOf(deps, tx, context);
    const { facts, clause } = seenOf(deps, await readInForce(deps, tx), kept, doer, {
      name,
      acknowledgements: new Map(),
    });
    const ruled = await rule(facts, tx);
    if (!ruled.ok) return ruled;
    const actor = { role: caller.role, department: caller.department };
    const recorded = await record(
      deps,
      tx,
      { file: kept.file, clause, name, actor, today: facts.today },
      ruled.value.events,
    );
    if (!recorded.ok) return recorded;
    if (ruled.value.desk) {
      const { desk } = ruled.value;
      const before = (await read(tx, [id])).get(id)!;
      await saveDesk(tx, id, desk, before.revision);
      keep(tx, id, { ...before, desk, revision: before.revision + 1 });
    }
    return answerCase(deps, tx, context, id, recorded.value);
  });
};
