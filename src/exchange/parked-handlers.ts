import { commonRefusals } from "#base/contract.ts";
import type { Context, Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome, type Refusals } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import type { Instant } from "#base/time.ts";
import type { Tx } from "#base/tx.ts";
import { holdTaking } from "./chain-store.ts";
import type { exchangeParkedContract } from "./contract-parked.ts";
import { inWords } from "./in-words.ts";
import type { Exchange } from "./open.ts";
import { stuckAmong } from "./parked.ts";
import { findParked, listParked, takeWaiting, type ParkedEvent } from "./parking-store.ts";
import { exchangeRefusals } from "./refusals.ts";
import { refuseForGood } from "./refuse-parked.ts";
import { takeUp } from "./release.ts";
import { barOf } from "./standing.ts";
import { askForWithheld } from "./withheld.ts";

const listLimit = 1_000;

/** Who did what to a parked event: the node keeps its audit log by it. The reason stands in the event. */
export type ParkedLine = {
  at: Instant;
  outcome: "applied" | "waiting" | "refused";
  caller?: Caller;
  subject: string;
  requestId: string;
  detail: { event: string; code: string };
};
export type NoteParked = (tx: Tx, line: ParkedLine) => Promise<void>;

export const exchangeParkedHandlers = (
  exchange: Exchange,
  texts: Refusals = { ...commonRefusals, ...exchangeRefusals },
  note: NoteParked = () => Promise.resolve(),
): Handlers<typeof exchangeParkedContract> => {
  const { deps } = exchange;

  /** Work on one event that waits, in a transaction with its line in the audit log. */
  const onWaiting = async (
    id: number,
    { caller, now, requestId }: Context,
    work: (tx: Tx, parked: ParkedEvent) => Promise<ParkedLine["outcome"]>,
  ): Promise<Outcome<ParkedLine["outcome"]>> => {
    const bar = barOf(await exchange.held.standing());
    if (bar) return { ok: false, refusal: bar };
    return exchange.commit(async (tx): Promise<Outcome<ParkedLine["outcome"]>> => {
      await holdTaking(tx);
      const parked = await findParked(tx, id);
      if (!parked) return refuse("NOT_FOUND");
      if (parked.state === "refused") return refuse("ALREADY_REFUSED");
      const outcome = await work(tx, parked);
      const { subject, digest: event, code } = parked;
      await note(tx, {
        at: now,
        outcome,
        ...(caller && { caller }),
        subject,
        requestId,
        detail: { event, code },
      });
      return done(outcome);
    });
  };

  return {
    parked: async () => {
      const parked = stuckAmong(await listParked(deps.db, listLimit));
      return done({ parked: parked.map((row) => ({ ...row, ...inWords(texts, row) })) });
    },
    retryParked: async ({ params: { id } }, context) => {
      const before = await findParked(deps.db, id);
      if (before?.state === "waiting" && before.code.startsWith("MISSING_")) {
        const bar = barOf(await exchange.held.standing());
        if (bar) return { ok: false, refusal: bar };
        await askForWithheld(deps, await exchange.peers.others(), context.signal);
        if (!(await findParked(deps.db, id))) return done({ state: "applied" });
      }
      const retried = await onWaiting(id, context, async (tx) => {
        await takeUp(deps, tx, await takeWaiting(tx, { seq: id }));
        return (await findParked(tx, id))?.state ?? "applied";
      });
      return retried.ok ? done({ state: retried.value }) : retried;
    },
    refuseParked: async ({ params: { id }, body: { reason } }, context) => {
      const refused = await onWaiting(id, context, async (tx, parked) => {
        await refuseForGood(deps, tx, parked, reason);
        return "refused";
      });
      return refused.ok ? done({}) : refused;
    },
  };
};
