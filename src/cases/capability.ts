import type { Capability } from "#exchange/capability.ts";
import { applyWith, examineWith, type ApplyDeps } from "./apply.ts";
import { erasureOfCases } from "./apply-erasure.ts";
import { caseKinds } from "./events.ts";

export const casesCapability = (deps: ApplyDeps): Capability => ({
  name: "cases",
  kinds: caseKinds,
  examine: examineWith(deps),
  apply: applyWith(deps),
  ...erasureOfCases(deps),
});
