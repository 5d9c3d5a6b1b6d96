import { useQuery } from "@tanstack/react-query";
import { answerOf, problemOf } from "#web/api.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useNode } from "#web/session.ts";
import { showDay } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { AgreementRow } from "../contract.ts";
import { agreements } from "./agreement-client.ts";
import { stateColour } from "./state-colour.ts";
import { en } from "./signing.en.ts";
import { zh } from "./signing.zh.ts";

/** What waits for this party's signature first. It is given on the page that shows what is signed, never from a list. */
export const SigningPage = () => {
  const say = useWords(zh, en);
  const here = useNode()?.party;
  useTitle(say("title"));
  const list = useQuery({ queryKey: ["agreements"], queryFn: () => answerOf(agreements.listAgreements({})) });
  const problem = problemOf(list.error);
  const rows = list.data?.agreements ?? [];
  const waits = rows.filter((row) => isWaitingFor(row, here));
  const others = rows.filter((row) => !isWaitingFor(row, here));
  return (
    <div className="page-body">
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={6} />}
      {list.data && (
        <>
          <h2>{say("waiting")}</h2>
          {waits.length === 0 ? <Empty>{say("noneWaiting")}</Empty> : <Rows rows={waits} />}
          <h2>{say("others")}</h2>
          {others.length === 0 ? <p className="muted">{say("none")}</p> : <Rows rows={others} />}
        </>
      )}
    </div>
  );
};

const isWaitingFor = (row: AgreementRow, party: string | undefined): boolean =>
  (row.state === "proposed" || row.state === "signed") &&
  row.signatures.some((one) => one.party === party && one.at === undefined);

const Rows = ({ rows }: { rows: readonly AgreementRow[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("agreement")}</th>
          <th scope="col">{say("state")}</th>
          <th scope="col">{say("signatures")}</th>
          <th scope="col">{say("from")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.digest}>
            <td data-label={say("agreement")}>
              <span>
                <To href={paths.agreement(row.digest)}>{said(row.title)}</To>{" "}
                <span className="tiny">{say("version", { n: row.version })}</span>
              </span>
            </td>
            <td data-label={say("state")}>
              <State colour={stateColour(row.state)}>{said(row.stateWords)}</State>
            </td>
            <td data-label={say("signatures")}>
              <span>
                {row.signatures.map((one) => (
                  <span key={one.party} style={{ marginRight: ".8rem", whiteSpace: "nowrap" }}>
                    <PartyName party={one.party} />{" "}
                    <span className={one.at ? "ok" : "muted"}>{say(one.at ? "signed" : "notSigned")}</span>
                  </span>
                ))}
              </span>
            </td>
            <td data-label={say("from")}>{showDay(row.effectiveFrom, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
