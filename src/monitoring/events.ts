import type { EventKind } from "#protocol/event.ts";
import { alertKinds } from "./alerts/events.ts";
import { incidentKinds } from "./incidents/events.ts";
import { forecastKind } from "./forecast/events.ts";
import { observedKind } from "./observations/events.ts";
import { patrolKinds } from "./patrol/events.ts";
import { profileKind } from "./profiles/events.ts";

/** Everything that monitoring says to other nodes, by room. */
export const monitoringKinds: readonly EventKind[] = [
  observedKind,
  profileKind,
  ...alertKinds,
  ...incidentKinds,
  ...patrolKinds,
  forecastKind,
];
