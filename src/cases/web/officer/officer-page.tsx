import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { stepInList } from "#web/desk/shortcuts.ts";
import { useShortcuts } from "#web/desk/use-shortcuts.ts";
import { useWords } from "#web/language.tsx";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { FindBox } from "../desk/find-box.tsx";
import { QueueRows } from "../desk/queue-rows.tsx";
import { QueueTabs } from "../desk/queue-tabs.tsx";
import { OfficerCase } from "./officer-case.tsx";
import { byLight } from "./by-light.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const tabs = ["open", "to-confirm", "paused", "done"] as const;
type Tab = (typeof tabs)[number];
const emptyWords = {
  open: "emptyOpen",
  "to-confirm": "emptyConfirm",
  paused: "emptyPaused",
  done: "emptyDone",
} as const;

/** The officer's desk: what is late first, the file in the middle, its papers beside it. */
export const OfficerPage = () => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const { search, hrefOf, set } = useDeskSearch();
  const tab: Tab = tabs.find((one) => one === search["tab"]) ?? "open";
  const chosen = search["case"];
  const find = useRef<HTMLInputElement>(null);
  useTitle(say("title"));
  const queue = useInfiniteQuery({
    queryKey: ["officer-queue", tab],
    queryFn: ({ pageParam }) =>
      answerOf(cases.officerQueue({ query: { tab, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    refetchInterval: 20_000,
  });
  const rows = byLight(queue.data?.pages.flatMap((page) => page.rows) ?? []);
  const counts = queue.data?.pages[0]?.counts;
  const problem = problemOf(queue.error);
  const open = (id: string) => set({ case: id });
  const step = (by: 1 | -1) => {
    const next =
      rows[
        stepInList(
          rows.length,
          rows.findIndex((row) => row.id === chosen),
          by,
        )
      ];
    if (next) open(next.id);
  };
  const findCase = async (text: string) => {
    const answer = await cases.findCase({ query: { text } });
    if (answer.ok) open(answer.value.id);
    else announce(answer.problem.title);
    return answer.ok;
  };
  useShortcuts(
    [
      { key: "ArrowDown", run: () => step(1) },
      { key: "ArrowUp", run: () => step(-1) },
      { key: "/", run: () => find.current?.focus() },
    ],
    (code) => void findCase(code),
  );
  return (
    <div className="desk preview" data-open={chosen ? "" : undefined}>
      <section className="queue" aria-label={say("queue")}>
        <QueueTabs
          label={say("queue")}
          now={tab}
          hrefOf={(id) => hrefOf({ tab: id === "open" ? undefined : id, case: undefined })}
          tabs={[
            { id: "open", name: say("tabOpen", { n: counts?.open ?? "" }) },
            { id: "to-confirm", name: say("tabConfirm", { n: counts?.toConfirm ?? "" }) },
            { id: "paused", name: say("tabPaused", { n: counts?.paused ?? "" }) },
            { id: "done", name: say("tabDone") },
          ]}
        />
        <FindBox ref={find} label={say("find")} onFind={findCase} />
        {queue.isPending && (
          <div className="rows pad">
            <Skeleton lines={8} />
          </div>
        )}
        {problem && (
          <div className="rows pad">
            <ProblemNote problem={problem} onRetry={() => void queue.refetch()} />
          </div>
        )}
        {queue.data && rows.length === 0 && (
          <div className="rows">
            <Empty>{say(emptyWords[tab])}</Empty>
          </div>
        )}
        {rows.length > 0 && (
          <QueueRows
            rows={rows}
            chosen={chosen}
            hrefOf={(id) => hrefOf({ case: id })}
            onOpen={open}
            side={() => "from"}
            foot={
              queue.hasNextPage && (
                <p className="pad">
                  <Button
                    look="ghost"
                    busy={queue.isFetchingNextPage}
                    onClick={() => void queue.fetchNextPage()}
                  >
                    {say("more")}
                  </Button>
                </p>
              )
            }
          />
        )}
      </section>
      {chosen ? (
        <OfficerCase
          key={chosen}
          id={chosen}
          onChanged={() => void queries.invalidateQueries({ queryKey: ["officer-queue"] })}
        />
      ) : (
        <section className="middle">
          <Empty>{say("pick")}</Empty>
        </section>
      )}
    </div>
  );
};
