import { problemOf } from "#web/api.ts";
import { DeskFacts } from "#web/desk/desk-bar.tsx";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useWords } from "#web/language.tsx";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { useLive } from "../../web/use-live.ts";
import { AlertDetail } from "./alert-detail.tsx";
import { AlertList } from "./alert-list.tsx";
import { useAlerts } from "./use-alerts.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../../web/monitoring.css";

/** Alerts of all parties that this node was told of; one of them with its history if the address names it. */
export const AlertsPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  useLive();
  const { search, hrefOf } = useDeskSearch();
  const state = search["state"] === "cleared" ? "cleared" : "open";
  return (
    <div className="page-body alerts-page">
      {search["alert"] ? <AlertDetail id={search["alert"]} /> : <List state={state} hrefOf={hrefOf} />}
    </div>
  );
};

const List = ({
  state,
  hrefOf,
}: {
  state: "open" | "cleared";
  hrefOf: ReturnType<typeof useDeskSearch>["hrefOf"];
}) => {
  const say = useWords(zh, en);
  const asked = useAlerts({ state });
  const problem = problemOf(asked.error);
  const alerts = asked.data?.pages.flatMap((page) => page.alerts) ?? [];
  const toConfirm = alerts.filter(({ confirm, hasOwnConfirmed }) => confirm && !hasOwnConfirmed);
  return (
    <>
      {state === "open" && (
        <DeskFacts>
          <span>{say("facts", { n: alerts.length })}</span>
          <span>{say("factsUnconfirmed", { n: toConfirm.length })}</span>
        </DeskFacts>
      )}
      <nav className="desk-tabs" aria-label={say("title")}>
        <To href={hrefOf({ state: undefined })} aria-current={state === "open" ? "page" : undefined}>
          {say("open")}
        </To>
        <To href={hrefOf({ state: "cleared" })} aria-current={state === "cleared" ? "page" : undefined}>
          {say("cleared")}
        </To>
      </nav>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && alerts.length === 0 && (
        <Empty>
          {say(state === "open" ? "none" : "noneCleared")}
          <br />
          {state === "open" && say("noneWhy")}
        </Empty>
      )}
      <AlertList alerts={alerts} toIncident={state === "open"} />
      {asked.hasNextPage && (
        <Button look="ghost" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("more")}
        </Button>
      )}
    </>
  );
};
