import { done, type Outcome } from "#base/outcome.ts";
import { ready } from "./engine.ts";
import type { Facts, Plan, Planned } from "./facts.ts";
import { findStep } from "./procedures.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

/** Whether the procedure, the side, the state and the powers allow a step now. */
export const allowed = (facts: Facts, name: string): Outcome<undefined, CaseRefusal> => {
  const step = findStep(facts.procedure, name);
  if (!step) return notNow("这个流程没有这一步", "this procedure has no such step");
  const outcome = ready(step, facts.file, facts);
  return outcome.ok ? done(undefined) : outcome;
};

/** The event of a step, with the item on it and the kind of document it issues. */
export const planned = (facts: Facts, name: string, data: Record<string, unknown>): Planned => {
  const step = findStep(facts.procedure, name);
  if (!step?.event) throw new Error(`step ${name} writes no event`);
  return {
    type: step.event as Planned["type"],
    data: { item: facts.file.item, ...data },
    ...(step.document && { document: step.document }),
    ...(step.word && { word: true }),
  };
};

export const plan = (...events: Planned[]): Outcome<Plan, CaseRefusal> => done({ events });
