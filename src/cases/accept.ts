import { refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { decisionDues, handoverDue } from "./clocks.ts";
import { isLocal } from "./case-file.ts";
import { ready } from "./engine.ts";
import type { Facts, Plan, Planned } from "./facts.ts";
import { openPapers, openPaperWords } from "./papers.ts";
import { allowed, plan, planned } from "./plan.ts";
import { findStep } from "./procedures.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export const mayAccept = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "accept");
  if (!may.ok) return may;
  const open = openPapers(facts.item, facts.file);
  return open.unchecked.length + open.defective.length > 0
    ? refuse("NOT_CHECKED", openPaperWords(open))
    : may;
};

const passOn = (facts: Facts, clocks?: Record<string, unknown>): Planned =>
  planned(facts, "pass", { to: facts.file.deciding, purpose: "decide", ...clocks });

/** Acceptance; with it the file goes to the side that decides, so that handing it on cannot be forgotten. */
const accepted = (facts: Facts, acceptedOn: Day, reason: "complete" | "deemed"): Planned[] => {
  const { file, here, item, procedure, calendars, terms, today } = facts;
  const dues = decisionDues(acceptedOn, item, procedure, calendars);
  const crosses = !isLocal(file) && here === file.accepting;
  const handover = crosses && { handover: handoverDue(today, terms.relayLimit, calendars) };
  const event = planned(facts, "accept", { acceptedOn, reason, ...dues, ...handover });
  if (!crosses) return [event];
  // Where the clause lets the clocks start at the deciding side, they start on the day the file is sent there.
  const clocks =
    terms.clockStart === "deciding-authority" && reason === "complete"
      ? decisionDues(today, item, procedure, calendars)
      : undefined;
  return [event, passOn(facts, clocks)];
};

export const accept = (facts: Facts): Outcome<Plan, CaseRefusal> => {
  const may = mayAccept(facts);
  return may.ok ? plan(...accepted(facts, facts.today, "complete")) : may;
};

/** Nobody said anything in five working days: accepted by law, from the day the papers came in (行政许可法 32(4)). */
export const deem = (facts: Facts): Outcome<Plan, CaseRefusal> => {
  const { file, today, here } = facts;
  const clock = file.clocks.completeness;
  if (file.holder !== here || !clock || clock.stoppedOn || file.acceptedOn || today <= clock.due)
    return notNow("视为受理的条件不具备", "it is not deemed accepted");
  if (file.state !== "submitted" && file.state !== "received")
    return notNow("视为受理的条件不具备", "it is not deemed accepted");
  const step = findStep(facts.procedure, "accept")!;
  const may = ready(step, { ...file, state: "received" }, { ...facts, role: "node" });
  if (!may.ok) return may;
  const { startOn, stoppedOn: _, ...due } = clock;
  const received = planned(facts, "receive", { receivedOn: startOn, step: due });
  return plan(...(file.state === "submitted" ? [received] : []), ...accepted(facts, startOn, "deemed"));
};
