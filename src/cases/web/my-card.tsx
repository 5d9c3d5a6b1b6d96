import { useQuery } from "@tanstack/react-query";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { To } from "#web/to.tsx";
import { DaysLeft } from "#web/ui/days-left.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { mostUrgent } from "./case-order.ts";
import { SaidWithParties } from "./said-with-parties.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The one case of mine that needs eyes first. */
export const MyCard = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const mine = useQuery({ queryKey: ["my-cases"], queryFn: () => answerOf(cases.myCases({ query: {} })) });
  const first = mine.data && mostUrgent(mine.data.rows);
  return (
    <div className="card">
      <div className="head">
        <h2>{say("mine")}</h2>
        <To href={paths.myCases()}>{say("allMine")}</To>
      </div>
      {mine.isPending && (
        <div className="body">
          <Skeleton lines={4} height="9rem" />
        </div>
      )}
      {mine.data && !first && <Empty>{say("noneMine")}</Empty>}
      {first && (
        <div className="body">
          <To href={paths.case(first.id)}>
            <b>{said(first.itemName)}</b>
          </To>
          <DaysLeft clock={first.clock} light={first.light} small />
          <p className="side">
            <SaidWithParties words={first.stateWords} />
          </p>
        </div>
      )}
    </div>
  );
};
