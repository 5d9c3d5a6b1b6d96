import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, EventKind, Recorded } from "#protocol/event.ts";
import type { Agreements } from "#agreements/open.ts";
import type { Standings } from "#agreements/standing.ts";
import type { Capability } from "#exchange/capability.ts";
import { noteChange } from "./live/store.ts";

/** A part of monitoring with events and tables of its own: observations, alerts, incidents, patrols … */
export type Room = {
  kinds: readonly EventKind[];
  examine?: (tx: Tx, events: readonly Recorded[]) => Promise<Map<Digest, Refusal>>;
  /** `examine` holds each event against the agreements alone. */
  stateless?: true;
  apply: (tx: Tx, events: readonly Recorded[], here: Party) => Promise<void>;
};

/** Asks of each event by itself whether the agreements in force forbid it. */
export const examinedUnder = (
  { agreements }: { agreements: Pick<Agreements, "read"> },
  refusalOf: (recorded: Recorded, standings: Standings) => Refusal | undefined,
): Pick<Room, "examine" | "stateless"> => ({
  stateless: true,
  examine: async (tx, events) => {
    const standings = await agreements.read(tx);
    const refused = new Map<Digest, Refusal>();
    for (const recorded of events) {
      const refusal = refusalOf(recorded, standings);
      if (refusal) refused.set(recorded.digest, refusal);
    }
    return refused;
  },
});

const ownOf = ({ kinds }: Room, events: readonly Recorded[]): Recorded[] => {
  const types = new Set(kinds.map(({ type }) => type));
  return events.filter(({ event }) => types.has(event.type));
};

/** Rooms keep to their own tables, so each takes its events of a page in one set, in the order of the rooms. */
export const capabilityOf = (name: string, rooms: readonly Room[]): Capability => ({
  name,
  kinds: rooms.flatMap(({ kinds }) => kinds),
  stateless: new Set(
    rooms.flatMap(({ stateless, kinds }) => (stateless ? kinds.map(({ type }) => type) : [])),
  ),
  examine: async (tx, events) => {
    const refused = new Map<Digest, Refusal>();
    for (const room of rooms) {
      const own = ownOf(room, events);
      if (own.length === 0 || !room.examine) continue;
      for (const [digest, refusal] of await room.examine(tx, own)) refused.set(digest, refusal);
    }
    return refused;
  },
  apply: async (tx, events, here) => {
    for (const room of rooms) {
      const own = ownOf(room, events);
      if (own.length > 0) await room.apply(tx, own, here);
    }
    await noteChange(tx, events);
  },
});
