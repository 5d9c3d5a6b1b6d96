import type { ReactNode } from "react";
import type { CaseView } from "../../view.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { showShortDay } from "#web/show.ts";
import { Light } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What the case is, who it is for, who decides; and the number of days in which somebody must act. */
export const CaseHead = ({ view, next }: { view: CaseView; next?: ReactNode }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { clock } = view;
  const running = clock?.state === "running";
  const n = Math.abs(clock?.daysLeft ?? 0);
  return (
    <div className="case-head">
      <div>
        <h2 tabIndex={-1}>{said(view.item.name)}</h2>
        <p className="muted">
          {view.agent
            ? say("agentFor", { agent: view.agent.name, applicant: view.applicant?.name ?? "" })
            : view.applicant?.name}
          {" · "}
          <Rich text={say("decidedBy")} with={{ party: <PartyName party={view.deciding} /> }} />
        </p>
        <p>{said(view.stateWords)}</p>
      </div>
      <div className="when">
        {running ? (
          <>
            <span className={`n ${clock.daysLeft < 0 ? "over" : ""}`}>{n}</span>{" "}
            {say(clock.daysLeft < 0 ? "over" : "left", {
              unit: say(clock.unit, { n }),
              what: say(clock.kind),
            })}
            <div className="tiny">
              {say("due", { day: showShortDay(clock.due) })}
              {clock.provisional && say("provisional")} · {said(clock.rule)}
            </div>
          </>
        ) : (
          <Light light={view.light} />
        )}
        {next}
      </div>
    </div>
  );
};
