import { useInfiniteQuery } from "@tanstack/react-query";
import { monitoring } from "#monitoring/web/monitoring-client.ts";
import { answerOf, problemOf } from "#web/api.ts";
import { DeskFacts } from "#web/desk/desk-bar.tsx";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ListTable } from "#web/ui/list-table.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { FindingTable } from "./finding-table.tsx";
import { FindingPage } from "./finding-page.tsx";
import { Mode, PatrolView } from "./patrol-view.tsx";
import "./patrols.css";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const tabs = ["ours", "open", "over", "patrols"] as const;
type Tab = (typeof tabs)[number];
const everyMs = 20_000;

/** Findings by whose turn it is, and the patrols they come from; one of either if the address names it. */
export const PatrolsPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const { search, hrefOf } = useDeskSearch();
  const tab = tabs.find((one) => one === search["tab"]) ?? "ours";
  if (search["finding"])
    return (
      <div className="page-body patrols">
        <To href={hrefOf({ finding: undefined })}>{say("backToList")}</To>
        <FindingPage key={search["finding"]} id={search["finding"]} />
      </div>
    );
  if (search["patrol"])
    return (
      <div className="page-body patrols">
        <To href={hrefOf({ patrol: undefined })}>{say("backToList")}</To>
        <PatrolView id={search["patrol"]} />
      </div>
    );
  return (
    <div className="page-body patrols">
      <nav className="desk-tabs" aria-label={say("title")}>
        {tabs.map((one) => (
          <To key={one} href={hrefOf({ tab: one })} aria-current={one === tab ? "page" : undefined}>
            {say(`tab-${one}`)}
          </To>
        ))}
        <To href="/patrol" className="patrols-phone">
          {say("onPhone")}
        </To>
      </nav>
      {tab === "patrols" ? <Patrols /> : <Findings tab={tab} />}
    </div>
  );
};

const Findings = ({ tab }: { tab: Exclude<Tab, "patrols"> }) => {
  const say = useWords(zh, en);
  const asked = useInfiniteQuery({
    queryKey: ["findings", tab],
    queryFn: ({ pageParam }) =>
      answerOf(monitoring.listFindings({ query: { tab, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    refetchInterval: everyMs,
  });
  const problem = problemOf(asked.error);
  const rows = asked.data?.pages.flatMap((page) => page.rows) ?? [];
  const counts = asked.data?.pages[0]?.counts;
  return (
    <>
      {counts && (
        <DeskFacts>
          <span>{say("countOurs", { n: counts.ours })}</span>
          <span>{say("countOpen", { n: counts.open })}</span>
          <span>{say("countOverdue", { n: counts.overdue })}</span>
        </DeskFacts>
      )}
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && rows.length === 0 && <Empty>{say(`none-${tab}`)}</Empty>}
      {rows.length > 0 && <FindingTable rows={rows} />}
      <More asked={asked} />
    </>
  );
};

const More = ({
  asked,
}: {
  asked: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) => {
  const say = useWords(zh, en);
  return asked.hasNextPage ? (
    <Button look="ghost" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
      {say("more")}
    </Button>
  ) : null;
};

const Patrols = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { hrefOf } = useDeskSearch();
  const asked = useInfiniteQuery({
    queryKey: ["patrols"],
    queryFn: ({ pageParam }) =>
      answerOf(monitoring.listPatrols({ query: pageParam ? { after: pageParam } : {} })),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    refetchInterval: everyMs,
  });
  const problem = problemOf(asked.error);
  const rows = asked.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && rows.length === 0 && <Empty>{say("none-patrols")}</Empty>}
      {rows.length > 0 && (
        <ListTable heads={[say("begun"), say("route"), say("by"), say("mode"), say("reached"), say("ended")]}>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={say("begun")} className="short">
                <To href={hrefOf({ patrol: row.id })}>{showMoment(new Date(row.begunAtMs).toISOString())}</To>
              </td>
              <td data-label={say("route")}>{said(row.routeTitle)}</td>
              <td data-label={say("by")}>
                <PartyName party={row.party} />
              </td>
              <td data-label={say("mode")}>
                <Mode {...row} />
              </td>
              <td data-label={say("reached")}>{say("points", { n: row.reached.length })}</td>
              <td data-label={say("ended")} className="short">
                {row.endedAtMs === undefined
                  ? say("underWay")
                  : showMoment(new Date(row.endedAtMs).toISOString())}
              </td>
            </tr>
          ))}
        </ListTable>
      )}
      <More asked={asked} />
    </>
  );
};
