import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Tx } from "#base/tx.ts";
import type { Head } from "#protocol/page.ts";
import { askHeld } from "./ask-held.ts";
import { findPageDigests, readChains } from "./chain-store.ts";
import { findConflictOf } from "./conflict-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import type { Peers } from "./peers.ts";
import { forgetRestored, isRestored } from "./restored-store.ts";
import { standingOf, type Standing } from "./standing.ts";

const longestAskMs = 3_000;
const longerAskMs = 10_000;

/**
 * How much of this node's own chain others hold. A database put back from an old copy, or a clone beside the true one,
 * must not sign other pages under numbers that are out already: so nothing is sealed after a start before a peer has
 * told (after a restore: every peer), and whoever comes back later is asked then.
 */
export type HeldElsewhere = {
  /** Asks whoever has not told yet, if sealing has to wait for it; how things stand then. */
  ask: () => Promise<Standing>;
  /** Over once everybody was asked for the first time since the start, whoever answered: nothing is recorded before. */
  askedOnce: () => Promise<Standing>;
  /** The same for one peer that is in reach now. */
  askOne: (node: PartyNode) => Promise<{ standing: Standing; refusal?: Refusal }>;
  /** Asks everybody anew, and longer: who holds how much, and who does not answer. */
  askAnew: () => Promise<{ holders: { node: PartyNode; held: number }[]; silent: Party[] }>;
  /** How things stand by what is known; reads the database only if it never did. */
  standing: (tx?: Tx) => Promise<Standing>;
  /** Looks again: what is here has changed. */
  look: () => Promise<Standing>;
  /** The operator does not wait for those who cannot be reached. */
  goOnWithout: () => Promise<Standing>;
};

export const heldElsewhere = (
  deps: ExchangeDeps,
  peers: Peers,
  life: AbortSignal,
  onSound: () => void,
): HeldElsewhere => {
  const { db, here } = deps;
  const told = new Map<Party, Head>();
  let known: Standing | undefined;
  let asking: Promise<Standing> | undefined;
  let first: Promise<Standing> | undefined;

  const note = (standing: Standing): Standing => {
    if (known?.state !== standing.state) {
      if (standing.state === "behind")
        deps.log?.(
          `not sealing: ${standing.by} holds page ${standing.held} of this node, the database here ends at ${standing.own}; it is an old copy. Run ./tongwulang recover`,
        );
      if (standing.state === "forked")
        deps.log?.(
          `not sealing: ${standing.by} holds another page ${standing.number} of this node; a copy was run beside it. Stop one of them`,
        );
    }
    const wasSound = known?.state === "sound";
    known = standing;
    if (standing.state === "sound" && !wasSound) onSound();
    return standing;
  };

  const lookIn = async (tx: Tx): Promise<Standing> => {
    const others = (await deps.authority.parties(tx))
      .map(({ party }) => party)
      .filter((party) => party !== here);
    const chains = await readChains(tx);
    const named = new Map<Party, Head>();
    for (const { party, heads } of chains.values())
      if (party !== here && heads[here]) named.set(party, heads[here]);
    const heads = [...told.values(), ...named.values()];
    const found = await findPageDigests(
      tx,
      heads.map(({ number }) => ({ author: here, number })),
    );
    const digests = new Map([...found].map(([name, digest]) => [Number(name.split(" ")[1]), digest]));
    const conflict = await findConflictOf(tx, here);
    const restored = await isRestored(tx);
    const own = chains.get(here)?.end.number ?? 0;
    const by = conflict?.stories[1].heldBy;
    const standing = standingOf({
      own,
      others,
      told,
      named,
      digests,
      restored,
      ...(conflict && { conflict: { number: conflict.number, by: by! } }),
    });
    if (restored && standing.state === "sound") await forgetRestored(tx);
    return standing;
  };

  const look = async (): Promise<Standing> => note(await db.transaction().execute(lookIn));

  const hear = async (node: PartyNode, patienceMs = longestAskMs): Promise<Refusal | undefined> => {
    const answer = await askHeld(deps, node, AbortSignal.any([life, AbortSignal.timeout(patienceMs)]));
    if (!answer.ok) return answer.refusal;
    told.set(node.party, answer.value);
    return undefined;
  };

  const askAll = async (): Promise<Standing> => {
    const others = await peers.others();
    await Promise.all(others.filter(({ party }) => !told.has(party)).map((node) => hear(node)));
    return look();
  };

  const askThose: HeldElsewhere["ask"] = async () => {
    if (known?.state === "sound") return known;
    if (known && known.state !== "unasked") return look();
    asking ??= askAll().finally(() => (asking = undefined));
    return asking;
  };

  return {
    standing: async (tx) => known ?? (tx ? note(await lookIn(tx)) : look()),
    look,
    askOne: async (node) => {
      if (told.has(node.party)) return { standing: known ?? (await look()) };
      const refusal = await hear(node);
      return { standing: await look(), ...(refusal && { refusal }) };
    },
    ask: askThose,
    askedOnce: () =>
      (first ??= askThose().catch((error: unknown) => {
        first = undefined;
        throw error;
      })),
    askAnew: async () => {
      const asked = await Promise.all(
        (await peers.others()).map(async (node) => ({ node, refusal: await hear(node, longerAskMs) })),
      );
      const [silent, answered] = [
        asked.filter(({ refusal }) => refusal),
        asked.filter(({ refusal }) => !refusal),
      ];
      return {
        holders: answered.map(({ node }) => ({ node, held: told.get(node.party)!.number })),
        silent: silent.map(({ node }) => node.party),
      };
    },
    goOnWithout: async () => {
      await forgetRestored(db);
      return look();
    },
  };
};
