import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Kinds } from "./capability.ts";

/** Hands each capability its events, in order and all at once. */
export const applyInSets = async (
  tx: Tx,
  kinds: Kinds,
  events: readonly Recorded[],
  here: Party,
): Promise<void> => {
  const byCapability = Map.groupBy(
    events,
    ({ event }) => kinds.get(`${event.type}/${event.version}`)!.capability,
  );
  for (const [capability, own] of byCapability) await capability.apply(tx, own, here);
};
