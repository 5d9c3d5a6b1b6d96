import type { Outcome } from "#base/outcome.ts";
import { completenessDue } from "./clocks.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import type { CaseRefusal } from "./refusals.ts";

export const mayReceive = (facts: Facts) => allowed(facts, "receive");

/** The completeness clock runs from the day the papers came in, not from the day somebody looked (行政许可法 32). */
export const receive = (facts: Facts): Outcome<Plan, CaseRefusal> => {
  const may = mayReceive(facts);
  if (!may.ok) return may;
  const step = completenessDue(facts.file.submittedOn, facts.procedure, facts.calendars);
  return plan(planned(facts, "receive", { receivedOn: facts.today, step }));
};
