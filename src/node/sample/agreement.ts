import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Bundle } from "#agreements/agreement.ts";
import { checkTexts } from "#agreements/check.ts";
import { readFolder } from "#agreements/folder.ts";
import { proposal, signature } from "#agreements/sign.ts";
import { missingSignatures } from "#agreements/state.ts";
import type { Standing } from "#agreements/standing.ts";
import type { RunningNode } from "../start-node.ts";
import { sampleSignatory } from "./parties.ts";

export const pilotFolder = join(
  import.meta.dirname,
  "../../../definitions/agreements/2023-integration-pilot",
);

type Node = Pick<RunningNode, "party" | "exchange" | "agreements">;

const actor = { role: "supervisor", department: "office" };
const longestWaitMs = 120_000;

const readPilot = async (node: Node, folder: string): Promise<Bundle> => {
  const texts = await readFolder(folder);
  if (!texts.ok) throw new Error(`the sample agreement cannot be read: ${texts.refusal.code}`);
  const { bundle, findings } = checkTexts(texts.value, node.agreements.definitions);
  if (bundle) return bundle;
  const [first] = findings.filter(({ level }) => level === "error");
  throw new Error(`the sample agreement has a mistake: ${first?.file}:${first?.line} ${first?.en}`);
};

const findPilot = (node: Node): Promise<Standing | undefined> =>
  node.exchange.deps.db.transaction().execute(async (tx) => {
    const standings = await node.agreements.read(tx);
    return [...standings.values()].find(({ digest }) => digest !== node.agreements.founding.digest);
  });

const until = async <T>(find: () => Promise<T | undefined>): Promise<T> => {
  const end = performance.now() + longestWaitMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() > end)
      throw new Error("the other nodes did not sign the sample agreement in two minutes");
    await wait(50);
  }
};

const propose = (node: Node, bundle: Bundle) =>
  node.exchange.commit((tx) =>
    node.exchange.append(tx, [proposal(bundle, { actor, clause: node.agreements.founding.duties })]),
  );

const sign = (node: Node, digest: string) =>
  node.exchange.commit(async (tx): Promise<Outcome<unknown>> => {
    const standing = (await node.agreements.read(tx)).get(digest);
    if (!standing) return refuse("NOT_FOUND");
    const word = { actor, clause: node.agreements.founding.duties };
    const signer = await node.exchange.findSigner(tx);
    if (!signer.ok) return signer;
    return node.exchange.append(tx, [signature(standing, signer.value, sampleSignatory(node.party), word)]);
  });

const orThrow = (outcome: Outcome<unknown>, what: string): void => {
  if (!outcome.ok)
    throw new Error(`${what}: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.detail ?? {})}`);
};

/**
 * Brings the sample agreement into force through the very exchange it is about: the first party proposes it, each
 * signs with its own key on its own node, and every node waits until it has seen all signatures.
 */
export const bringIntoForce = async (
  node: Node,
  folder: string = pilotFolder,
): Promise<Outcome<{ digest: string }>> => {
  const { parties } = node.agreements.founding.bundle.agreement;
  if (node.party === parties[0] && !(await findPilot(node)))
    orThrow(await propose(node, await readPilot(node, folder)), "proposing");
  const { digest, signing } = await until(() => findPilot(node));
  if (missingSignatures(signing).includes(node.party)) orThrow(await sign(node, digest), "signing");
  await until(async () => {
    const standing = await findPilot(node);
    return standing && missingSignatures(standing.signing).length === 0 ? standing : undefined;
  });
  return done({ digest });
};
