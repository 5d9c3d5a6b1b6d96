import { useState, type Ref } from "react";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showMoment, showShortDay, showWeekday } from "#web/show.ts";
import { PartyName } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Freshness } from "../../web/freshness.tsx";
import type { AirLevel, AirStation } from "../contract.ts";
import { AirLevelMark } from "./air-level.tsx";
import { Bar } from "./bar.tsx";
import { itemName, unitOf } from "./items.ts";
import { PollutantForecast } from "./pollutant-forecast.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  station: AirStation;
  levels: readonly AirLevel[];
  asOf: string;
  head: Ref<HTMLHeadingElement>;
};
type Forecast = NonNullable<AirStation["forecast"]>;

/** A station: its index now with the index of each pollutant, and what is expected for three days. */
export const AirStationCard = ({ station, levels, asOf, head }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <section className="card air-card">
      <div className="head">
        <h2 tabIndex={-1} ref={head}>
          {said(station.name)} {station.isSample && <SampleMark why={say("sample")} />}
        </h2>
        <span className="muted">
          {station.party && <PartyName party={station.party} />} <Freshness now={station} asOf={asOf} />
        </span>
      </div>
      <div className="body">
        {station.now && <Statement now={station.now} levels={levels} />}
        <div className="air-parts">
          {station.now && <Items now={station.now} />}
          <section>
            {station.forecast ? (
              <ThreeDays forecast={station.forecast} levels={levels} />
            ) : (
              <p>
                <b>{say("noForecast")}</b>
                <br />
                <span className="small muted">{say("noForecastWhy")}</span>
              </p>
            )}
            <Report report={station.report} levels={levels} />
          </section>
        </div>
        {station.forecast && <Hours name={said(station.name)} forecast={station.forecast} />}
      </div>
    </section>
  );
};

type NowProps = { now: NonNullable<AirStation["now"]> };

const Statement = ({ now, levels }: NowProps & { levels: readonly AirLevel[] }) => {
  const say = useWords(zh, en);
  return (
    <p>
      <b>{now.aqi === null ? say("noIndex", { items: now.missing.join(", ") }) : `AQI ${now.aqi}`}</b>{" "}
      {now.aqi !== null && (
        <>
          <AirLevelMark levels={levels} standard={now.standard} level={now.level} /> ·{" "}
          {now.primary.length > 0 ? say("primary", { items: now.primary.join(", ") }) : say("noPrimary")}
          {now.missing.length > 0 && ` · ${say("missing", { items: now.missing.join(", ") })}`}
        </>
      )}{" "}
      <span className="tiny muted">{say("standard", { standard: now.standard })}</span>
    </p>
  );
};

const Items = ({ now }: NowProps) => {
  const say = useWords(zh, en);
  return (
    <section>
      <h3>{say("now")}</h3>
      <table className="list air-items">
        <tbody>
          {now.items.map(({ item, value, iaqi }) => (
            <tr key={item}>
              <th scope="row">{item}</th>
              <td>
                {value} {unitOf(item.toLowerCase())}
              </td>
              <td>
                IAQI {iaqi}
                <Bar share={iaqi / 300} isMarked={now.primary.includes(item)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

type ForecastProps = { forecast: Forecast; levels: readonly AirLevel[] };

const ThreeDays = ({ forecast, levels }: ForecastProps) => {
  const say = useWords(zh, en);
  return (
    <>
      <h3>
        {say("days")}{" "}
        <span className="tiny muted">{say("issued", { moment: showMoment(forecast.issuedAtMs) })}</span>
      </h3>
      <Days days={forecast.days} levels={levels} />
      {forecast.absent.length > 0 && (
        <p className="small muted">{say("unsaid", { items: forecast.absent.map(itemName).join(", ") })}</p>
      )}
    </>
  );
};

const Hours = ({ name, forecast }: { name: string; forecast: Forecast }) => {
  const say = useWords(zh, en);
  const [chosen, choose] = useState(forecast.items[0]?.property);
  const item = forecast.items.find(({ property }) => property === chosen) ?? forecast.items[0];
  if (!item) return null;
  return (
    <section>
      <h3>{say("hours")}</h3>
      <div className="desk-tabs view-as" role="group" aria-label={say("item")}>
        {forecast.items.map(({ property }) => (
          <button
            key={property}
            type="button"
            className="btn ghost"
            aria-pressed={property === item.property}
            onClick={() => choose(property)}
          >
            {itemName(property)}
          </button>
        ))}
      </div>
      <PollutantForecast station={name} item={item} issuedAtMs={forecast.issuedAtMs} />
    </section>
  );
};

type ReportProps = { report: AirStation["report"]; levels: readonly AirLevel[] };

/** The daily report as it was published; later forecasts of the same days stand beside it and do not change it. */
const Report = ({ report, levels }: ReportProps) => {
  const say = useWords(zh, en);
  if (!report) return <p className="small muted">{say("noReport")}</p>;
  const { issuedAtMs, madeAtMs } = report;
  const issued = showMoment(issuedAtMs);
  return (
    <details>
      <summary>
        {madeAtMs === undefined
          ? say("reportOf", { issued })
          : say("reportAt", { issued, made: showMoment(madeAtMs) })}
      </summary>
      <Days days={report.days} levels={levels} />
    </details>
  );
};

type DaysProps = { days: Forecast["days"]; levels: readonly AirLevel[] };

const Days = ({ days, levels }: DaysProps) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("day")}</th>
          <th scope="col">{say("index")}</th>
          <th scope="col">{say("range")}</th>
          <th scope="col">{say("level")}</th>
          <th scope="col">{say("item")}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((one) => (
          <tr key={one.day}>
            <td>
              {showShortDay(one.day)} {showWeekday(one.day, language)}
            </td>
            <td data-label={say("index")}>
              <b>{one.aqi ?? "–"}</b>
            </td>
            <td data-label={say("range")}>
              {one.high === null
                ? say("noRange")
                : one.low === null
                  ? say("upTo", { high: one.high })
                  : `${one.low}–${one.high}`}
            </td>
            <td data-label={say("level")}>
              {one.aqi === null ? (
                <span className="small">{say("noIndex", { items: one.missing.join(", ") })}</span>
              ) : (
                <AirLevelMark levels={levels} standard={one.standard} level={one.level} />
              )}
            </td>
            <td data-label={say("item")}>
              {one.primary.length > 0 ? one.primary.join(", ") : one.aqi === null ? "–" : say("noPrimary")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
