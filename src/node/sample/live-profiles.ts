import { barred } from "#exchange/contract-parked.ts";
import type { MonitoringDeps } from "#monitoring/deps.ts";
import { records, stationsInForce } from "#monitoring/observations/stations.ts";
import { recordProfile } from "#monitoring/profiles/record-profile.ts";
import { readProfiles } from "#monitoring/profiles/store.ts";
import { extinctionFile } from "./lidar.ts";
import { reportTimes } from "./readings.ts";

/** So much that neither today nor yesterday is empty, at whatever hour a trial begins. */
const pastMs = 30 * 3_600_000;
const everyMinutes = 60;
const quantity = "aerosol-extinction";

/** Lets the lidars of this trial's party report each full hour, as its other stations do: what is missing, made up. */
export const letLidarsReport = async (deps: MonitoringDeps, signal?: AbortSignal): Promise<void> => {
  const now = deps.clock();
  const nowMs = Date.parse(now);
  const standings = await deps.agreements.read(deps.db);
  const own = [...stationsInForce(standings, now).values()].filter(
    (station) => station.kind === "lidar" && records(station, deps.here),
  );
  for (const { id: station } of own) {
    const span = { fromMs: nowMs - pastMs, toMs: nowMs + 1 };
    const kept = await readProfiles(deps.db, { station, ...span, most: 1_000 });
    const reported = new Set(kept.filter((one) => one.quantity === quantity).map(({ atMs }) => atMs));
    for (const atMs of reportTimes(everyMinutes, span.fromMs, nowMs)) {
      if (signal?.aborted) return;
      if (reported.has(atMs)) continue;
      const handedIn = { station, at: new Date(atMs).toISOString(), quantity, unit: "km-1", sample: true };
      const recorded = await recordProfile(deps, handedIn, extinctionFile(atMs), { now });
      if (!recorded.ok && barred.some((code) => code === recorded.refusal.code)) return;
      if (!recorded.ok) throw new Error(`a sample profile is refused: ${recorded.refusal.code}`);
    }
  }
};
