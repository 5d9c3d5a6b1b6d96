import type { Handlers } from "#base/handler.ts";
import type { monitoringContract } from "./contract.ts";
import type { MonitoringDeps } from "./deps.ts";
import { patrolHandlers } from "./patrol/handlers.ts";
import { riverHandlers } from "./river/handlers.ts";

/** The answers of monitoring, one for every question of its contract. */
export const monitoringHandlers = (deps: MonitoringDeps): Handlers<typeof monitoringContract> => ({
  ...riverHandlers(deps),
  ...patrolHandlers(deps),
});
