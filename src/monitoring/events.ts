import type { EventKind } from "#protocol/event.ts";
import { incidentKinds } from "./incidents/events.ts";
import { alertKinds } from "./alerts/events.ts";
import { observedKind } from "./observations/events.ts";
import { patrolKinds } from "./patrol/events.ts";

/** Everything that monitoring says to other nodes, by room. */
export const monitoringKinds: readonly EventKind[] = [
  ...incidentKinds,
  observedKind,
  ...alertKinds,
  ...patrolKinds,
];
