import { callerOf, type Handlers } from "#base/handler.ts";
import { newId } from "#base/id.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { dayOf, type Day, type Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { read } from "./apply.ts";
import type { Words } from "./case-file.ts";
import type { DueRow, ErasedRow, erasureContract, ProposalRow } from "./contract-erasure.ts";
import type { CaseDeps } from "./deps.ts";
import { isErased } from "./erased-case.ts";
import { findErased, findErasedByNumber, listErased, type ErasedCase } from "./erased-store.ts";
import { closedOnOf, erasureReasons, mayErase } from "./erasure.ts";
import { subjectPrefix } from "./fold.ts";
import { readInForce, type InForce } from "./item-book.ts";
import { readFindText } from "./number.ts";
import {
  decideProposal,
  insertProposal,
  listProposals,
  lockProposal,
  type Proposal,
} from "./proposal-store.ts";
import { findByNumber, listClosed } from "./queue-store.ts";
import { explainRetention, isRetentionOver, keptUntil } from "./retention.ts";
import { partyNames } from "./seen-by.ts";
import { findFile, type Kept } from "./store.ts";
import { stateNames } from "./state-words.ts";

const mostShown = 200;

const erasedRow = (one: ErasedCase): ErasedRow => {
  const { id, number, itemName, closedOn, state, erasedAt, reason, basis } = one;
  const reasonWords = erasureReasons[reason].words;
  return {
    id,
    number,
    itemName,
    closedOn,
    state,
    stateName: stateNames[state],
    erasedAt,
    reasonWords,
    basis,
  };
};

/** Closed cases of this node whose period is over, the longest over first. */
const listDue = async (deps: CaseDeps, inForce: InForce, today: Day): Promise<DueRow[]> => {
  const due: DueRow[] = [];
  let after: { closedAt: Instant; id: string } | undefined;
  for (;;) {
    const closed = await listClosed(deps.db, deps.here, after, mostShown);
    for (const { file } of closed) {
      const closedOn = closedOnOf(file);
      const retention = inForce.procedure(file)?.retention;
      if (!closedOn || !retention || !isRetentionOver(closedOn, retention, today)) continue;
      const { number, itemName } = file;
      const until = keptUntil(closedOn, retention);
      const provisional = retention.provisional ?? false;
      due.push({
        number,
        itemName,
        closedOn,
        until,
        provisional,
        why: explainRetention(closedOn, retention),
      });
      if (due.length === mostShown) return due;
    }
    const last = closed.at(-1)?.file;
    if (!last || closed.length < mostShown) return due;
    after = { closedAt: last.closedAt!, id: last.id };
  }
};

export const erasureHandlers = (deps: CaseDeps): Handlers<typeof erasureContract> => {
  const { db, here } = deps;

  const ruling = async (tx: Tx | Db, { file }: Kept, reason: Proposal["reason"], now: Instant) => {
    const { procedure } = await readInForce(deps, tx);
    const name = await partyNames(deps);
    return mayErase({ file, retention: procedure(file)?.retention, reason, here, today: dayOf(now), name });
  };

  const proposalRow = async (
    tx: Tx | Db,
    { id, number, reason, proposedBy, proposedAt }: Proposal,
    { file }: Kept,
    why: Words,
    personId: string,
  ): Promise<ProposalRow> => ({
    id,
    number,
    reason,
    proposedAt,
    why,
    itemName: file.itemName,
    closedOn: closedOnOf(file) ?? "",
    reasonWords: erasureReasons[reason].words,
    basis: erasureReasons[reason].basis,
    proposedBy: await deps.staffNumber(tx, proposedBy),
    isOwn: proposedBy === personId,
  });

  /** The one case that is meant: administrators see its number and nothing of whom it is about. */
  const findMeant = async (tx: Tx, typed: string): Promise<Outcome<Kept>> => {
    const text = readFindText(typed);
    if (!text.number && !text.ending) return refuse("CASE_NOT_FOUND");
    const [kept, ...others] = await findByNumber(tx, text);
    if (kept && others.length === 0) return done(kept);
    const [erased] = kept ? [] : await findErasedByNumber(tx, text);
    return erased ? isErased(erased) : refuse("CASE_NOT_FOUND");
  };

  return {
    listErasures: async (_, context) => {
      const { personId } = callerOf(context);
      const proposals: ProposalRow[] = [];
      for (const proposal of await listProposals(db)) {
        const kept = await findFile(db, proposal.file);
        if (!kept) continue; // erased from elsewhere meanwhile
        const ruled = await ruling(db, kept, proposal.reason, context.now);
        const why = ruled.ok ? ruled.value.why : erasureReasons[proposal.reason].words;
        proposals.push(await proposalRow(db, proposal, kept, why, personId));
      }
      const waiting = new Set(proposals.map(({ number }) => number));
      const due = await listDue(deps, await readInForce(deps, db), dayOf(context.now));
      return done({
        due: due.filter(({ number }) => !waiting.has(number)),
        proposals,
        erased: (await listErased(db, mostShown)).map(erasedRow),
      });
    },

    proposeErasure: ({ body }, context) =>
      deps.exchange.commit(async (tx) => {
        const caller = callerOf(context);
        const { now } = context;
        const meant = await findMeant(tx, body.text);
        if (!meant.ok) return meant;
        const { id: file, number } = meant.value.file;
        const ruled = await ruling(tx, meant.value, body.reason, now);
        if (!ruled.ok) return ruled;
        const proposal = {
          id: newId(),
          file,
          number,
          reason: body.reason,
          proposedBy: caller.personId,
          proposedAt: now,
        };
        if (!(await insertProposal(tx, proposal))) return refuse("ERASURE_PROPOSED");
        await deps.recordErasure(tx, { caller, number, outcome: "proposed", reason: body.reason, at: now });
        return done(await proposalRow(tx, proposal, meant.value, ruled.value.why, caller.personId));
      }),

    approveErasure: ({ params }, context) =>
      deps.exchange.commit(async (tx) => {
        const caller = callerOf(context);
        const { now } = context;
        const proposal = await lockProposal(tx, params.id);
        if (!proposal) return refuse("PROPOSAL_NOT_FOUND");
        if (proposal.proposedBy === caller.personId) return refuse("SAME_ADMINISTRATOR");
        const { file, number, reason, proposedBy } = proposal;
        const kept = (await read(tx, [file])).get(file);
        if (!kept) return refuse("PROPOSAL_NOT_FOUND");
        const ruled = await ruling(tx, kept, reason, now);
        if (!ruled.ok) return ruled;
        const { closedOn, basis } = ruled.value;
        const actor = { role: caller.role, department: caller.department };
        const proposer = {
          role: "system-administrator",
          department: await deps.departmentOf(tx, proposedBy),
        };
        const recorded = await deps.exchange.erase(tx, {
          subject: `${subjectPrefix}${file}`,
          reason,
          basis,
          closedOn,
          approvedBy: [proposer, actor],
          actor,
        });
        if (!recorded.ok) return recorded;
        await decideProposal(tx, params.id, { decision: "approved", by: caller.personId, at: now });
        await deps.recordErasure(tx, { caller, number, outcome: "approved", reason, at: now });
        const erased = await findErased(tx, file);
        if (!erased) throw new Error("a case was erased and left nothing behind");
        return done(erasedRow(erased));
      }),

    rejectErasure: ({ params }, context) =>
      deps.exchange.commit(async (tx) => {
        const caller = callerOf(context);
        const proposal = await lockProposal(tx, params.id);
        if (!proposal) return refuse("PROPOSAL_NOT_FOUND");
        const { number, reason } = proposal;
        await decideProposal(tx, params.id, { decision: "rejected", by: caller.personId, at: context.now });
        await deps.recordErasure(tx, { caller, number, outcome: "rejected", reason, at: context.now });
        return done({ number });
      }),
  };
};
