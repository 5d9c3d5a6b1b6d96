import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { answerOf, problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { exchangeOperatorContract } from "../contract-operator.ts";
import { clauseOf } from "./clause-of.ts";
import { exchange } from "./exchange-client.ts";
import { shortDigest } from "./peer-state.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Attempt = z.output<typeof exchangeOperatorContract.refusedAttempts.output>["attempts"][number];
type ByPeer = z.output<typeof exchangeOperatorContract.refusedByPeers.output>["refused"][number];

/** What was tried at this node and not allowed, and what of ours a peer did not take. */
export const RefusedPage = () => {
  const say = useWords(zh, en);
  useTitle(say("refusedTitle"));
  const attempts = useQuery({
    queryKey: ["refused-attempts"],
    queryFn: () => answerOf(exchange.refusedAttempts({})),
  });
  const byPeers = useQuery({
    queryKey: ["refused-by-peers"],
    queryFn: () => answerOf(exchange.refusedByPeers({})),
  });
  const attemptsProblem = problemOf(attempts.error);
  const byPeersProblem = problemOf(byPeers.error);
  return (
    <div className="page-body">
      <h2>{say("attempts")}</h2>
      <p className="muted">{say("attemptsWhy")}</p>
      {attemptsProblem && <ProblemNote problem={attemptsProblem} onRetry={() => void attempts.refetch()} />}
      {attempts.isPending && <Skeleton lines={4} />}
      {attempts.data &&
        (attempts.data.attempts.length === 0 ? (
          <Empty>{say("noAttempts")}</Empty>
        ) : (
          <Attempts rows={attempts.data.attempts} />
        ))}
      <h2>{say("byPeers")}</h2>
      {byPeersProblem && <ProblemNote problem={byPeersProblem} onRetry={() => void byPeers.refetch()} />}
      {byPeers.isPending && <Skeleton lines={3} />}
      {byPeers.data &&
        (byPeers.data.refused.length === 0 ? (
          <p className="muted">{say("noByPeers")}</p>
        ) : (
          <ByPeers rows={byPeers.data.refused} />
        ))}
    </div>
  );
};

const Attempts = ({ rows }: { rows: readonly Attempt[] }) => {
  const say = useWords(zh, en);
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("at")}</th>
          <th scope="col">{say("what")}</th>
          <th scope="col">{say("subject")}</th>
          <th scope="col">{say("who")}</th>
          <th scope="col">{say("clause")}</th>
          <th scope="col">{say("code")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={`${row.attemptedAt}-${at}`}>
            <td data-label={say("at")}>{showMoment(row.attemptedAt)}</td>
            <td data-label={say("what")}>{row.type}</td>
            <td data-label={say("subject")} className="hash">
              {row.subject}
            </td>
            <td data-label={say("who")}>
              {row.role} · {row.department}
            </td>
            <td data-label={say("clause")}>{clauseOf(row.clause) ?? "–"}</td>
            <td data-label={say("code")}>{row.code}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const ByPeers = ({ rows }: { rows: readonly ByPeer[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("at")}</th>
          <th scope="col">{say("by")}</th>
          <th scope="col">{say("subject")}</th>
          <th scope="col">{say("about")}</th>
          <th scope="col">{say("reason")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.about}>
            <td data-label={say("at")}>{showMoment(row.at)}</td>
            <td data-label={say("by")}>
              <PartyName party={row.by} />
            </td>
            <td data-label={say("subject")} className="hash">
              {row.subject}
            </td>
            <td data-label={say("about")} className="hash" title={row.about}>
              {shortDigest(row.about)}
            </td>
            <td data-label={say("reason")}>
              {said(row)} <span className="tiny">{row.code}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
