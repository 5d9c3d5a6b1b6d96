import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { client, type Client } from "#base/client.ts";
import { caseContract } from "#cases/contract.ts";
import type { Role } from "#base/role.ts";
import { monitoringContract } from "#monitoring/contract.ts";
import { exchangeConflictContract } from "#exchange/contract-conflict.ts";
import { exchangeKeyContract } from "#exchange/contract-keys.ts";
import { exchangeOperatorContract } from "#exchange/contract-operator.ts";
import { nodeContract } from "#node/contract.ts";
import { findDoor, operatorRoleHeader, type Door } from "#node/operator.ts";
import { badInput, type Io } from "./command.ts";

/** A node that runs on a folder of this machine, asked as its operator. */
export type RunningNode = {
  door: Door;
  cases: Client<typeof caseContract>;
  node: Client<typeof nodeContract>;
  exchange: Client<typeof exchangeOperatorContract & typeof exchangeConflictContract>;
  keys: Client<typeof exchangeKeyContract>;
  monitoring: Client<typeof monitoringContract>;
};

/** The nodes that run on `folder` itself or on the folders in it (a trial's three). */
export const findRunningNodes = async (folder: string): Promise<RunningNode[]> => {
  const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = [
    folder,
    ...inside.filter((one) => one.isDirectory()).map(({ name }) => join(folder, name)),
  ];
  const doors = await Promise.all(folders.map(findDoor));
  return doors
    .filter((door) => door !== undefined)
    .map((door) => {
      const asking = { base: door.url, headers: () => ({ authorization: `Operator ${door.token}` }) };
      const as = (role: Role) => ({
        ...asking,
        headers: () => ({ ...asking.headers(), [operatorRoleHeader]: role }),
      });
      return {
        door,
        cases: client(caseContract, asking),
        node: client(nodeContract, asking),
        exchange: client(
          { ...exchangeOperatorContract, ...exchangeConflictContract },
          as("system-administrator"),
        ),
        keys: client(exchangeKeyContract, as("security-administrator")),
        monitoring: client(monitoringContract, as("system-administrator")),
      };
    });
};

/** Says that nothing runs there; `how` is the command that starts it, where there is one for everybody. */
export const noNodeRuns = (io: Io, folder: string, how?: string): 2 =>
  badInput(io, {
    zh: `${folder} 里没有正在运行的节点，请先启动${how ? `（${how}）` : ""}，或用 --data 指明目录`,
    en: `no node runs on ${folder}; start one first${how ? ` (${how})` : ""}, or name its folder with --data`,
  });
