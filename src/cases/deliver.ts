import { refuse, type Outcome } from "#base/outcome.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import type { CaseRefusal } from "./refusals.ts";

export type DeliverCommand = {
  way: "window" | "courier" | "electronic";
  courierNumber?: string;
  recipient?: string;
};

export const mayDeliver = (facts: Facts) => allowed(facts, "deliver");

export const deliver = (
  facts: Facts,
  { way, courierNumber, recipient }: DeliverCommand,
): Outcome<Plan, CaseRefusal> => {
  const may = mayDeliver(facts);
  if (!may.ok) return may;
  const number = courierNumber?.trim();
  if (way === "courier" && !number) return refuse("COURIER_NUMBER", undefined, "courierNumber");
  return plan(
    planned(facts, "deliver", {
      way,
      ...(way === "courier" && { courierNumber: number }),
      ...(recipient?.trim() && { recipient: recipient.trim() }),
      deliveredOn: facts.today,
    }),
  );
};
