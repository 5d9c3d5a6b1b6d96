import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import type { Network } from "../../network.ts";
import type { StationView } from "../../river/contract.ts";
import { Freshness } from "../freshness.tsx";
import { monitoringPaths } from "../monitoring-paths.ts";
import type { Networks } from "../use-networks.ts";
import { usePropertyName } from "../use-networks.ts";
import { WaterClassMark } from "../water-class.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  networks: readonly Network[];
  stations: ReadonlyMap<string, StationView>;
  properties: Networks["properties"];
  asOf: string;
};

/** The same as the drawings, in lines: for screen readers, phones, and whoever prefers to read. */
export const StationsTable = ({ networks, stations, properties, asOf }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const nameOf = usePropertyName(properties);
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("station")}</th>
          <th scope="col">{say("recordedBy")}</th>
          <th scope="col">{say("now")}</th>
          <th scope="col">{say("because")}</th>
          <th scope="col">{say("newest")}</th>
          <th scope="col">{say("heard")}</th>
        </tr>
      </thead>
      <tbody>
        {networks.flatMap(({ stations: all }) =>
          all.map((station) => {
            const now = stations.get(station.id);
            const river = networks.flatMap(({ rivers }) => rivers).find(({ id }) => id === station.river);
            return (
              <tr key={station.id}>
                <td data-label={say("station")}>
                  <span className="station-cell">
                    <To href={monitoringPaths.section(station.id)}>{said(station.name)}</To>
                    {river && <span className="tiny">{said(river.name)}</span>}
                    {(station.sample || now?.isSample) && <SampleMark />}
                  </span>
                </td>
                <td data-label={say("recordedBy")}>
                  {station.party ? <PartyName party={station.party} /> : say("nobody")}
                </td>
                <td data-label={say("now")}>
                  {station.kind === "section" ? (
                    <WaterClassMark of={now?.water?.class ?? null} />
                  ) : now?.air && now.air.aqi !== null ? (
                    `AQI ${now.air.aqi}${now.air.name ? ` ${said(now.air.name)}` : ""}`
                  ) : (
                    "–"
                  )}
                </td>
                <td data-label={say("because")} className="small">
                  {(now?.water?.determinedBy ?? []).map(nameOf).join(say("and")) ||
                    (now?.air?.primary ?? []).join(say("and")) ||
                    "–"}
                </td>
                <td data-label={say("newest")}>
                  {now?.atMs === undefined ? "–" : showMoment(now.atMs, asOf)}
                </td>
                <td data-label={say("heard")}>
                  <Freshness now={now ?? { freshness: "never" }} asOf={asOf} />
                </td>
              </tr>
            );
          }),
        )}
      </tbody>
    </table>
  );
};
