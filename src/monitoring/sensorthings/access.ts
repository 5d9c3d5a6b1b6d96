import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Caller } from "#base/role.ts";
import type { Entity } from "./model.ts";

/** Who asks. A supplier may write to the stations it is named for, and as `local` to what is made at this node. */
export type Asker =
  | { kind: "anyone" }
  | { kind: "person"; caller: Caller }
  | { kind: "supplier"; name: string; stations: readonly string[] };

export const localStations = "local";

const isDutyOfficer = (asker: Asker): boolean =>
  asker.kind === "person" && asker.caller.role === "duty-officer";

/** Why somebody may not make, change or remove entities of this node; nothing if they may. */
export const mayShape = (asker: Asker, entity?: Entity): Outcome<void> => {
  if (asker.kind === "anyone") return refuse("NOT_SIGNED_IN");
  const may = isDutyOfficer(asker) || (asker.kind === "supplier" && asker.stations.includes(localStations));
  if (!may) return refuse("STA_READ_ONLY");
  return entity?.isFixed ? refuse("STA_FIXED", { what: `${entity.type} ${entity.id}` }) : done(undefined);
};

/** Why somebody may not write observations of a datastream. A network's station is recorded by its party alone. */
export const mayObserve = (asker: Asker, datastream: Entity, here: Party): Outcome<void> => {
  if (asker.kind === "anyone") return refuse("NOT_SIGNED_IN");
  if (asker.kind === "person" && !isDutyOfficer(asker)) return refuse("STA_READ_ONLY");
  const about = datastream.properties["properties"] as { party?: Party } | undefined;
  const station = datastream.isFixed ? String(datastream.links["Thing"]?.[0]) : localStations;
  if (datastream.isFixed && about?.party !== here) return refuse("STATION_OF_OTHERS", { station });
  if (asker.kind === "supplier" && !asker.stations.includes(station))
    return refuse("SUPPLIER_STATION", { supplier: asker.name, station });
  return done(undefined);
};
