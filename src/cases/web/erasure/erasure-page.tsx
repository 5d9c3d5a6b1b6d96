import { useQuery } from "@tanstack/react-query";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { usePerson } from "#web/session.ts";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { ErasedRow } from "#cases/contract-erasure.ts";
import { Due } from "./due.tsx";
import { ProposeOther } from "./propose-other.tsx";
import { Proposals } from "./proposals.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Both administrators see the same lists; one proposes, the other decides. */
export const ErasurePage = () => {
  const say = useWords(zh, en);
  const person = usePerson();
  useTitle(say("title"));
  const lists = useQuery({
    queryKey: ["erasures"],
    queryFn: () => answerOf(cases.listErasures({})),
    refetchInterval: 20_000,
  });
  const problem = problemOf(lists.error);
  const proposes = person?.role === "system-administrator";
  return (
    <div className="page-body">
      <p className="muted">{say("lead")}</p>
      {problem && <ProblemNote problem={problem} onRetry={() => void lists.refetch()} />}
      {lists.isPending && <Skeleton lines={8} />}
      {lists.data && (
        <>
          <h2>{say("waiting")}</h2>
          <Proposals rows={lists.data.proposals} decides={!proposes} />
          <h2>{say("due")}</h2>
          <Due rows={lists.data.due} proposes={proposes} />
          {proposes && <ProposeOther />}
          <h2>{say("done")}</h2>
          <Done rows={lists.data.erased} />
        </>
      )}
    </div>
  );
};

const Done = ({ rows }: { rows: readonly ErasedRow[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (rows.length === 0) return <Empty>{say("noDone")}</Empty>;
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("number")}</th>
          <th scope="col">{say("item")}</th>
          <th scope="col">{say("closedOn")}</th>
          <th scope="col">{say("result")}</th>
          <th scope="col">{say("erasedAt")}</th>
          <th scope="col">{say("reason")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={say("number")} className="hash">
              {row.number}
            </td>
            <td data-label={say("item")}>{said(row.itemName)}</td>
            <td data-label={say("closedOn")}>{row.closedOn}</td>
            <td data-label={say("result")}>{said(row.stateName)}</td>
            <td data-label={say("erasedAt")}>{showMoment(row.erasedAt)}</td>
            <td data-label={say("reason")}>
              <span>
                {said(row.reasonWords)} <span className="tiny">{said(row.basis)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
