import type { Outcome } from "#base/outcome.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

const isHere = ({ file, here }: Facts): boolean => file.holder === here;

export const mayWithdraw = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  if (isHere(facts)) return allowed(facts, "withdraw");
  const may = allowed(facts, "askWithdrawal");
  if (may.ok && facts.file.withdrawalAsked)
    return notNow("已申请撤回，等待对方确认", "withdrawal was asked for; the other side confirms it");
  return may;
};

/** The side that holds the file withdraws it; the other asks, and the holder's node confirms. */
export const withdraw = (facts: Facts, reason: string): Outcome<Plan, CaseRefusal> => {
  const may = mayWithdraw(facts);
  if (!may.ok) return may;
  if (!isHere(facts)) return plan(planned(facts, "askWithdrawal", { reason }));
  return plan(planned(facts, "withdraw", { reason, withdrawnOn: facts.today }));
};

/** Before the decision an applicant's wish is enough: what was asked for is confirmed without anybody's doing. */
export const confirmWithdrawal = (facts: Facts): Outcome<Plan, CaseRefusal> => {
  const asked = facts.file.withdrawalAsked;
  if (!asked || !isHere(facts)) return notNow("没有撤回申请", "nobody asked for withdrawal");
  const may = allowed({ ...facts, role: "node" }, "withdraw");
  return may.ok ? plan(planned(facts, "withdraw", { reason: asked.reason, withdrawnOn: facts.today })) : may;
};
