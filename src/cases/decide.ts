import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { isLocal } from "./case-file.ts";
import { deliveryDue } from "./clocks.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export type Proposal = {
  outcome: "granted" | "denied";
  reasons: string;
  resultNumber?: string;
  validUntil?: Day;
};

export const mayPropose = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "proposeDecision");
  if (may.ok && facts.desk.proposal)
    return notNow("已有拟办意见，等待复核", "a proposal waits to be confirmed");
  return may;
};

export const proposeDecision = (facts: Facts, proposal: Proposal): Outcome<Plan, CaseRefusal> => {
  const may = mayPropose(facts);
  if (!may.ok) return may;
  if (proposal.outcome === "denied" && proposal.reasons.trim() === "")
    return refuse("REASONS_NEEDED", undefined, "reasons");
  return done({ events: [], desk: { ...facts.desk, proposal: { ...proposal, by: facts.staffNumber } } });
};

export const mayConfirm = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "confirmDecision");
  if (!may.ok) return may;
  const { proposal } = facts.desk;
  if (!proposal) return notNow("还没有拟办意见", "no decision was proposed yet");
  return proposal.by === facts.staffNumber ? refuse("SAME_OFFICER") : may;
};

/** Two people decide; with the decision the file goes back where its result is fetched. */
export const confirmDecision = (facts: Facts, { agree }: { agree: boolean }): Outcome<Plan, CaseRefusal> => {
  const may = mayConfirm(facts);
  if (!may.ok) return may;
  const { file, item, desk, procedure, calendars, today, staffNumber } = facts;
  const { proposal, ...rest } = desk;
  if (!agree) return done({ events: [], desk: rest });
  const { outcome, reasons, by, resultNumber, validUntil } = proposal!;
  const result = outcome === "granted" && {
    result: { name: item.result.name.zh, number: resultNumber ?? "", ...(validUntil && { validUntil }) },
  };
  const decided = planned(facts, "confirmDecision", {
    outcome,
    officers: [by, staffNumber],
    reasons,
    remedies: outcome === "denied" ? procedure.remedies.zh : "",
    decidedOn: today,
    deliverBy: deliveryDue(today, procedure, calendars),
    ...result,
  });
  const event = outcome === "denied" ? { ...decided, document: "decision-denied" as const } : decided;
  const goesBack = !isLocal(file) && file.delivery.way === "window";
  const back = goesBack
    ? [planned(facts, "passForDelivery", { to: file.accepting, purpose: "deliver" })]
    : [];
  return done({ events: [event, ...back], desk: {} });
};
