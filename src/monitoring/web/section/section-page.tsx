import { useMemo } from "react";
import { useParams, useSearch } from "@tanstack/react-router";
import { provinces } from "#official/province.ts";
import { problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName, useParties, usePartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { findStation, nextAbove, nextBelow, targetIn, type Network, type Station } from "../../network.ts";
import { streamOf } from "../../observations/reading.ts";
import type { StationView } from "../../river/contract.ts";
import { Freshness } from "../freshness.tsx";
import { deskPaths } from "#web/desk/desk-paths.ts";
import { monitoringPaths } from "../monitoring-paths.ts";
import { useLive } from "../use-live.ts";
import { stationIn, useNetworks, usePropertyName, useSituation, type Networks } from "../use-networks.ts";
import { useClassName, WaterClassMark } from "../water-class.tsx";
import { AlertList } from "../../alerts/web/alert-list.tsx";
import { useAlerts } from "../../alerts/web/use-alerts.ts";
import { Arrivals } from "./arrivals.tsx";
import { ClassReason } from "./class-reason.tsx";
import { spans, stretchOf, type Span } from "./curve.ts";
import { Revisions } from "./revisions.tsx";
import { SectionChart } from "./section-chart.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One section: what it measures over time, why it has its class, and how it stands to its neighbours. */
export const SectionPage = () => {
  const say = useWords(zh, en);
  const { id } = useParams({ strict: false }) as { id: string };
  useLive();
  const networks = useNetworks();
  const situation = useSituation();
  const problem = problemOf(networks.error ?? situation.error);
  const found = networks.data && stationIn(networks.data.networks, id);
  return (
    <div className="page-body section-page">
      <p className="tiny">
        <To href={deskPaths.duty}>← {say("back")}</To>
      </p>
      {problem ? (
        <ProblemNote
          problem={problem}
          onRetry={() => void Promise.all([networks.refetch(), situation.refetch()])}
        />
      ) : !networks.data || !situation.data ? (
        <Skeleton lines={8} />
      ) : found ? (
        <Section
          {...found}
          networks={networks.data}
          stations={situation.data.stations}
          asOf={situation.data.asOf}
        />
      ) : (
        <Empty>
          {say("unknown")}
          <br />
          {say("unknownWhy", { id })}
        </Empty>
      )}
    </div>
  );
};

type Props = {
  networks: Networks;
  network: Network;
  station: Station;
  stations: readonly StationView[];
  asOf: string;
};

const query = (id: string, given: Record<string, string>): string =>
  `${monitoringPaths.section(id)}?${new URLSearchParams(given).toString()}`;

const Section = ({ networks, network, station, stations, asOf }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const nameOf = usePropertyName(networks.properties);
  useTitle(said(station.name));
  const search: { property?: string; span?: string } = useSearch({ strict: false });
  const now = stations.find((one) => one.station === station.id);
  const property =
    station.properties.find((one) => one === search.property) ??
    now?.water?.determinedBy[0] ??
    station.properties[0]!;
  const span: Span = spans.find((one) => one === search.span) ?? "week";
  const [above, below] = useMemo(() => {
    const of = (ids: readonly string[]): Station[] => ids.flatMap((id) => findStation(network, id) ?? []);
    return [of(nextAbove(network, station.id)), of(nextBelow(network, station.id))];
  }, [network, station.id]);
  // The newest value here or next to it ends the curve; a section that fell silent shows its own last days.
  const newest = (one: StationView): number[] => (one.atMs === undefined ? [] : [one.atMs]);
  const counted = now?.freshness === "silent" ? [station] : [station, ...above, ...below];
  const last = stations.filter(({ station: id }) => counted.some((one) => one.id === id)).flatMap(newest);
  const endMs = Math.min(last.length > 0 ? Math.max(...last) : Infinity, Date.parse(asOf));
  const beside = useMemo(
    () => [...above, ...below].filter((one) => one.properties.includes(property)).slice(0, 3),
    [above, below, property],
  );
  const { from, to } = stretchOf(span, endMs);
  // What is open at this station stands here too, so that nobody has to go back to find it.
  const open = useAlerts({ state: "open", station: station.id });
  const alerts = useMemo(() => open.data?.pages.flatMap((page) => page.alerts) ?? [], [open.data]);
  const expected = useMemo(() => {
    const due = alerts.flatMap(({ kind, because }) =>
      kind === "arrival" && because.upstream && because.facts[0]?.property === property
        ? [because.upstream]
        : [],
    )[0];
    return due && { fromMs: due.earliestMs, toMs: due.latestMs };
  }, [alerts, property]);
  return (
    <>
      <Head network={network} station={station} now={now} asOf={asOf} />
      {alerts.length > 0 && <AlertList alerts={alerts} />}
      <nav className="desk-tabs view-as" aria-label={say("property")}>
        {station.properties.map((one) => (
          <To
            key={one}
            href={query(station.id, { property: one, span })}
            aria-current={one === property ? "page" : undefined}
          >
            {nameOf(one)}
          </To>
        ))}
      </nav>
      <div className="desk-tabs view-as">
        <span className="tiny">{say("span")}</span>
        {spans.map((one) => (
          <To
            key={one}
            href={query(station.id, { property, span: one })}
            aria-current={one === span ? "page" : undefined}
          >
            {say(one)}
          </To>
        ))}
        <a
          className="small"
          href={`/api/monitoring/export?${new URLSearchParams({ streams: streamOf(station.id, property), from, to, format: "csv" }).toString()}`}
        >
          {say("export")}
        </a>
      </div>
      <SectionChart
        networks={networks}
        station={station}
        beside={beside}
        property={property}
        span={span}
        endMs={endMs}
        expected={expected}
      />
      <div className="section-parts">
        {station.kind === "section" && (
          <section>
            <h2>{say("why")}</h2>
            <ClassReason water={now?.water} networks={networks} />
          </section>
        )}
        {station.kind === "section" && (
          <section>
            <h2>{say("neighbours")}</h2>
            <Neighbours title="upstream" none="noUpstream" own={above} stations={stations} asOf={asOf} />
            <Neighbours title="downstream" none="noDownstream" own={below} stations={stations} asOf={asOf} />
          </section>
        )}
        {below.length > 0 && (
          <section className="whole">
            <h2>{say("arrivals")}</h2>
            <Arrivals
              key={`${station.id} ${property}`}
              networks={networks}
              network={network}
              station={station}
              property={property}
              endMs={endMs}
            />
          </section>
        )}
        <section className="whole">
          <h2>{say("revisions")}</h2>
          <Revisions networks={networks} station={station.id} property={property} span={span} endMs={endMs} />
        </section>
      </div>
    </>
  );
};

const Head = ({
  network,
  station,
  now,
  asOf,
}: Pick<Props, "network" | "station" | "asOf"> & { now: StationView | undefined }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const className = useClassName();
  const parties = useParties();
  const partyName = usePartyName();
  const placeOf = (division: string): string => {
    const province = provinces[division.slice(0, 2)];
    return parties.some(({ party }) => party === division)
      ? partyName(division)
      : province
        ? said(province)
        : division;
  };
  const river = network.rivers.find(({ id }) => id === station.river);
  const target = targetIn(station, Number(asOf.slice(0, 4)));
  const { intervalMinutes: minutes } = station;
  const often =
    minutes >= 40_000
      ? say("monthly")
      : minutes % 60 === 0
        ? say("every", { n: minutes / 60 })
        : say("everyMinutes", { n: minutes });
  const facts = [
    river && said(river.name),
    station.border && say("crossing", { from: placeOf(station.border.from), to: placeOf(station.border.to) }),
    often,
    station.place.accuracy === "approximate" && say("approximate"),
  ];
  const verdict = now?.water?.target;
  return (
    <div className="case-head">
      <div>
        <h1>
          {said(station.name)} {station.sample && <SampleMark why={say("sampleStation")} />}{" "}
          {now?.isSample && <SampleMark why={say("sampleValues")} />}
        </h1>
        <p className="muted">
          {facts.filter(Boolean).join(" · ")} ·{" "}
          {station.party ? <PartyName party={station.party} /> : say("reference")}
        </p>
      </div>
      <div className="when">
        {station.kind === "section" && (
          <span className="big-class">
            <WaterClassMark of={now?.water?.class ?? null} />
          </span>
        )}
        {now?.air && (
          <p>
            <b>{now.air.aqi === null ? say("noIndex") : `AQI ${now.air.aqi}`}</b>{" "}
            {now.air.name && said(now.air.name)} ·{" "}
            {now.air.primary.length > 0
              ? say("primary", { items: now.air.primary.join(say("and")) })
              : say("noPrimary")}
          </p>
        )}
        <p>
          <Freshness now={now ?? { freshness: "never" }} asOf={asOf} />
        </p>
        {target && (
          <p className="small">
            {say("target", { year: target.year, class: className(target.class) })}{" "}
            {target.sample && <SampleMark why={say("targetSample")} />}
            {verdict && (
              <b className={verdict.isMet === false ? "no" : verdict.isMet ? "ok" : undefined}>
                {" "}
                {say(verdict.isMet === false ? "targetMissed" : verdict.isMet ? "targetMet" : "targetOpen")}
              </b>
            )}
          </p>
        )}
      </div>
    </div>
  );
};

const Neighbours = ({
  title,
  none,
  own,
  stations,
  asOf,
}: {
  title: "upstream" | "downstream";
  none: "noUpstream" | "noDownstream";
  own: readonly Station[];
  stations: readonly StationView[];
  asOf: string;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <>
      <h3>{say(title)}</h3>
      {own.length === 0 && <p className="muted">{say(none)}</p>}
      {own.map((station) => {
        const now = stations.find((one) => one.station === station.id);
        return (
          <To key={station.id} className="queue-row" href={monitoringPaths.section(station.id)}>
            <b>{said(station.name)}</b>
            <WaterClassMark of={now?.water?.class ?? null} />
            <small>{station.party ? <PartyName party={station.party} /> : say("reference")}</small>
            <small>
              <Freshness now={now ?? { freshness: "never" }} asOf={asOf} />
            </small>
          </To>
        );
      })}
    </>
  );
};
