import type { CaseView } from "#cases/view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { shortCaseNumber, showCaseNumber } from "#web/show.ts";
import { DaysLeft } from "#web/ui/days-left.tsx";
import { Light } from "#web/ui/light.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";
import { SaidWithParties } from "./said-with-parties.tsx";

/** Which case, in whose hands, and how many working days are left. */
export const CaseHead = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const running = view.clock && view.clock.state !== "met";
  return (
    <div className="case-head">
      <div>
        <p className="tiny">
          <span
            title={showCaseNumber(view.number)}
          >{`${say("caseNumber")} ${shortCaseNumber(view.number)}`}</span>
          {view.trackingCode && ` · ${say("code")} ${view.trackingCode}`}
        </p>
        <h1 tabIndex={-1}>{said(view.item.name)}</h1>
        <p className="muted">
          <SaidWithParties words={view.stateWords} />
        </p>
        {view.transit?.waiting && <p className="note warn small">{said(view.transit.words)}</p>}
      </div>
      <div className="case-days">
        {running ? (
          <DaysLeft clock={view.clock} clocks={view.clocks} light={view.light} />
        ) : (
          <Light light={view.light} />
        )}
      </div>
    </div>
  );
};
