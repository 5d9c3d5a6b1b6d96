import { client } from "#base/client.ts";
import { asking } from "#web/api.ts";
import { exchangeStaffContract } from "../contract-staff.ts";

export const exchange = client(exchangeStaffContract, asking);
