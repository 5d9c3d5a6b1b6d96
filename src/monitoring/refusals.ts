import type { Refusals } from "#base/outcome.ts";

/** Every "no" of monitoring, by room. */
export const monitoringRefusals = {} satisfies Refusals;
