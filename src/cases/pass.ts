import { done, refuse, type Outcome } from "#base/outcome.ts";
import { isLocal } from "./case-file.ts";
import { decisionDues } from "./clocks.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import { openPapers, openPaperWords } from "./papers.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

const names = { received: "passUnaccepted", accepted: "pass", decided: "passForDelivery" } as const;
const nameFor = ({ file }: Facts) => names[file.state as keyof typeof names] ?? "pass";

export const mayPass = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  if (isLocal(facts.file))
    return notNow("本件由本地决定，不需要移交", "it is decided here; there is nothing to pass on");
  const may = allowed(facts, nameFor(facts));
  if (!may.ok || facts.file.state !== "accepted" || !facts.file.returned) return may;
  const open = openPapers(facts.item, facts.file);
  return open.unchecked.length + open.defective.length > 0
    ? notNow(openPaperWords(open).zh, openPaperWords(open).en)
    : may;
};

/** The file goes to the other side; from this event on only that side decides about it. */
export const pass = (facts: Facts, note?: string): Outcome<Plan, CaseRefusal> => {
  const may = mayPass(facts);
  if (!may.ok) return may;
  const { file, terms, today, item, procedure, calendars } = facts;
  const name = nameFor(facts);
  const said = note?.trim() ? { note: note.trim() } : {};
  if (name === "passForDelivery")
    return plan(planned(facts, name, { to: file.accepting, purpose: "deliver", ...said }));
  const starts =
    name === "pass" &&
    terms.clockStart === "deciding-authority" &&
    file.acceptedAs === "complete" &&
    !file.returned;
  const clocks = starts ? decisionDues(today, item, procedure, calendars) : {};
  return plan(planned(facts, name, { to: file.deciding, purpose: "decide", ...said, ...clocks }));
};

const returnFor = ({ file }: Facts) =>
  file.acceptedOn === undefined ? "returnUnaccepted" : "returnToWindow";

export const mayReturn = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  if (isLocal(facts.file))
    return notNow("本件由本地收件，不需要退回", "it was received here; there is nowhere to return it to");
  return allowed(facts, returnFor(facts));
};

export const returnToWindow = (facts: Facts, reasons: string): Outcome<Plan, CaseRefusal> => {
  const may = mayReturn(facts);
  if (!may.ok) return may;
  if (reasons.trim() === "") return refuse("REASONS_NEEDED", undefined, "reasons");
  return done({
    events: [planned(facts, returnFor(facts), { to: facts.file.accepting, reasons })],
    desk: {},
  });
};
