import type { MonitoringDeps } from "../deps.ts";
import { openEntities } from "./entities.ts";
import type { SensorThings } from "./undertake.ts";

export const openSensorThings = (
  deps: MonitoringDeps,
  mqttEndpoints: readonly string[] = [],
): SensorThings => ({
  deps,
  entities: openEntities(deps),
  mqttEndpoints,
  onEntities: new Set(),
});
