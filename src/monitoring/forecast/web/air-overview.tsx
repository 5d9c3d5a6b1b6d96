import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showShortDay, showWeekday } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { ListTable } from "#web/ui/list-table.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Freshness } from "../../web/freshness.tsx";
import type { AirLevel, AirStation } from "../contract.ts";
import { AirLevelMark } from "./air-level.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  stations: readonly AirStation[];
  levels: readonly AirLevel[];
  asOf: string;
  chosen: string;
  hrefOfStation: (id: string) => string;
};

/** Each station in a row: its index now and on the days to come. The chosen one stands whole below. */
export const AirOverview = ({ stations, levels, asOf, chosen, hrefOfStation }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const days = [
    ...new Set(stations.flatMap(({ forecast }) => forecast?.days.map(({ day }) => day) ?? [])),
  ].toSorted();
  const headOf = (day: string) => `${showShortDay(day)} ${showWeekday(day, language)}`;
  const heads = [say("station"), say("now"), ...days.map(headOf)];
  return (
    <div className="card air-overview">
      <ListTable heads={heads}>
        {stations.map((one) => (
          <tr key={one.id}>
            <td>
              <div>
                <To href={hrefOfStation(one.id)} aria-current={one.id === chosen ? "true" : undefined}>
                  {said(one.name)}
                </To>{" "}
                {one.isSample && <SampleMark why={say("sample")} />}{" "}
                {one.party && <PartyName party={one.party} />}
              </div>
            </td>
            <td data-label={say("now")}>
              <div>
                <Index of={one.now} levels={levels} />
                {one.freshness !== "current" && <Freshness now={one} asOf={asOf} />}
              </div>
            </td>
            {days.map((day) => (
              <td key={day} data-label={headOf(day)}>
                <Index of={one.forecast?.days.find((other) => other.day === day)} levels={levels} />
              </td>
            ))}
          </tr>
        ))}
      </ListTable>
    </div>
  );
};

type Indexed = { aqi: number | null; level: number | null; standard: string };

const Index = ({ of, levels }: { of: Indexed | undefined; levels: readonly AirLevel[] }) => {
  const say = useWords(zh, en);
  if (!of) return <span className="muted">–</span>;
  if (of.aqi === null) return <span className="muted">{say("noIndexShort")}</span>;
  return (
    <span className="air-index">
      <b>{of.aqi}</b> <AirLevelMark levels={levels} standard={of.standard} level={of.level} />
    </span>
  );
};
