import { contract } from "#base/contract.ts";
import { exchangeOperatorContract } from "./contract-operator.ts";
import { exchangeParkedContract } from "./contract-parked.ts";

/** What the people of a node may ask about its exchange. */
export const exchangeStaffContract = contract({ ...exchangeOperatorContract, ...exchangeParkedContract });
