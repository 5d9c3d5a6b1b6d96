import { useQuery } from "@tanstack/react-query";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showCaseNumber, showMoment } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What the system should have done by itself and could not: rare, and then somebody has to look. */
export const HeldUp = ({ hrefOf }: { hrefOf: (id: string) => string }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { data } = useQuery({
    queryKey: ["held-up"],
    queryFn: () => answerOf(cases.heldUp({})),
    refetchInterval: 60_000,
  });
  if (!data || data.rows.length === 0) return null;
  return (
    <section className="note warn" aria-label={say("heldUp", { n: data.rows.length })}>
      <b>{say("heldUp", { n: data.rows.length })}</b>
      <ul className="plain">
        {data.rows.map((row) => (
          <li key={row.case}>
            <To href={hrefOf(row.case)}>{showCaseNumber(row.number)}</To> {said(row.itemName)} ·{" "}
            {say(row.act === "deem" ? "heldUpDeem" : "heldUpWithdraw")}：{said(row.reason)}
            <span className="tiny">
              {" "}
              {say("heldUpNext", { n: row.attempts, moment: showMoment(row.nextAt) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
