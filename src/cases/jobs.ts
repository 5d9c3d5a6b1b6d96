import { done, refuse, type Outcome } from "#base/outcome.ts";
import { dayOf, type Instant } from "#base/time.ts";
import { deem } from "./accept.ts";
import { read } from "./apply.ts";
import type { CaseDeps } from "./deps.ts";
import { forgetHeldUp, keepHeldUp, listDue, type Due } from "./held-up-store.ts";
import { readInForce } from "./item-book.ts";
import { record } from "./record.ts";
import { partyNames, seenOf } from "./seen-by.ts";
import { nextTry } from "./try-again.ts";
import { confirmWithdrawal } from "./withdraw.ts";

export type DoneByItself = { deemed: number; withdrawn: number; refused: string[] };
/** Told of each case that could not be acted on: its number, why, and how often it was tried. */
export type OnHeldUp = (facts: { number: string; code: string; attempts: number; error?: unknown }) => void;

const actOn = async (deps: CaseDeps, { id, act }: Due, now: Instant): Promise<Outcome<undefined>> => {
  const name = await partyNames(deps);
  const who = { role: "node" as const, staffNumber: "", now };
  return deps.exchange.commit(async (tx) => {
    const kept = (await read(tx, [id])).get(id);
    if (!kept) return refuse("CASE_NOT_FOUND");
    const { facts, clause } = seenOf(deps, await readInForce(deps, tx), kept, who, {
      name,
      acknowledgements: new Map(),
    });
    const ruled = act === "withdraw" ? confirmWithdrawal(facts) : deem(facts);
    if (!ruled.ok) return ruled;
    const actor = { role: "node", department: deps.here };
    const context = { file: kept.file, clause, name, actor, today: facts.today };
    const recorded = await record(deps, tx, context, ruled.value.events);
    return recorded.ok ? done(undefined) : recorded;
  });
};

/**
 * What the law does by itself: silence of five working days is acceptance (行政许可法 32(4)), and a withdrawal that
 * the other side's applicant asked for is confirmed. Each case in a transaction of its own; running it twice changes
 * nothing. A case that cannot be acted on holds up no other, and is tried again later and later.
 */
export const actOnDue = async (
  deps: CaseDeps,
  now: Instant,
  onHeldUp: OnHeldUp = () => {},
): Promise<DoneByItself> => {
  const result: DoneByItself = { deemed: 0, withdrawn: 0, refused: [] };
  const today = dayOf(now);
  await forgetHeldUp(deps.db, deps.here, today);
  for (const due of await listDue(deps.db, deps.here, today, now)) {
    let error: unknown;
    const outcome = await actOn(deps, due, now).catch((fault: unknown) => {
      error = fault;
      return refuse("FAULT");
    });
    if (outcome.ok) {
      result[due.act === "withdraw" ? "withdrawn" : "deemed"] += 1;
      continue;
    }
    const { refusal } = outcome;
    const { code } = refusal;
    const attempts = due.attempts + 1;
    await keepHeldUp(deps.db, { ...due, attempts }, { refusal, now, nextAt: nextTry(attempts, now) });
    result.refused.push(code);
    onHeldUp({ number: due.number, code, attempts, ...(error !== undefined && { error }) });
  }
  if (result.deemed + result.withdrawn > 0) await forgetHeldUp(deps.db, deps.here, today);
  return result;
};
