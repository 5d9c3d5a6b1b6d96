import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, EventKind, Recorded } from "#protocol/event.ts";

/** What a capability hands to the exchange. The node lists its capabilities; there is no other registration. */
export type Capability = {
  name: string;
  kinds: readonly EventKind[];
  /** Events that its own state forbids (a decision on a decided case), and why. Sender and receiver both ask. */
  examine?: (tx: Tx, events: readonly Recorded[]) => Promise<Map<Digest, Refusal>>;
  /** The only code that writes its tables; a whole page's events in order, so that it can write in sets. */
  apply: (tx: Tx, events: readonly Recorded[], here: Party) => Promise<void>;
};
