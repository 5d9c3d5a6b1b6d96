import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { DeskFacts } from "#web/desk/desk-bar.tsx";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { KeysDialog } from "#web/desk/keys-dialog.tsx";
import { stepInList } from "#web/desk/shortcuts.ts";
import { useShortcuts } from "#web/desk/use-shortcuts.ts";
import { useToday } from "#web/desk/use-today.ts";
import { useWords } from "#web/language.tsx";
import { showShortDay } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { QueueRows } from "../desk/queue-rows.tsx";
import { QueueTabs } from "../desk/queue-tabs.tsx";
import { FindBox } from "../desk/find-box.tsx";
import { CaseDesk } from "./case-desk.tsx";
import { HandInDesk } from "./hand-in-desk.tsx";
import { HandoverList } from "./handover-list.tsx";
import { keyLines } from "./key-lines.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const tabs = ["today", "supplement", "deliver", "all"] as const;
type Tab = (typeof tabs)[number];
const emptyWords = {
  today: "emptyToday",
  supplement: "emptySupplement",
  deliver: "emptyDeliver",
  all: "emptyAll",
} as const;

/** The window clerk's day: the queue on the left, one case in the middle, all of it by keys. */
export const WindowPage = () => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const { search, hrefOf, set } = useDeskSearch();
  const tab: Tab = tabs.find((one) => one === search["tab"]) ?? "today";
  const chosen = search["case"];
  const today = useToday();
  const find = useRef<HTMLInputElement>(null);
  const [showKeys, setShowKeys] = useState(false);
  const queue = useQueue(tab);
  const rows = queue.data?.pages.flatMap((page) => page.rows) ?? [];
  const first = queue.data?.pages[0];
  useTitle(say("title"));

  const open = (id: string | undefined) => set({ case: id, show: undefined });
  const findCase = async (text: string) => {
    const answer = await cases.findCase({ query: { text } });
    if (answer.ok) open(answer.value.id);
    else announce(answer.problem.code === "CASE_NOT_FOUND" ? say("findNone") : answer.problem.title);
    return answer.ok;
  };
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
  useShortcuts(
    [
      { key: "ArrowDown", run: () => step(1) },
      { key: "ArrowUp", run: () => step(-1) },
      { key: "/", run: () => find.current?.focus() },
      { key: "n", run: () => set({ show: "hand-in", case: undefined }) },
      { key: "?", run: () => setShowKeys(true) },
    ],
    (code) => void findCase(code),
  );
  const refresh = () => void queries.invalidateQueries({ queryKey: ["window-queue"] });
  const counts = first?.counts;
  return (
    <div className="desk" data-open={chosen || search["show"] ? "" : undefined}>
      <DeskFacts>
        <span>{say("today", { day: showShortDay(today) })}</span>
        {first && <span>{say("received", { n: first.receivedToday })}</span>}
        {first && <span>{say("toPass", { n: first.toPass })}</span>}
      </DeskFacts>
      <section className="queue" aria-label={say("tabs")}>
        <QueueTabs
          label={say("tabs")}
          now={tab}
          hrefOf={(id) => hrefOf({ tab: id === "today" ? undefined : id, case: undefined, show: undefined })}
          tabs={[
            { id: "today", name: say("tabToday", { n: counts?.today ?? "" }) },
            { id: "supplement", name: say("tabSupplement", { n: counts?.supplement ?? "" }) },
            { id: "deliver", name: say("tabDeliver", { n: counts?.deliver ?? "" }) },
            { id: "all", name: say("tabAll") },
          ]}
        />
        <FindBox ref={find} label={say("find")} onFind={findCase} />
        {queue.isPending ? (
          <div className="rows" style={{ padding: "1rem" }}>
            <Skeleton lines={8} />
          </div>
        ) : queue.isError ? (
          <div className="rows" style={{ padding: "1rem" }}>
            <Failure error={queue.error} onRetry={() => void queue.refetch()} />
          </div>
        ) : rows.length === 0 ? (
          <div className="rows">
            <Empty>{say(emptyWords[tab])}</Empty>
          </div>
        ) : (
          <QueueRows
            rows={rows}
            chosen={chosen}
            hrefOf={(id) => hrefOf({ case: id, show: undefined })}
            onOpen={open}
            side={() => "to"}
            foot={
              queue.hasNextPage && (
                <p style={{ padding: ".6rem 1rem" }}>
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
        <div className="desk-foot no-print">
          <Button look="quiet" keys="N" onClick={() => set({ show: "hand-in", case: undefined })}>
            {say("newShort")}
          </Button>
          <Button look="quiet" onClick={() => set({ show: "handover", case: undefined })}>
            {say("handover")}
          </Button>
          <Button look="quiet" keys="?" onClick={() => setShowKeys(true)}>
            {say("keysShort")}
          </Button>
        </div>
      </section>
      {search["show"] === "hand-in" ? (
        <HandInDesk
          onClose={() => set({ show: undefined })}
          onDone={(id) => {
            refresh();
            set({ show: undefined, case: id });
          }}
        />
      ) : search["show"] === "handover" ? (
        <HandoverList onClose={() => set({ show: undefined })} />
      ) : chosen ? (
        <CaseDesk key={chosen} id={chosen} onChanged={refresh} />
      ) : (
        <Nothing onNew={() => set({ show: "hand-in" })} onHandover={() => set({ show: "handover" })} />
      )}
      <KeysDialog lines={keyLines(say)} open={showKeys} onClose={() => setShowKeys(false)} />
    </div>
  );
};

const useQueue = (tab: Tab) =>
  useInfiniteQuery({
    queryKey: ["window-queue", tab],
    queryFn: ({ pageParam }) =>
      answerOf(cases.windowQueue({ query: { tab, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    refetchInterval: 20_000,
  });

const Failure = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const problem = problemOf(error);
  return problem ? <ProblemNote problem={problem} onRetry={onRetry} /> : null;
};

const Nothing = ({ onNew, onHandover }: { onNew: () => void; onHandover: () => void }) => {
  const say = useWords(zh, en);
  return (
    <section className="middle">
      <Empty
        action={
          <span className="desk-actions" style={{ justifyContent: "center" }}>
            <Button keys="N" onClick={onNew}>
              {say("newHandIn")}
            </Button>
            <Button look="ghost" onClick={onHandover}>
              {say("handover")}
            </Button>
          </span>
        }
      >
        {say("pick")}
      </Empty>
    </section>
  );
};
