import type { Party } from "#base/party.ts";
import { HeadAnswer, paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { getChain } from "./chain-store.ts";
import { ask, readJson } from "./peer-client.ts";
import type { Peers } from "./peers.ts";

const longestAskMs = 3_000;

/**
 * How much of this node's own chain others hold. Asked once, before the first page is sealed after a start: a database
 * restored from an old copy must not sign other pages under numbers that are out already. Who cannot be reached is not
 * waited for.
 */
export type HeldElsewhere = {
  /** The highest number that a peer has told; asks if nobody was asked yet. */
  ask: () => Promise<number>;
  /** What is known of it now. */
  number: () => number;
};

export const heldElsewhere = (deps: ExchangeDeps, peers: Peers, life: AbortSignal): HeldElsewhere => {
  let number = 0;
  let asked: Promise<number> | undefined;

  const askAll = async (): Promise<number> => {
    const own = (await getChain(deps.db, deps.here)).end.number;
    const told = await Promise.all(
      (await peers.others()).map(async (node): Promise<{ party: Party; held: number }> => {
        const signal = AbortSignal.any([life, AbortSignal.timeout(longestAskMs)]);
        const response = await ask(deps, node, { path: paths.head, signal });
        const json = response.ok ? await readJson(response.value) : response;
        const answer = HeadAnswer.safeParse(json.ok ? json.value : undefined);
        return { party: node.party, held: answer.data?.heads[deps.here]?.number ?? 0 };
      }),
    );
    for (const { party, held } of told) {
      number = Math.max(number, held);
      if (held > own)
        deps.log?.(
          `not sealing: ${party} holds page ${held} of this node, the database here ends at ${own}; it is an old copy`,
        );
    }
    return number;
  };

  return {
    number: () => number,
    ask: () => {
      if (!asked) {
        asked = askAll();
        asked.catch(() => (asked = undefined));
      }
      return asked;
    },
  };
};
