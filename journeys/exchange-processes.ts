import { fileURLToPath } from "node:url";
import { newPrivateKey, signerFromPem } from "#base/signature.ts";
import type { DatabasePlace } from "#node/database.ts";
import { childNode, type ChildNode } from "./child-node.ts";
import type { Answer, Ask, NodeOrder } from "./exchange-node.ts";
import { freePort } from "#node/free-port.ts";

const program = fileURLToPath(new URL("exchange-node.ts", import.meta.url));

/** A real process of a node; asking it is asking `exchange-node.ts`. */
export type NodeProcess = ChildNode<Ask, Answer> & { order: NodeOrder };

export const nodeProcess = (order: NodeOrder): NodeProcess => ({ order, ...childNode(program, order) });

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
