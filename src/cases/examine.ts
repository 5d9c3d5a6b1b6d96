import { refuse, type Outcome } from "#base/outcome.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import type { CaseRefusal } from "./refusals.ts";

export type ExamineCommand = { scope: "form" | "substantive"; second?: string; opinion: string };
/** 工号 of those who may be second: the officers of the deciding department. */
export type Colleagues = readonly string[];

export const mayExamine = (facts: Facts) => allowed(facts, "examine");

/** A substantive check is made by two officers (行政许可法 34). */
export const examine = (
  facts: Facts,
  { scope, second, opinion }: ExamineCommand,
  colleagues: Colleagues,
): Outcome<Plan, CaseRefusal> => {
  const may = mayExamine(facts);
  if (!may.ok) return may;
  const other = second?.trim();
  if (scope === "substantive" && (!other || other === facts.staffNumber))
    return refuse("TWO_OFFICERS", undefined, "second");
  if (other && !colleagues.includes(other)) return refuse("NO_SUCH_OFFICER", { number: other }, "second");
  const officers = other && other !== facts.staffNumber ? [facts.staffNumber, other] : [facts.staffNumber];
  return plan(planned(facts, "examine", { scope, officers, opinion }));
};
