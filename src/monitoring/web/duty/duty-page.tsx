import { useMemo } from "react";
import { useSearch } from "@tanstack/react-router";
import { problemOf } from "#web/api.ts";
import { DeskFacts } from "#web/desk/desk-bar.tsx";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { Network } from "../../network.ts";
import type { StationView } from "../../river/contract.ts";
import { classesFromBest } from "../../standards/water-standard.ts";
import { Freshness } from "../freshness.tsx";
import { deskPaths } from "#web/desk/desk-paths.ts";
import { monitoringPaths } from "../monitoring-paths.ts";
import { useLive } from "../use-live.ts";
import { useNetworks, useSituation, useStationName, type Networks } from "../use-networks.ts";
import { WaterClassMark } from "../water-class.tsx";
import { AlertList } from "../../alerts/web/alert-list.tsx";
import { useAlerts } from "../../alerts/web/use-alerts.ts";
import type { AlertView } from "../../alerts/contract.ts";
import "../monitoring.css";
import { AirMap } from "./air-map.tsx";
import { RiverDiagram } from "./river-diagram.tsx";
import { StationsTable } from "./stations-table.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What a duty officer looks at all day: rivers and air as they are now, what is wrong, and what is silent. */
export const DutyPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  useLive();
  const networks = useNetworks();
  const situation = useSituation();
  const problem = problemOf(networks.error ?? situation.error);
  if (problem)
    return (
      <div className="page-body">
        <ProblemNote
          problem={problem}
          onRetry={() => void Promise.all([networks.refetch(), situation.refetch()])}
        />
      </div>
    );
  if (!networks.data || !situation.data)
    return (
      <div className="page-body">
        <Skeleton lines={8} />
      </div>
    );
  if (networks.data.networks.length === 0)
    return (
      <div className="page-body">
        <Empty>
          {say("none")}
          <br />
          {say("noneWhy")}
        </Empty>
      </div>
    );
  return <Duty networks={networks.data} stations={situation.data.stations} asOf={situation.data.asOf} />;
};

type Props = { networks: Networks; stations: readonly StationView[]; asOf: string };

const Duty = ({ networks: { networks, properties }, stations, asOf }: Props) => {
  const say = useWords(zh, en);
  const search: { as?: string } = useSearch({ strict: false });
  const byId = useMemo(() => new Map(stations.map((one) => [one.station, one])), [stations]);
  const rivers = networks.filter(({ medium }) => medium === "water");
  const airs = networks.filter(({ medium }) => medium === "air");
  const hasSample = ({ stations: own }: Network): boolean =>
    own.some(({ id }) => byId.get(id)?.isSample === true);
  const isTable = search.as === "table";
  const open = useAlerts({ state: "open" });
  const alerts = useMemo(() => open.data?.pages.flatMap((page) => page.alerts) ?? [], [open.data]);
  const alerted = useMemo(
    () => new Set(alerts.flatMap(({ station, kind }) => (station && kind !== "arrival" ? [station] : []))),
    [alerts],
  );
  const expected = useExpected(alerts);
  return (
    <div className="desk duty">
      <Facts stations={stations} />
      <section className="middle" aria-label={say("title")}>
        <p className="desk-tabs view-as">
          <span className="tiny">{say("view")}</span>
          <To href={deskPaths.duty} aria-current={isTable ? undefined : "page"}>
            {say("asDrawing")}
          </To>
          <To href={`${deskPaths.duty}?as=table`} aria-current={isTable ? "page" : undefined}>
            {say("asTable")}
          </To>
        </p>
        {isTable ? (
          <StationsTable networks={networks} stations={byId} properties={properties} asOf={asOf} />
        ) : (
          <>
            {rivers.map((network) => (
              <div key={network.id}>
                <h2>
                  {say("rivers")} {rivers.some(hasSample) && <SampleMark why={say("sampleValues")} />}
                </h2>
                <RiverDiagram
                  network={network}
                  stations={byId}
                  asOf={asOf}
                  alerted={alerted}
                  expected={expected}
                />
                <Legend />
              </div>
            ))}
            {airs.map((network) => (
              <div key={network.id}>
                <h2>
                  {say("air")} {airs.some(hasSample) && <SampleMark why={say("sampleValues")} />}
                </h2>
                <AirMap
                  network={network}
                  rivers={rivers.flatMap((one) => one.rivers)}
                  stations={byId}
                  asOf={asOf}
                />
              </div>
            ))}
            <p className="tiny">{say("estimate")}</p>
          </>
        )}
      </section>
      <section className="side">
        <h2>{say("alerts")}</h2>
        {open.error ? (
          <p className="no">{say("alertsUnread")}</p>
        ) : alerts.length === 0 ? (
          <p className="muted">{say(open.isPending ? "reading" : "noAlerts")}</p>
        ) : (
          <AlertList alerts={alerts} />
        )}
        <Quiet networks={networks} stations={stations} asOf={asOf} />
      </section>
    </div>
  );
};

/** Sections that a wave is on its way to, with the hours in which it is due. */
const useExpected = (alerts: readonly AlertView[]): ReadonlyMap<string, string> => {
  const say = useWords(zh, en);
  return useMemo(
    () =>
      new Map(
        alerts.flatMap(({ station, kind, because: { upstream } }): [string, string][] => {
          if (kind !== "arrival" || !station || !upstream) return [];
          const [from, to] = [upstream.earliestMs, upstream.latestMs].map((at) => showMoment(at));
          return [[station, say("expected", { from, to })]];
        }),
      ),
    [alerts, say],
  );
};

const isQuiet = ({ freshness }: StationView): boolean => freshness === "silent" || freshness === "late";

const Facts = ({ stations }: { stations: readonly StationView[] }) => {
  const say = useWords(zh, en);
  const asked = stations.filter(({ freshness }) => freshness !== "reference");
  const heard = asked.filter(({ freshness }) => freshness === "current");
  const over = stations.filter(({ water }) => water?.target?.isMet === false);
  return (
    <DeskFacts>
      <span>{say("heardCount", { n: heard.length, all: asked.length })}</span>
      <span>{say("quietCount", { n: asked.filter(isQuiet).length })}</span>
      <span>{say("overCount", { n: over.length })}</span>
    </DeskFacts>
  );
};

const Legend = () => {
  const say = useWords(zh, en);
  return (
    <p className="legend tiny">
      {classesFromBest.map((one) => (
        <WaterClassMark key={one} of={one} />
      ))}
      <span>{say("legendTarget")}</span>
      <span>{say("legendOld")}</span>
      <span>{say("legendNone")}</span>
    </p>
  );
};

/** Silence is a finding too: the longest first. */
const Quiet = ({
  networks,
  stations,
  asOf,
}: {
  networks: readonly Network[];
  stations: readonly StationView[];
  asOf: string;
}) => {
  const say = useWords(zh, en);
  const nameOf = useStationName(networks);
  const quiet = stations.filter(isQuiet).toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  const never = stations.filter(({ freshness }) => freshness === "never");
  return (
    <>
      <h2>{say("quiet")}</h2>
      {quiet.length === 0 && never.length === 0 && <p className="muted">{say("allHeard")}</p>}
      {quiet.map((one) => (
        <To key={one.station} className="queue-row" href={monitoringPaths.section(one.station)}>
          <b>{nameOf(one.station)}</b>
          <Freshness now={one} asOf={asOf} />
        </To>
      ))}
      {never.length > 0 && (
        <p className="tiny">
          {say("neverHeard", { names: never.map(({ station }) => nameOf(station)).join(say("and")) })}
        </p>
      )}
    </>
  );
};
