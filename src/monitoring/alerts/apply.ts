import type { Refusal } from "#base/outcome.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Agreements } from "#agreements/open.ts";
import { stationsUnder, records } from "../observations/stations.ts";
import type { Room } from "../room.ts";
import { next, type Alert } from "./alert.ts";
import { alertIdOf, alertKinds, type AlertEventOf } from "./events.ts";
import { readAlerts, saveAlerts } from "./store.ts";

export type ApplyDeps = { agreements: Pick<Agreements, "read"> };

const idsOf = (events: readonly Recorded[]): string[] => [
  ...new Set(events.flatMap(({ event }) => alertIdOf(event.subject) ?? [])),
];

/** A node warns of its own stations only. */
const refusalOf = (
  { event, author }: Recorded,
  standings: Awaited<ReturnType<ApplyDeps["agreements"]["read"]>>,
): Refusal | undefined => {
  if (event.type !== "monitoring.alert-raised" || !event.clause) return undefined;
  const { station, network } = event.data as AlertEventOf<"monitoring.alert-raised">;
  if (station === undefined) return undefined;
  const facts = stationsUnder(standings, event.clause.agreement).get(station);
  if (facts?.network !== network) return { code: "STATION_UNKNOWN", detail: { station, network } };
  return records(facts, author)
    ? undefined
    : { code: "STATION_OF_OTHERS", detail: { station, party: author } };
};

export const alertRoom = (deps: ApplyDeps): Room => ({
  kinds: alertKinds,
  examine: async (tx, events) => {
    const standings = await deps.agreements.read(tx);
    const alerts = await readAlerts(tx, idsOf(events)); // as they are after those of these events that fit
    const refused = new Map<Digest, Refusal>();
    for (const recorded of events) {
      const id = alertIdOf(recorded.event.subject) ?? "";
      const fits = next(alerts.get(id), recorded);
      const refusal = fits.ok ? refusalOf(recorded, standings) : fits.refusal;
      if (refusal) refused.set(recorded.digest, refusal);
      else if (fits.ok) alerts.set(id, fits.value);
    }
    return refused;
  },
  apply: async (tx, events) => {
    const before = await readAlerts(tx, idsOf(events));
    const after = new Map<string, Alert>();
    for (const recorded of events) {
      const id = alertIdOf(recorded.event.subject)!;
      const outcome = next(after.get(id) ?? before.get(id), recorded);
      if (!outcome.ok) throw new Error(`${recorded.event.type} was examined and does not fit`);
      after.set(id, outcome.value);
    }
    await saveAlerts(tx, [...after.values()]);
  },
});
