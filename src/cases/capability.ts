import type { Capability } from "#exchange/capability.ts";
import { applyWith, examineWith, type ApplyDeps } from "./apply.ts";
import { erasureOfCases } from "./apply-erasure.ts";
import { countedIn } from "./counted.ts";
import { caseKinds } from "./events.ts";
import { countOnFrom } from "./store.ts";

export const casesCapability = (deps: ApplyDeps): Capability => ({
  name: "cases",
  kinds: caseKinds,
  examine: examineWith(deps),
  apply: applyWith(deps),
  ...erasureOfCases(deps),
  cameBack: (tx, events) =>
    countOnFrom(
      tx,
      events.flatMap(({ event }) => countedIn(event)),
    ),
});
