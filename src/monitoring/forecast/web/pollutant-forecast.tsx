import { useMemo } from "react";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { Chart } from "../../web/chart.tsx";
import type { ForecastItem } from "../events.ts";
import { hourMs } from "../hours.ts";
import { inputs, type Input } from "../inputs.ts";
import { forecastOption, shownHours } from "./forecast-option.ts";
import { Bar } from "./bar.tsx";
import { itemName, unitOf } from "./items.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { station: string; item: ForecastItem; issuedAtMs: number };

const signed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value > 0 ? "+" : "−"}${text}`;
};

/** One pollutant: its hours with the interval, what moved them, and how such forecasts have fared. */
export const PollutantForecast = ({ station, item, issuedAtMs }: Props) => {
  const say = useWords(zh, en);
  const unit = unitOf(item.property);
  const words = {
    forecast: say("forecast"),
    interval: say("interval"),
    persistence: say("persistence"),
    climatology: say("climatology"),
  };
  const { forecast, interval, persistence, climatology } = words;
  const option = useMemo(
    () =>
      forecastOption({
        item,
        issuedAtMs,
        unit,
        words: { forecast, interval, persistence, climatology },
      }),
    [item, issuedAtMs, unit, forecast, interval, persistence, climatology],
  );
  return (
    <>
      {item.method === "climatology" && (
        <p className="small" role="status">
          {say(item.why === "silent" ? "silentOnly" : "climatologyOnly")}
        </p>
      )}
      <Chart
        label={say("chart", { station, item: itemName(item.property), unit })}
        option={option}
        heightRem={18}
        tableLabel={say("table")}
        table={
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{say("time")}</th>
                <th scope="col">{forecast}</th>
                <th scope="col">{interval}</th>
                <th scope="col">{persistence}</th>
                <th scope="col">{climatology}</th>
              </tr>
            </thead>
            <tbody>
              {item.values.slice(0, shownHours).map((value, n) => (
                <tr key={n}>
                  <td>{showMoment(issuedAtMs + (n + 1) * hourMs)}</td>
                  <td>{value}</td>
                  <td>
                    {item.low[n]}–{item.high[n]}
                  </td>
                  <td>{item.persistence ?? "–"}</td>
                  <td>{item.climatology[n]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
      <p className="tiny muted">
        {say("record", { hours: item.record.hours, from: showMoment(item.record.fromMs) })}
      </p>
      <div className="air-parts">
        <Moved item={item} />
        <Skills item={item} />
      </div>
    </>
  );
};

const inputWords = {
  now: "inputNow",
  course: "inputCourse",
  days: "inputDays",
  others: "inputOthers",
  wind: "inputWind",
  pressure: "inputPressure",
  moisture: "inputMoisture",
  temperature: "inputTemperature",
  rain: "inputRain",
  season: "inputSeason",
} as const satisfies Record<Input, keyof typeof zh>;

const Moved = ({ item }: { item: ForecastItem }) => {
  const say = useWords(zh, en);
  const first = item.moved[0] ?? {};
  const moved = inputs
    .flatMap((input) => (first[input] === undefined ? [] : [{ input, by: first[input] }]))
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const most = Math.max(...moved.map(({ by }) => Math.abs(by)), 1e-9);
  return (
    <section>
      <h3>{say("moved")}</h3>
      <p className="small muted">{say(moved.length > 0 ? "movedLead" : "noMoved")}</p>
      {moved.length > 0 && (
        <table className="list air-items">
          <tbody>
            {moved.map(({ input, by }) => (
              <tr key={input}>
                <th scope="row">{say(inputWords[input])}</th>
                <td>
                  {signed(by, 1)} {unitOf(item.property)}
                  <Bar share={Math.abs(by) / most} isMarked={by > 0} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

type Fared = { head: string; rmse: number; toPersistence: number; toClimatology: number; coverage: number };

/** How forecasts fared, a row for each horizon, always beside the two simplest ones. */
const SkillTable = ({ rows, unit }: { rows: readonly Fared[]; unit: string }) => {
  const say = useWords(zh, en);
  return (
    <table className="list stack skills">
      <thead>
        <tr>
          <th scope="col">{say("ahead")}</th>
          <th scope="col">
            {say("rmse")} {unit}
          </th>
          <th scope="col">{say("toPersistence")}</th>
          <th scope="col">{say("toClimatology")}</th>
          <th scope="col">{say("coverage")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ head, rmse, toPersistence, toClimatology, coverage }) => (
          <tr key={head}>
            <td>
              <b>{head}</b>
            </td>
            <td data-label={`${say("rmse")} ${unit}`}>{rmse.toFixed(1)}</td>
            <td data-label={say("toPersistence")}>{signed(toPersistence, 2)}</td>
            <td data-label={say("toClimatology")}>{signed(toClimatology, 2)}</td>
            <td data-label={say("coverage")}>{Math.round(coverage * 100)}%</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const leads = ["lead1", "lead2", "lead3"] as const;

const Skills = ({ item }: { item: ForecastItem }) => {
  const say = useWords(zh, en);
  const unit = unitOf(item.property);
  const tested = (item.tested ?? []).map((one) => ({
    ...one,
    head: say("hoursAhead", { hours: one.ahead }),
  }));
  const issued = item.skill.map((one) => ({ ...one, head: say(leads[one.lead - 1]!) }));
  return (
    <section>
      <h3>{say("skill")}</h3>
      <p className="small muted">{say("skillLead")}</p>
      <h4>{say("tested")}</h4>
      <p className="small muted">{say(tested.length > 0 ? "testedLead" : "noTested")}</p>
      {tested.length > 0 && <SkillTable rows={tested} unit={unit} />}
      <h4>{say("issuedSkill")}</h4>
      {issued.length > 0 ? (
        <SkillTable rows={issued} unit={unit} />
      ) : (
        <p className="small muted">{say("noSkill")}</p>
      )}
    </section>
  );
};
