import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { answerOf } from "#web/api.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { paths } from "#web/paths.ts";
import { dayOfInstant, showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To, useGo } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { AirMonths, Cities, Rivers, SectionMonths } from "./month-tables.tsx";
import { isMonth, monthsUpTo } from "./months.ts";
import "./public.css";
import { AirTable, WaterTable } from "./station-tables.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Open to anyone: what the water and the air are like, by which standard, and what is missing. */
export const PublicPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  return (
    <div className="wrap open-data" style={{ paddingBlock: "1.9rem 3rem" }}>
      <h1 tabIndex={-1}>{say("title")}</h1>
      <p className="muted" style={{ maxWidth: "46rem" }}>
        {say("lead")}
      </p>
      <Now />
      <MonthReport />
    </div>
  );
};

const semicolon = { zh: "；", en: "; " };

const Waiting = () => (
  <div className="card">
    <div className="body">
      <Skeleton lines={8} height="20rem" />
    </div>
  </div>
);

const Now = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const found = useQuery({
    queryKey: ["monitoring", "public"],
    queryFn: () => answerOf(monitoring.publicStations({})),
    refetchInterval: 60_000,
  });
  if (found.isPending) return <Waiting />;
  if (found.isError) return <FailedPage error={found.error} onRetry={() => void found.refetch()} />;
  const { stations, asOf, standards } = found.data;
  if (stations.length === 0) return <Empty>{say("nothing")}</Empty>;
  const of = (medium: "water" | "air") => stations.filter((one) => one.medium === medium);
  return (
    <>
      <nav className="open-data-parts" aria-label={say("parts")}>
        {of("water").length > 0 && <a href="#water">{say("water")}</a>}
        {of("air").length > 0 && <a href="#air">{say("air")}</a>}
        <a href="#month-report">{say("month")}</a>
      </nav>
      {of("water").length > 0 && (
        <section className="card" id="water">
          <div className="head">
            <h2>{say("water")}</h2>
            <span className="muted">{say("asOf", { moment: showMoment(asOf) })}</span>
          </div>
          <WaterTable stations={of("water")} asOf={asOf} />
        </section>
      )}
      {of("air").length > 0 && (
        <section className="card" id="air">
          <div className="head">
            <h2>{say("air")}</h2>
            <To href={paths.air()}>{say("forecast")}</To>
            <span className="muted">{say("asOf", { moment: showMoment(asOf) })}</span>
          </div>
          <AirTable stations={of("air")} asOf={asOf} />
        </section>
      )}
      {standards.length > 0 && (
        <p className="small muted" style={{ marginTop: ".6rem" }}>
          {say("standards", {
            names: standards.map(({ id, title }) => `${id} ${said(title)}`).join(said(semicolon)),
          })}
        </p>
      )}
    </>
  );
};

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="card">
    <div className="head">
      <h3>{title}</h3>
    </div>
    {children}
  </div>
);

const MonthReport = () => {
  const say = useWords(zh, en);
  const { language } = useReading();
  const go = useGo();
  const search: { month?: string } = useSearch({ strict: false });
  const [today] = useState(() => dayOfInstant(new Date().toISOString()));
  const month = isMonth(search.month) ? search.month : today.slice(0, 7);
  const report = useQuery({
    queryKey: ["monitoring", "public-month", month],
    queryFn: () => answerOf(monitoring.publicMonth({ query: { month } })),
    placeholderData: keepPreviousData,
  });
  const file = (format: string) => `/api/monitoring/public/month-file?month=${month}&format=${format}`;
  return (
    <section aria-labelledby="month-report">
      <h2 id="month-report">{say("month")}</h2>
      <p className="muted small">{say("monthLead")}</p>
      <div className="month-choice">
        <label htmlFor="month">{say("monthOf")}</label>
        <select id="month" value={month} onChange={({ target }) => go(paths.monitoring(target.value), true)}>
          {monthsUpTo(today, month).map((one) => (
            <option key={one} value={one}>
              {language === "zh" ? `${one.slice(0, 4)}年${Number(one.slice(5))}月` : one}
            </option>
          ))}
        </select>
        <a className="btn ghost" href={file("csv")} download>
          {say("csv")}
        </a>
        <a className="btn ghost" href={file("json")} download>
          {say("json")}
        </a>
        <a className="btn ghost" href="/api/monitoring/catalogue.jsonld">
          {say("catalogue")}
        </a>
      </div>
      <p className="small muted">{say("downloadLead")}</p>
      {report.isPending && <Waiting />}
      {report.isError && <FailedPage error={report.error} onRetry={() => void report.refetch()} />}
      {report.data && (
        <>
          {!report.data.isComplete && (
            <p className="small muted" role="status">
              {say("soFar", { moment: showMoment(report.data.until) })}
            </p>
          )}
          {report.data.sections.length > 0 && (
            <Part title={say("water")}>
              <SectionMonths sections={report.data.sections} />
            </Part>
          )}
          {report.data.rivers.length > 0 && (
            <Part title={say("rivers")}>
              <Rivers rivers={report.data.rivers} />
            </Part>
          )}
          {report.data.cities.length > 0 && (
            <Part title={say("cityIndex")}>
              <Cities cities={report.data.cities} />
            </Part>
          )}
          {report.data.air.length > 0 && (
            <Part title={say("air")}>
              <AirMonths air={report.data.air} />
            </Part>
          )}
        </>
      )}
    </section>
  );
};
