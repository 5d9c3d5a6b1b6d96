import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import type { DatabasePlace } from "#node/database.ts";
import type { Answer, Ask, NodeOrder } from "./exchange-node.ts";
import { freePort } from "./free-port.ts";

const program = fileURLToPath(new URL("exchange-node.ts", import.meta.url));

/** A real process of a node that can be asked, killed at any moment, and started again on what it left. */
export type NodeProcess = {
  order: NodeOrder;
  start: () => Promise<void>;
  ask: (ask: Ask) => Promise<Answer>;
  kill: () => Promise<void>;
  pid: () => number | undefined;
};

export const nodeProcess = (order: NodeOrder): NodeProcess => {
  let child: ChildProcess | undefined;
  const next = (): Promise<Answer> => {
    const one = child;
    if (!one?.connected) return Promise.reject(new Error(`${order.party} is not running`));
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error(`${order.party} ended`));
      one.once("exit", gone);
      one.once("message", (answer) => {
        one.off("exit", gone);
        resolve(answer as Answer);
      });
    });
  };
  return {
    order,
    pid: () => child?.pid,
    start: async () => {
      child = fork(program, { env: { ...process.env, NODE_ORDER: JSON.stringify(order) }, execArgv: [] });
      await next();
    },
    ask: (ask) => {
      const answer = next();
      child?.send(ask, () => {}); // if it is gone, `next` says so
      return answer;
    },
    kill: () => {
      const one = child;
      child = undefined;
      if (!one || one.exitCode !== null || one.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        one.once("exit", () => resolve());
        one.kill("SIGKILL");
      });
    },
  };
};

/** Orders for processes of one agreement, each with its own key and a free port; the same party twice shares its key. */
export const ordersFor = async (
  places: readonly (readonly [party: string, place: DatabasePlace])[],
): Promise<NodeOrder[]> => {
  const pems = new Map<string, string>();
  for (const [party] of places) if (!pems.has(party)) pems.set(party, newPrivateKey());
  const nodes = await Promise.all(
    places.map(async ([party, place]) => ({ party, place, port: await freePort() })),
  );
  return nodes.map(({ party, place, port }) => ({
    party,
    place,
    port,
    pem: pems.get(party)!,
    peers: [...pems.keys()]
      .filter((other) => other !== party)
      .map((other) => ({
        party: other,
        url: `http://127.0.0.1:${nodes.find((node) => node.party === other)!.port}`,
        publicKey: signerFromPem(pems.get(other)!).publicKey,
      })),
  }));
};
