import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { useLive } from "../../web/use-live.ts";
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
        found.data.stations.map((station) => (
          <AirStationCard
            key={station.id}
            station={station}
            levels={found.data.levels}
            asOf={found.data.asOf}
          />
        ))
      )}
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
