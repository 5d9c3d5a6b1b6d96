import { refuse, type Outcome } from "#base/outcome.ts";
import type { Checked } from "./events.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export const mayCheck = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "check");
  if (may.ok && facts.file.state === "accepted" && !facts.file.returned)
    return notNow("已经受理，材料已核验", "it is accepted, its papers were checked");
  return may;
};

export const check = (facts: Facts, materials: readonly Checked[]): Outcome<Plan, CaseRefusal> => {
  const may = mayCheck(facts);
  if (!may.ok) return may;
  const known = new Set(facts.item.materials.map(({ id }) => id));
  const unknown = materials.findIndex(({ material }) => !known.has(material));
  if (unknown >= 0)
    return refuse("MATERIAL_UNKNOWN", { material: materials[unknown]!.material }, `materials.${unknown}`);
  return plan(planned(facts, "check", { materials }));
};
