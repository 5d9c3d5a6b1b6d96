import type { MonitoringDeps } from "./deps.ts";
import { riverHandlers } from "./river/handlers.ts";

/** The answers of monitoring, one for every question of its contract. */
export const monitoringHandlers = (deps: MonitoringDeps) => ({ ...riverHandlers(deps) });
