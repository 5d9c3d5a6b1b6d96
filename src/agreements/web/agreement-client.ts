import { client } from "#base/client.ts";
import { asking } from "#web/api.ts";
import { agreementContract } from "../contract.ts";

export const agreements = client(agreementContract, asking);
