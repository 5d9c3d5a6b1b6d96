import type { Capability } from "#exchange/capability.ts";
import type { Agreements } from "#agreements/open.ts";
import { incidentsRoom } from "./incidents/incidents-room.ts";
import { alertRoom } from "./alerts/apply.ts";
import { forecastRoom } from "./forecast/apply.ts";
import { observationRoom } from "./observations/apply.ts";
import { patrolRoom } from "./patrol/apply.ts";
import { profileRoom } from "./profiles/apply.ts";
import { capabilityOf, type Room } from "./room.ts";

/** What applying needs to look up: the definitions in force. */
export type ApplyDeps = { agreements: Pick<Agreements, "read"> };

/** One line for each room; their order is that in which they take a page. */
const rooms = (deps: ApplyDeps): Room[] => [
  incidentsRoom,
  observationRoom(deps),
  profileRoom(deps),
  alertRoom(deps),
  forecastRoom(deps),
  patrolRoom,
];

export const monitoringCapability = (deps: ApplyDeps): Capability => capabilityOf("monitoring", rooms(deps));
