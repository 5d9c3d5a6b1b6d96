import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { answerOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { useLive } from "../../web/use-live.ts";
import type { AirForecasts } from "../contract.ts";
import { AirOverview } from "./air-overview.tsx";
import { AirStationCard } from "./air-station.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const Stations = ({ isPublic }: { isPublic: boolean }) => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const found = useQuery({
    queryKey: ["monitoring", "forecasts", isPublic],
    queryFn: () => answerOf(isPublic ? monitoring.publicForecasts({}) : monitoring.airForecasts({})),
    refetchInterval: 60_000,
  });
  return (
    <>
      <h1 tabIndex={-1}>{say("title")}</h1>
      <p className="muted" style={{ maxWidth: "46rem" }}>
        {say("lead")}
      </p>
      {found.isPending ? (
        <Skeleton lines={8} />
      ) : found.isError ? (
        <FailedPage error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data.stations.length === 0 ? (
        <Empty>{say("none")}</Empty>
      ) : (
        <Region of={found.data} />
      )}
    </>
  );
};

/** All stations at a glance, and one of them whole: the first, or the one that the address names. */
const Region = ({ of: { stations, levels, asOf } }: { of: AirForecasts }) => {
  const { search, hrefOf } = useDeskSearch();
  const named = search["station"];
  const station = stations.find(({ id }) => id === named) ?? stations[0]!;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (named) head.current?.focus();
  }, [named]);
  const hrefOfStation = (id: string) => hrefOf({ station: id });
  return (
    <>
      <AirOverview {...{ stations, levels, asOf, hrefOfStation }} chosen={station.id} />
      <AirStationCard key={station.id} {...{ station, levels, asOf, head }} />
    </>
  );
};

/** The air of the region for duty officers, kept up to date. */
export const AirPage = () => {
  useLive();
  return (
    <div className="page-body section-page">
      <Stations isPublic={false} />
    </div>
  );
};

/** The same for everyone, as far as the agreement publishes it. */
export const PublicAirPage = () => (
  <div className="wrap open-data" style={{ paddingBlock: "1.9rem 3rem" }}>
    <Stations isPublic />
  </div>
);
