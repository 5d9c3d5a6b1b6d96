import { client } from "#base/client.ts";
import { asking } from "#web/api.ts";
import { exchangeOperatorContract } from "../contract-operator.ts";

export const exchange = client(exchangeOperatorContract, asking);
