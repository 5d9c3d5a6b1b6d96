import { contract } from "#base/contract.ts";

/** Every question monitoring answers over HTTP, by room. */
export const monitoringContract = contract({});
