import { contract } from "#base/contract.ts";
import { riverContract } from "./river/contract.ts";

/** Every question monitoring answers over HTTP, by room. */
export const monitoringContract = contract({ ...riverContract });
