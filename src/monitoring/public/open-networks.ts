import type { Instant } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import { networksInForce, type JudgedNetwork } from "../in-force.ts";
import type { Network, Station } from "../network.ts";
import { streamOf } from "../observations/reading.ts";
import { publicNetworks } from "../observations/visible.ts";

/** The networks in force whose readings the public may see. */
export const openNetworks = async (
  { db, agreements }: Pick<MonitoringDeps, "db" | "agreements">,
  now: Instant,
): Promise<JudgedNetwork[]> => {
  const standings = await agreements.read(db);
  const open = publicNetworks(standings, now);
  return networksInForce(standings, now).filter(({ id }) => open.has(id));
};

export const streamsOf = ({ stations }: Network): string[] =>
  stations.flatMap(({ id, properties }) => properties.map((property) => streamOf(id, property)));

/** What a node of the parties records, and what a class or an index can be given for. */
export const isShown = ({ party, kind }: Station): boolean => party !== undefined && kind !== "lidar";
