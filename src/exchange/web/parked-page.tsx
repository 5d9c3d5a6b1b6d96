import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { ParkedView } from "../contract-parked.ts";
import { exchange } from "./exchange-client.ts";
import { shortDigest } from "./peer-state.ts";
import { RefuseDialog } from "./refuse-dialog.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Events that could not be applied, each with its reason; they block nothing but their own subject. */
export const ParkedPage = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  useTitle(say("parkedTitle"));
  const list = useQuery({
    queryKey: ["parked"],
    queryFn: () => answerOf(exchange.parked({})),
    refetchInterval: 10_000,
  });
  const problem = problemOf(list.error);
  const rows = list.data?.parked ?? [];
  return (
    <div className="page-body">
      <p className="muted">{say("parkedWhy")}</p>
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={6} />}
      {list.data && rows.length === 0 && <Empty>{say("noParked")}</Empty>}
      {rows.length > 0 && (
        <table className="list stack">
          <thead>
            <tr>
              <th scope="col">{say("since")}</th>
              <th scope="col">{say("from")}</th>
              <th scope="col">{say("what")}</th>
              <th scope="col">{say("subject")}</th>
              <th scope="col">{say("state")}</th>
              <th scope="col">{say("reason")}</th>
              <th scope="col">
                <span className="unseen">{say("steps")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td data-label={say("since")} className="short">
                  {showMoment(row.parkedAt)}
                </td>
                <td data-label={say("from")}>
                  <PartyName party={row.author} />
                </td>
                <td data-label={say("what")}>{row.type}</td>
                <td data-label={say("subject")} className="hash">
                  {row.subject}
                </td>
                <td data-label={say("state")}>
                  <State colour={row.state === "waiting" ? "yellow" : "red"}>
                    {say(row.state === "waiting" ? "stateWaiting" : "stateRefused")}
                  </State>
                </td>
                <td data-label={say("reason")}>
                  <span>
                    {said(row)} <span className="tiny">{row.code}</span>
                    {row.waitsFor && (
                      <span className="tiny" title={row.waitsFor}>
                        {" "}
                        · {say("waitsFor", { digest: shortDigest(row.waitsFor) })}
                      </span>
                    )}
                    {row.next && (
                      <span className="small muted" style={{ display: "block" }}>
                        {said(row.next)}
                      </span>
                    )}
                    <Behind row={row} />
                  </span>
                </td>
                <td>{row.state === "waiting" && <Steps row={row} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
};

const outcomeWords = { applied: "retried", waiting: "stillWaiting", refused: "nowRefused" } as const;

/** What cannot be applied before this one: the author's later events on the same subject. */
const Behind = ({ row }: { row: ParkedView }) => {
  const say = useWords(zh, en);
  if (row.behind.length === 0) return null;
  return (
    <details className="small">
      <summary>{say("behindIt", { n: row.behind.length })}</summary>
      <ul>
        {row.behind.map(({ id, type, parkedAt }) => (
          <li key={id}>
            {type} <span className="tiny">{showMoment(parkedAt)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Steps = ({ row }: { row: ParkedView }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const readAgain = () => void queries.invalidateQueries({ queryKey: ["parked"] });
  const retry = async () => {
    setBusy(true);
    const answer = await exchange.retryParked({ params: { id: row.id } });
    setBusy(false);
    announce(answer.ok ? say(outcomeWords[answer.value.state]) : answer.problem.title);
    readAgain();
  };
  return (
    <div style={{ display: "flex", flexWrap: "wrap", gap: ".4rem" }}>
      <Button look="ghost" busy={busy} onClick={() => void retry()}>
        {say("retry")}
      </Button>
      <Button look="ghost" onClick={() => setRefusing(true)}>
        {say("refuse")}
      </Button>
      <RefuseDialog row={row} open={refusing} onClose={() => setRefusing(false)} onDone={readAgain} />
    </div>
  );
};
