import type { MonitoringDeps } from "./deps.ts";

/** The answers of monitoring, one for every question of its contract. */
export const monitoringHandlers = (_deps: MonitoringDeps) => ({});
