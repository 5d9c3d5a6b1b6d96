import type { Handlers } from "#base/handler.ts";
import { alertHandlers } from "./alerts/handlers.ts";
import { noticeHandlers } from "./notices/handlers.ts";
import { forecastHandlers } from "./forecast/handlers.ts";
import { riverHandlers } from "./river/handlers.ts";
import type { MonitoringDeps } from "./deps.ts";
import { observationHandlers } from "./observations/handlers.ts";
import { publicHandlers } from "./public/handlers.ts";
import { incidentHandlers } from "./incidents/handlers.ts";
import { patrolHandlers } from "./patrol/handlers.ts";
import { supplierHandlers } from "./sensorthings/handlers.ts";
import { liveHandlers } from "./live/handlers.ts";
import type { monitoringContract } from "./contract.ts";
import { profileHandlers } from "./profiles/handlers.ts";

/** The answers of monitoring, one for every question of its contract. */
export const monitoringHandlers = (deps: MonitoringDeps): Handlers<typeof monitoringContract> => ({
  ...incidentHandlers(deps),
  ...alertHandlers(deps),
  ...noticeHandlers(deps),
  ...riverHandlers(deps),
  ...patrolHandlers(deps),
  ...observationHandlers(deps),
  ...profileHandlers(deps),
  ...liveHandlers(deps),
  ...publicHandlers(deps),
  ...supplierHandlers(deps),
  ...forecastHandlers(deps),
});
