import type { Refusal } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Standings } from "#agreements/standing.ts";
import { maxAheadMs } from "../observations/apply.ts";
import { records, stationsUnder } from "../observations/stations.ts";
import { examinedUnder, type Room } from "../room.ts";
import { profileKind, profileSubject, type Profile } from "./events.ts";
import { insertProfiles } from "./store.ts";

const refusalOf = ({ event, author }: Recorded, standings: Standings): Refusal | undefined => {
  const { station, network, atMs, kind, levels } = event.data as Profile;
  const facts = event.clause && stationsUnder(standings, event.clause.agreement).get(station);
  if (facts?.network !== network) return { code: "STATION_UNKNOWN", detail: { station } };
  if (!records(facts, author)) return { code: "STATION_OF_OTHERS", detail: { station } };
  if (atMs > Date.parse(event.time) + maxAheadMs) return { code: "TIME_AHEAD", detail: { station } };
  const fits =
    event.subject === profileSubject(author, station) &&
    event.attachments?.length === 1 &&
    (kind === "profile") === (levels !== undefined);
  return fits ? undefined : { code: "PROFILE_SUBJECT", detail: { station } };
};

export const profileRoom = (deps: { agreements: { read: (tx: Tx) => Promise<Standings> } }): Room => ({
  kinds: [profileKind],
  ...examinedUnder(deps, refusalOf),
  apply: (tx, events) =>
    insertProfiles(
      tx,
      events.map(({ event, digest, author }) => ({
        ...(event.data as Profile),
        event: digest,
        party: author,
        file: event.attachments![0]!,
      })),
    ),
});
