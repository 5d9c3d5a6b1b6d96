import type { DefinitionKind } from "#agreements/definition-kind.ts";
import { alertPlanKind } from "./alerts/check-plan.ts";
import { networkKind } from "./check-network.ts";
import { responsePlanKind } from "./incidents/check-response-plan.ts";
import { patrolDefinitions } from "./patrol/route.ts";
import { standardDefinitions } from "./standards/definition-kinds.ts";

/** What monitoring brings into agreements: networks, standards, alert plans, patrol routes. */
export const monitoringDefinitions: readonly DefinitionKind[] = [
  networkKind,
  alertPlanKind,
  responsePlanKind,
  ...standardDefinitions,
  ...patrolDefinitions,
];
