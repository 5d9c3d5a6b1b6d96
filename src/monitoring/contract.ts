import { patrolContract } from "./patrol/contract.ts";
import { riverContract } from "./river/contract.ts";

/** Every question monitoring answers over HTTP, by room. */
export const monitoringContract = {
  ...riverContract,
  ...patrolContract,
};
