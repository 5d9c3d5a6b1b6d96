import { contract } from "#base/contract.ts";
import { exchangeHealthContract } from "./contract-health.ts";
import { exchangeConflictContract } from "./contract-conflict.ts";
import { exchangeKeyContract } from "./contract-keys.ts";
import { exchangeOperatorContract } from "./contract-operator.ts";
import { exchangeParkedContract } from "./contract-parked.ts";

/** What the people of a node may ask about its exchange. */
export const exchangeStaffContract = contract({
  ...exchangeOperatorContract,
  ...exchangeParkedContract,
  ...exchangeHealthContract,
  ...exchangeConflictContract,
  ...exchangeKeyContract,
});
