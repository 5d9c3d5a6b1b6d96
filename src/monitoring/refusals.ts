import type { Refusals } from "#base/outcome.ts";
import { alertRefusals } from "./alerts/refusals.ts";
import { forecastRefusals } from "./forecast/refusals.ts";
import { incidentRefusals } from "./incidents/refusals.ts";
import { noticeRefusals } from "./notices/refusals.ts";
import { observationRefusals } from "./observations/refusals.ts";
import { tableRefusals } from "./observations/table-refusals.ts";
import { patrolRefusals } from "./patrol/refusals.ts";
import { profileRefusals } from "./profiles/refusals.ts";
import { sensorThingsRefusals } from "./sensorthings/refusals.ts";

/** Every "no" of monitoring, by room. */
export const monitoringRefusals = {
  ...incidentRefusals,
  ...alertRefusals,
  ...noticeRefusals,
  ...observationRefusals,
  ...profileRefusals,
  ...tableRefusals,
  ...patrolRefusals,
  ...sensorThingsRefusals,
  ...forecastRefusals,
} satisfies Refusals;
