import { client } from "#base/client.ts";
import { asking } from "#web/api.ts";
import { monitoringContract } from "../contract.ts";

export const monitoring = client(monitoringContract, asking);
