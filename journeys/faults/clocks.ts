import type { Party } from "#base/party.ts";

/** The time at the nodes: one for all, and for some a wrong one beside it. Never goes back for everybody. */
export type Clocks = {
  aheadMs: (party: Party) => number;
  /** Puts one clock wrong. */
  skew: (party: Party, ms: number) => void;
  /**
   * Puts it right. What it signed in the future is refused until that time has come: so for all the time comes.
   */
  right: (party: Party) => void;
};

export const newClocks = (
  tell: (party: Party, aheadMs: number) => void,
  parties: readonly Party[],
): Clocks => {
  let base = 0;
  const skews = new Map<Party, number>();
  const aheadMs = (party: Party) => base + (skews.get(party) ?? 0);
  const tellAll = () => {
    for (const party of parties) tell(party, aheadMs(party));
  };
  return {
    aheadMs,
    skew: (party, ms) => {
      skews.set(party, ms);
      tellAll();
    },
    right: (party) => {
      base += Math.max(0, skews.get(party) ?? 0);
      skews.delete(party);
      tellAll();
    },
  };
};
