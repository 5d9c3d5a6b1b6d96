import type { EventKind } from "#protocol/event.ts";

/** Everything that monitoring says to other nodes, by room. */
export const monitoringKinds: readonly EventKind[] = [];
