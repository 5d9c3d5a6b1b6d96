import { refuse, type Outcome } from "#base/outcome.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import type { CaseRefusal } from "./refusals.ts";

export type ExamineCommand = { scope: "form" | "substantive"; second?: string; opinion: string };

export const mayExamine = (facts: Facts) => allowed(facts, "examine");

/** A substantive check is made by two officers (行政许可法 34). */
export const examine = (
  facts: Facts,
  { scope, second, opinion }: ExamineCommand,
): Outcome<Plan, CaseRefusal> => {
  const may = mayExamine(facts);
  if (!may.ok) return may;
  const other = second?.trim();
  if (scope === "substantive" && (!other || other === facts.staffNumber))
    return refuse("TWO_OFFICERS", undefined, "second");
  const officers = other && other !== facts.staffNumber ? [facts.staffNumber, other] : [facts.staffNumber];
  return plan(planned(facts, "examine", { scope, officers, opinion }));
};
