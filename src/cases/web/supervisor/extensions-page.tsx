import { useQuery } from "@tanstack/react-query";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useWords } from "#web/language.tsx";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { QueueRows } from "../desk/queue-rows.tsx";
import { SupervisedCase } from "./supervised-case.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Extensions that officers asked for, the most urgent first. */
export const ExtensionsPage = () => {
  const say = useWords(zh, en);
  const { search, hrefOf, set } = useDeskSearch();
  useTitle(say("extensionsTitle"));
  const list = useQuery({
    queryKey: ["extensions"],
    queryFn: () => answerOf(cases.officerQueue({ query: { tab: "extension-asked" } })),
    refetchInterval: 30_000,
  });
  const problem = problemOf(list.error);
  const rows = list.data?.rows ?? [];
  return (
    <div className="desk two" data-open={search["case"] ? "" : undefined}>
      <section className="queue" aria-label={say("extensionsTitle")}>
        <span />
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
            <Empty>{say("noExtensions")}</Empty>
          </div>
        )}
        {rows.length > 0 && (
          <QueueRows
            rows={rows}
            chosen={search["case"]}
            hrefOf={(id) => hrefOf({ case: id })}
            onOpen={(id) => set({ case: id })}
            side={() => "from"}
          />
        )}
      </section>
      <section className="middle">
        {search["case"] ? (
          <SupervisedCase key={search["case"]} id={search["case"]} />
        ) : (
          <Empty>{say("pickExtension")}</Empty>
        )}
      </section>
    </div>
  );
};
