import type { MonitoringDeps } from "../deps.ts";
import { openEntities } from "./entities.ts";
import { supplierFinder } from "./supplier-store.ts";
import type { SensorThings } from "./undertake.ts";

export const openSensorThings = (
  deps: MonitoringDeps,
  mqttEndpoints: readonly string[] = [],
  onFault: (fault: unknown) => void = () => {},
): SensorThings => ({
  deps,
  entities: openEntities(deps),
  findSupplier: supplierFinder(deps.db),
  mqttEndpoints,
  onEntities: new Set(),
  onBeside: new Set(),
  onFault,
});
