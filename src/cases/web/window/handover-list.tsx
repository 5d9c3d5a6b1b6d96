import { useQuery } from "@tanstack/react-query";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useSaid, useWords, useReading } from "#web/language.tsx";
import { showCaseNumber, showDay, showTime } from "#web/show.ts";
import { useToday } from "#web/desk/use-today.ts";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What left this hall today, to print and to sign with whoever carries the paper originals. */
export const HandoverList = ({ onClose }: { onClose: () => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const day = useToday();
  const list = useQuery({
    queryKey: ["handovers", day],
    queryFn: () => answerOf(cases.handovers({ query: { day } })),
  });
  const rows = list.data?.rows ?? [];
  const problem = problemOf(list.error);
  return (
    <section className="middle" style={{ gridColumn: "2 / -1" }}>
      <div className="case-head">
        <div>
          <h2>{say("handoverTitle")}</h2>
          <p className="muted">{showDay(day, language)}</p>
        </div>
        <div className="when actions no-print">
          <Button onClick={() => print()}>{say("print")}</Button>
          <Button look="ghost" onClick={onClose}>
            {say("closeList")}
          </Button>
        </div>
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending ? (
        <Skeleton lines={6} />
      ) : list.data && rows.length === 0 ? (
        <Empty>{say("handoverNone")}</Empty>
      ) : (
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{say("number")}</th>
              <th scope="col">{say("itemName")}</th>
              <th scope="col">{say("to")}</th>
              <th scope="col">{say("at")}</th>
              <th scope="col">{say("signedFor")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={`${one.id} ${one.at}`}>
                <td>{showCaseNumber(one.number)}</td>
                <td>{said(one.itemName)}</td>
                <td>
                  <PartyName party={one.to} />
                </td>
                <td>{showTime(one.at)}</td>
                <td>{one.signedAt ? `${say("signed")} ${showTime(one.signedAt)}` : say("notSigned")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > 0 && (
        <p style={{ marginTop: "2.5rem", whiteSpace: "pre-wrap" }}>{say("handoverSign")}</p>
      )}
    </section>
  );
};
