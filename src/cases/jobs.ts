import { done, refuse } from "#base/outcome.ts";
import { dayOf, type Instant } from "#base/time.ts";
import { deem } from "./accept.ts";
import { read } from "./apply.ts";
import type { CaseDeps } from "./deps.ts";
import { readInForce } from "./item-book.ts";
import { listDue } from "./queue-store.ts";
import { record } from "./record.ts";
import { partyNames, seenOf } from "./seen-by.ts";
import { confirmWithdrawal } from "./withdraw.ts";

/**
 * What the law does by itself: silence of five working days is acceptance (行政许可法 32(4)), and a withdrawal that
 * the other side's applicant asked for is confirmed. Each case in a transaction of its own; running it twice changes nothing.
 */
export const actOnDue = async (
  deps: CaseDeps,
  now: Instant,
): Promise<{ deemed: number; withdrawn: number; refused: string[] }> => {
  const result = { deemed: 0, withdrawn: 0, refused: [] as string[] };
  const name = await partyNames(deps);
  const who = { role: "node" as const, staffNumber: "", now };
  for (const { id, withdrawal } of await listDue(deps.db, deps.here, dayOf(now))) {
    const outcome = await deps.exchange.commit(async (tx) => {
      const kept = (await read(tx, [id])).get(id);
      if (!kept) return refuse("CASE_NOT_FOUND");
      const { facts, clause } = seenOf(deps, await readInForce(deps, tx), kept, who, {
        name,
        acknowledgements: new Map(),
      });
      const ruled = withdrawal ? confirmWithdrawal(facts) : deem(facts);
      if (!ruled.ok) return ruled;
      const context = {
        file: kept.file,
        clause,
        name,
        actor: { role: "node", department: deps.here },
        today: facts.today,
      };
      const recorded = await record(deps, tx, context, ruled.value.events);
      return recorded.ok ? done(undefined) : recorded;
    });
    if (!outcome.ok) result.refused.push(outcome.refusal.code);
    else if (withdrawal) result.withdrawn += 1;
    else result.deemed += 1;
  }
  return result;
};
