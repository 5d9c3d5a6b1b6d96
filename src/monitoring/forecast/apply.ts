import type { Refusal } from "#base/outcome.ts";
import type { Recorded } from "#protocol/event.ts";
import type { Agreements } from "#agreements/open.ts";
import type { Standings } from "#agreements/standing.ts";
import { records, stationsUnder } from "../observations/stations.ts";
import { examinedUnder, type Room } from "../room.ts";
import { forecastKind, forecastSubject, type Forecast } from "./events.ts";
import { saveForecasts } from "./store.ts";

const dataOf = ({ event }: Recorded) => event.data as Forecast;

/** Whoever records a station forecasts it, and nobody else. */
const refusalOf = (recorded: Recorded, standings: Standings): Refusal | undefined => {
  const { event, author } = recorded;
  const { network, stations } = dataOf(recorded);
  if (event.subject !== forecastSubject(author, network))
    return { code: "FORECAST_ELSEWHERE", detail: { subject: event.subject } };
  const known = event.clause ? stationsUnder(standings, event.clause.agreement) : new Map();
  for (const { station } of stations) {
    const facts = known.get(station);
    if (facts?.network !== network) return { code: "STATION_UNKNOWN", detail: { station, network } };
    if (!records(facts, author)) return { code: "STATION_OF_OTHERS", detail: { station, party: author } };
  }
  return undefined;
};

export const forecastRoom = (deps: { agreements: Pick<Agreements, "read"> }): Room => ({
  kinds: [forecastKind],
  ...examinedUnder(deps, refusalOf),
  apply: async (tx, events) => {
    const rows = new Map(
      events.flatMap((recorded) => {
        const { network, issuedAtMs, stations } = dataOf(recorded);
        return stations.map(
          (data) =>
            [
              `${data.station} ${issuedAtMs}`,
              {
                station: data.station,
                issuedAtMs,
                party: recorded.author,
                network,
                event: recorded.digest,
                data,
              },
            ] as const,
        );
      }),
    );
    await saveForecasts(tx, [...rows.values()]);
  },
});
