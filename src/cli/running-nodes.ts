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
import { badInput, textOf, textOption, type Given, type Io } from "./command.ts";

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

export const dataOption = textOption(
  "运行中节点的数据目录，默认 .data",
  "data folder of the running node or trial, .data if not given",
);

/** The nodes that run on `--data`; where none does, that is said and the command is over. */
export const nodesMeant = async (options: Given["options"], io: Io): Promise<RunningNode[] | 2> => {
  const folder = textOf(options, "data") ?? ".data";
  const nodes = await findRunningNodes(folder);
  if (nodes.length > 0) return nodes;
  return badInput(io, {
    zh: `${folder} 里没有正在运行的节点，请先启动（试用环境：npm start），或用 --data 指明目录`,
    en: `no node runs on ${folder}; start one first (a trial: npm start), or name its folder with --data`,
  });
};

/** The only node that runs on `--data`; where there are several, it is said how to name one. */
export const nodeMeant = async (options: Given["options"], io: Io): Promise<RunningNode | 2> => {
  const nodes = await nodesMeant(options, io);
  if (nodes === 2) return nodes;
  if (nodes.length === 1) return nodes[0]!;
  return badInput(io, {
    zh: "那里有多个节点，请用 --data 指明其中一个的目录",
    en: "several nodes run there; name the folder of one with --data",
  });
};
