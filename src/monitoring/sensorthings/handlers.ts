import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { definitionsOf } from "../in-force.ts";
import { findStation, type Network } from "../network.ts";
import { localStations } from "./access.ts";
import type { supplierContract } from "./contract.ts";
import { insertSupplier, listSuppliers, newToken, revokeSupplier } from "./supplier-store.ts";

/** A supplier is named for stations that this node records, or for what is made at this node (`local`). */
const checkStations = async (deps: MonitoringDeps, stations: readonly string[]): Promise<Outcome<void>> => {
  const standings = await deps.agreements.read(deps.db);
  const networks = definitionsOf<Network>(standings, "monitoring-network", deps.clock());
  for (const station of stations.filter((one) => one !== localStations)) {
    const found = networks.flatMap(({ content }) => findStation(content, station) ?? []);
    if (found.length === 0) return refuse("STATION_UNKNOWN", { station });
    if (found.every(({ party }) => party !== deps.here)) return refuse("STATION_OF_OTHERS", { station });
  }
  return done(undefined);
};

export const supplierHandlers = (deps: MonitoringDeps): Handlers<typeof supplierContract> => ({
  listSuppliers: async () => done(await listSuppliers(deps.db)),
  addSupplier: async ({ body: { name, stations } }, context) => {
    const checked = await checkStations(deps, stations);
    if (!checked.ok) return checked;
    const token = newToken();
    const at = context.now;
    if (!(await insertSupplier(deps.db, { name, stations, createdAt: at }, token)))
      return refuse("SUPPLIER_NAME_TAKEN", { name });
    const caller = callerOf(context);
    await deps.recordAudit(deps.db, {
      at,
      outcome: "supplier-added",
      caller,
      subject: name,
      detail: { stations },
    });
    return done({ name, token });
  },
  revokeSupplier: async ({ params: { name } }, context) => {
    if (!(await revokeSupplier(deps.db, name, context.now))) return refuse("NOT_FOUND");
    const caller = callerOf(context);
    await deps.recordAudit(deps.db, { at: context.now, outcome: "supplier-revoked", caller, subject: name });
    return done({});
  },
});
