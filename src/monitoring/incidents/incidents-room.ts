import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Room } from "../room.ts";
import { incidentIdOf, incidentKinds } from "./events.ts";
import { next } from "./incident.ts";
import { readIncidents, saveIncidents } from "./store.ts";

const idsOf = (events: readonly Recorded[]): string[] => [
  ...new Set(events.flatMap(({ event }) => incidentIdOf(event.subject) ?? [])),
];

const examine = async (tx: Tx, events: readonly Recorded[]): Promise<Map<Digest, Refusal>> => {
  const kept = await readIncidents(tx, idsOf(events));
  return new Map(
    events.flatMap((recorded): [Digest, Refusal][] => {
      const outcome = next(kept.get(incidentIdOf(recorded.event.subject) ?? ""), recorded);
      return outcome.ok ? [] : [[recorded.digest, outcome.refusal]];
    }),
  );
};

/** The only code that writes incidents: a whole page's events folded in order, then one statement. */
const apply = async (tx: Tx, events: readonly Recorded[], here: Party): Promise<void> => {
  const kept = await readIncidents(tx, idsOf(events));
  const changed = new Set<string>();
  for (const recorded of events) {
    const id = incidentIdOf(recorded.event.subject)!;
    const after = next(kept.get(id), recorded);
    if (!after.ok) throw new Error(`${recorded.event.type} was examined and does not fit`);
    kept.set(id, after.value);
    changed.add(id);
  }
  await saveIncidents(
    tx,
    [...changed].map((id) => kept.get(id)!),
    here,
  );
};

export const incidentsRoom: Room = { kinds: incidentKinds, examine, apply };
