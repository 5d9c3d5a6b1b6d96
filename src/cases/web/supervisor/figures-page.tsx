import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { QueueRows } from "../desk/queue-rows.tsx";
import { QueueTabs } from "../desk/queue-tabs.tsx";
import { FiguresTable } from "./figures-table.tsx";
import { HeldUp } from "./held-up.tsx";
import { lights, totalsOf, type Figure, type Shown } from "./figures.ts";
import { SupervisedCase } from "./supervised-case.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const groupings = ["item", "party", "step"] as const;

/** What is late and where. Every figure is an address: it opens the cases behind it, and those open as files. */
export const FiguresPage = () => {
  const say = useWords(zh, en);
  const { search, hrefOf, set } = useDeskSearch();
  const by = groupings.find((one) => one === search["by"]) ?? "item";
  const figures = useQuery({
    queryKey: ["supervision", by],
    queryFn: () => answerOf(cases.supervision({ query: { by } })),
    refetchInterval: 60_000,
  });
  useTitle(say("title"));
  const problem = problemOf(figures.error);
  const rows = figures.data?.rows ?? [];
  return (
    <div
      className={`desk figures-desk ${search["key"] ? "with-cases" : ""}`}
      data-open={search["key"] ? "" : undefined}
    >
      <section className="middle">
        {search["case"] ? (
          <SupervisedCase key={search["case"]} id={search["case"]} onClose={() => set({ case: undefined })} />
        ) : (
          <>
            <div className="toolbar">
              <QueueTabs
                label={say("by")}
                now={by}
                hrefOf={(id) =>
                  hrefOf({ by: id === "item" ? undefined : id, key: undefined, light: undefined })
                }
                tabs={groupings.map((id) => ({ id, name: say(id) }))}
              />
              <span className="push tiny">
                {figures.data && say("asOf", { moment: showMoment(figures.data.asOf) })}
              </span>
              <Button look="ghost" onClick={() => void save(say("exportName"), say("exportFailed"))}>
                {say("export")}
              </Button>
            </div>
            <HeldUp hrefOf={(id) => hrefOf({ case: id })} />
            {problem && <ProblemNote problem={problem} onRetry={() => void figures.refetch()} />}
            {figures.isPending && <Skeleton lines={10} height="24rem" />}
            {figures.data && rows.length === 0 && <Empty>{say("noFigures")}</Empty>}
            {rows.length > 0 && (
              <>
                <Totals rows={rows} />
                <FiguresTable
                  by={by}
                  rows={rows}
                  hrefOf={(key, light) => hrefOf({ key, light, case: undefined })}
                />
              </>
            )}
          </>
        )}
      </section>
      {search["key"] && (
        <Behind
          by={by}
          figureKey={search["key"]}
          light={lights.find((one) => one === search["light"]) ?? "open"}
          name={rows.find((row) => row.key === search["key"])?.name}
          chosen={search["case"]}
          hrefOf={(id) => hrefOf({ case: id })}
          onOpen={(id) => set({ case: id })}
          onClose={() => set({ key: undefined, light: undefined, case: undefined })}
        />
      )}
    </div>
  );
};

const save = async (name: string, failed: string) => {
  const answer = await cases.exportSupervision({});
  if (!answer.ok) return announce(`${failed} ${answer.problem.title}`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(answer.value);
  link.download = `${name}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const Totals = ({ rows }: { rows: readonly Figure[] }) => {
  const say = useWords(zh, en);
  const totals = totalsOf(rows);
  return (
    <div className="figures">
      {(["open", "red", "yellow", "closed"] as const).map((one) => (
        <div key={one}>
          <strong>{totals[one].toLocaleString("en-US")}</strong>
          {say(one)}
        </div>
      ))}
      <div>
        <strong>{totals.averageWorkdays === undefined ? "–" : totals.averageWorkdays.toFixed(1)}</strong>
        {say("average")}
      </div>
    </div>
  );
};

type BehindProps = {
  by: (typeof groupings)[number];
  figureKey: string;
  light: Shown;
  name: { zh: string; en: string } | undefined;
  chosen: string | undefined;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  onClose: () => void;
};

const Behind = ({ by, figureKey, light, name, chosen, hrefOf, onOpen, onClose }: BehindProps) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const list = useInfiniteQuery({
    queryKey: ["supervised", by, figureKey, light],
    queryFn: ({ pageParam }) =>
      answerOf(
        cases.supervisedCases({
          query: { by, key: figureKey, light, ...(pageParam && { after: pageParam }) },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const problem = problemOf(list.error);
  return (
    <section className="queue" aria-label={say("behind")}>
      <div className="desk-tabs">
        <b>{name ? said(name) : figureKey}</b>
        <span className="muted">{say(light)}</span>
        <span className="push">
          <Button look="quiet" onClick={onClose}>
            {say("close")}
          </Button>
        </span>
      </div>
      <span />
      {list.isPending && (
        <div className="rows pad">
          <Skeleton lines={6} />
        </div>
      )}
      {problem && (
        <div className="rows pad">
          <ProblemNote problem={problem} onRetry={() => void list.refetch()} />
        </div>
      )}
      {list.data && rows.length === 0 && (
        <div className="rows">
          <Empty>{say("noneBehind")}</Empty>
        </div>
      )}
      {rows.length > 0 && (
        <QueueRows
          rows={rows}
          chosen={chosen}
          hrefOf={hrefOf}
          onOpen={onOpen}
          side={() => "to"}
          foot={
            list.hasNextPage && (
              <p className="pad">
                <Button look="ghost" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {say("more")}
                </Button>
              </p>
            )
          }
        />
      )}
    </section>
  );
};
