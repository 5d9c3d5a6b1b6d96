import type { CaseView } from "#cases/view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

/** Who applied and how the result comes back; hidden in part unless it is one's own. */
export const CaseApplicant = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (!view.applicant) return null;
  const rows = [
    [say("name"), view.applicant.name],
    [say("idNumber"), view.applicant.idNumber],
    [say("phone"), view.applicant.phone],
    view.agent && [say("agent"), `${view.agent.name} · ${view.agent.phone}`],
    view.delivery && [
      say("deliveryWay"),
      [say(`delivery.${view.delivery.way}`), view.delivery.address].filter(Boolean).join(" · "),
    ],
    view.decision && [
      say("decision"),
      [say(view.decision.outcome), view.decision.resultNumber].filter(Boolean).join(" · "),
    ],
    view.decision?.reasons && [say("reasons"), view.decision.reasons],
  ].filter((row): row is [string, string] => Array.isArray(row));
  return (
    <section className="card">
      <div className="head">
        <h2>{say("applicant")}</h2>
        {view.masked && <span className="tiny">{say("masked")}</span>}
      </div>
      {rows.map(([name, value]) => (
        <div className="row" key={name}>
          <span>{name}</span>
          <span className="r">{said({ zh: value })}</span>
        </div>
      ))}
    </section>
  );
};
