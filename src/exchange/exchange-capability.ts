import type { Capability } from "./capability.ts";
import { exchangeKinds } from "./events.ts";
import { missedIn, unfitting } from "./missed.ts";
import { insertMissed, readEvents } from "./missed-store.ts";

/** The exchange's own words: refusals are read where their event is shown; what did not come in time is noted once. */
export const exchangeCapability: Capability = {
  name: "exchange",
  kinds: exchangeKinds,
  examine: async (tx, events) => {
    const missed = missedIn(events);
    const named = await readEvents(tx, [...new Set(missed.map(({ recorded }) => recorded.event.about!))]);
    return unfitting(missed, named);
  },
  apply: (tx, events) => insertMissed(tx, missedIn(events)),
};
