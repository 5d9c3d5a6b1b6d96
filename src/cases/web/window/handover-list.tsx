import { useQuery } from "@tanstack/react-query";
import type { CaseView } from "../../view.ts";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { useSaid, useWords, useReading } from "#web/language.tsx";
import { useNode } from "#web/session.ts";
import { showCaseNumber, showDay, showTime } from "#web/show.ts";
import { useToday } from "#web/desk/use-today.ts";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { handedOverOn, type Handover } from "./handed-over.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const read = async (party: string, day: string): Promise<Handover[]> => {
  const { rows } = await answerOf(cases.windowQueue({ query: { tab: "all" } }));
  const crossed = rows.filter(
    (row) =>
      row.accepting === party &&
      row.deciding !== party &&
      row.state !== "submitted" &&
      row.state !== "received",
  );
  const views: CaseView[] = await Promise.all(
    crossed.map((row) => answerOf(cases.readCase({ params: { id: row.id } }))),
  );
  return handedOverOn(views, party, day);
};

/** What left this hall today, to print and to sign with whoever carries the paper originals. */
export const HandoverList = ({ onClose }: { onClose: () => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const party = useNode()?.party ?? "";
  const day = useToday();
  const list = useQuery({
    queryKey: ["handover", party, day],
    queryFn: () => read(party, day),
    enabled: party !== "",
  });
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
            {say("cancel")}
          </Button>
        </div>
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending ? (
        <Skeleton lines={6} />
      ) : list.data?.length === 0 ? (
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
            {list.data?.map((one) => (
              <tr key={one.id}>
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
      <p style={{ marginTop: "2.5rem", whiteSpace: "pre-wrap" }}>{say("handoverSign")}</p>
    </section>
  );
};
