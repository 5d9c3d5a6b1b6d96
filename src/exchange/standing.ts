import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Head } from "#protocol/page.ts";

/** Whether this database may go on with the own chain, seen from what the peers hold of it. */
export type Standing =
  | { state: "sound" }
  /** Nobody has told yet what is out already; after a restore: not everybody. */
  | { state: "unasked"; restored: boolean; waitsFor: Party[] }
  /** A peer holds pages of this node that are not here: an old copy. */
  | { state: "behind"; own: number; held: number; by: Party }
  /** A peer holds another page under a number that is here: two databases were sealed side by side. */
  | { state: "forked"; number: number; by: Party };

export type Seen = {
  own: number;
  /** Other parties of the founding agreement. */
  others: readonly Party[];
  /** What was heard since the start from those who answered. */
  told: ReadonlyMap<Party, Head>;
  /** The highest that each peer's pages name of this chain. */
  named: ReadonlyMap<Party, Head>;
  /** Digests of the own pages that are here, by number. */
  digests: ReadonlyMap<number, string>;
  /** A proof that is kept already. */
  conflict?: { number: number; by: Party };
  restored: boolean;
};

/** The worst that is known counts. */
export const standingOf = ({ own, others, told, named, digests, conflict, restored }: Seen): Standing => {
  const heard = [...told, ...named];
  const other = heard.find(
    ([, { number, digest }]) => number > 0 && number <= own && digests.get(number) !== digest,
  );
  if (conflict) return { state: "forked", ...conflict };
  if (other) return { state: "forked", number: other[1].number, by: other[0] };
  const [by, head] = heard.reduce((most, one) => (one[1].number > most[1].number ? one : most), [
    "",
    { number: 0 },
  ] as const as readonly [Party, { number: number }]);
  if (head.number > own) return { state: "behind", own, held: head.number, by };
  const waitsFor = others.filter((party) => !told.has(party));
  const enough = restored ? waitsFor.length === 0 : waitsFor.length < others.length || others.length === 0;
  return enough ? { state: "sound" } : { state: "unasked", restored, waitsFor };
};

/** Why nothing may be written now that would grow the own chain. Before anybody was heard a node works on by itself. */
export const barOf = (standing: Standing): Refusal | undefined => {
  switch (standing.state) {
    case "sound":
      return undefined;
    case "unasked":
      return standing.restored
        ? { code: "RESTORED_UNASKED", detail: { parties: standing.waitsFor.join(", ") } }
        : undefined;
    case "behind":
      return {
        code: "OWN_CHAIN_BEHIND",
        detail: { own: standing.own, held: standing.held, by: standing.by },
      };
    case "forked":
      return { code: "OWN_CHAIN_FORKED", detail: { number: standing.number, by: standing.by } };
  }
};
