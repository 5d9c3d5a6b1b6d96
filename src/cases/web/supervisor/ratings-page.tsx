import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useToday } from "#web/desk/use-today.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment, showShortDay } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { QueueTabs } from "../desk/queue-tabs.tsx";
import { AnswerDialog } from "./answer-dialog.tsx";
import { codeName, levelName, ratingDue, type RatingRow } from "./rating.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Ratings of this party's side; the negative ones are called back and put right by a day. */
export const RatingsPage = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const today = useToday();
  const queries = useQueryClient();
  const { search, hrefOf } = useDeskSearch();
  const open = search["open"] === "no" ? "no" : "yes";
  const [answering, setAnswering] = useState<RatingRow>();
  useTitle(say("ratingsTitle"));
  const list = useQuery({
    queryKey: ["ratings", open],
    queryFn: () => answerOf(cases.listRatings({ query: { open } })),
  });
  const problem = problemOf(list.error);
  const rows = list.data?.rows ?? [];
  return (
    <div className="page-body">
      <div className="toolbar">
        <QueueTabs
          label={say("ratingsTitle")}
          now={open}
          hrefOf={(id) => hrefOf({ open: id === "yes" ? undefined : id })}
          tabs={[
            { id: "yes", name: say("ratingsOpen") },
            { id: "no", name: say("ratingsAll") },
          ]}
        />
        {list.data?.average != null && (
          <span className="push">{say("ratingsAverage", { n: list.data.average.toFixed(1) })}</span>
        )}
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={6} />}
      {list.data && rows.length === 0 && <Empty>{say(open === "yes" ? "noOpenRatings" : "noRatings")}</Empty>}
      {rows.length > 0 && (
        <table className="list stack">
          <thead>
            <tr>
              <th scope="col">{say("stars")}</th>
              <th scope="col">{say("item")}</th>
              <th scope="col">{say("ratedSide")}</th>
              <th scope="col">{say("what")}</th>
              <th scope="col">{say("ratedAt")}</th>
              <th scope="col">{say("answerBy")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const due = ratingDue(row, today);
              return (
                <tr key={`${row.case}-${row.side}`}>
                  <td data-label={say("stars")}>
                    <span className={row.negative ? "no" : ""}>
                      {row.stars} · {said(levelName(row.stars))}
                    </span>
                  </td>
                  <td data-label={say("item")}>{said(row.itemName)}</td>
                  <td data-label={say("ratedSide")}>
                    <PartyName party={row.side} />
                  </td>
                  <td data-label={say("what")}>
                    <div>
                      {row.codes.map((code) => (
                        <div key={code}>
                          {said(codeName(code))} <span className="tiny">{code}</span>
                        </div>
                      ))}
                      {row.text && <div className="muted">“{row.text}”</div>}
                      {row.answer && <div>{say("answered", { what: row.answer })}</div>}
                    </div>
                  </td>
                  <td data-label={say("ratedAt")}>{showMoment(row.at)}</td>
                  <td data-label={say("answerBy")}>
                    {due && (
                      <State colour={due.late ? "red" : "yellow"}>
                        {say(due.late ? "dueLate" : "dueBy", { day: showShortDay(due.day) })}
                      </State>
                    )}{" "}
                    {row.negative && !row.answer && (
                      <Button look="ghost" onClick={() => setAnswering(row)}>
                        {say("answer")}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {answering && (
        <AnswerDialog
          row={answering}
          onClose={() => setAnswering(undefined)}
          onDone={() => {
            setAnswering(undefined);
            void queries.invalidateQueries({ queryKey: ["ratings"] });
            announce(say("answerDone"));
          }}
        />
      )}
    </div>
  );
};
