import { refuse as no, type Outcome } from "#base/outcome.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import type { CaseRefusal } from "./refusals.ts";

export type RefuseCommand = {
  outcome: "not-required" | "not-competent" | "not-conforming";
  reasons: string;
  competent?: string;
};

export const mayRefuse = (facts: Facts) => allowed(facts, "refuse");

/** 不受理 and 不予受理; who is not competent has to say who is (行政许可法 32(2)). */
export const refuse = (
  facts: Facts,
  { outcome, reasons, competent }: RefuseCommand,
): Outcome<Plan, CaseRefusal> => {
  const may = mayRefuse(facts);
  if (!may.ok) return may;
  if (reasons.trim() === "") return no("REASONS_NEEDED", undefined, "reasons");
  if (outcome === "not-competent" && !competent?.trim())
    return no("INVALID", { what: "请写明应向哪个机关申请 / say which body is competent" }, "competent");
  // What is missing is told once before anything is refused for it (行政许可法 32(4)).
  if (outcome === "not-conforming" && !facts.file.supplementAskedOn) return no("ASK_FIRST");
  const remedies = facts.procedure.remedies.zh;
  const event = planned(facts, "refuse", { outcome, reasons, ...(competent && { competent }), remedies });
  return plan(outcome === "not-required" ? { ...event, document: "not-required" } : event);
};
