import type { Refusals } from "#base/outcome.ts";
import { observationRefusals } from "./observations/refusals.ts";

/** Every "no" of monitoring, by room. */
export const monitoringRefusals = { ...observationRefusals } satisfies Refusals;
