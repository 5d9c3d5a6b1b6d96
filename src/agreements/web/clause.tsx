import { Rich, useReading, useSaid, useWords } from "#web/language.tsx";
import { showDay } from "#web/show.ts";
import { State } from "#web/ui/light.tsx";
import { PartyName, PartyNames } from "#web/ui/parties.tsx";
import type { ClauseView } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One clause in plain words: what it says, what it lets whom do, and what it obliges whom to achieve by when. */
export const Clause = ({ clause, number }: { clause: ClauseView; number: number }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  return (
    <section className="card clause" id={clause.id}>
      <h2>
        <span>{number}</span>
        {said(clause.title)}
        {clause.grants.length > 0 && <State colour="green">{say("live")}</State>}
      </h2>
      <p>{said(clause.summary)}</p>
      {clause.grants.map((grant, at) => (
        <div key={at} className="granted">
          <h3>{say("grants")}</h3>
          <ul>
            {grant.sentences.map((one) => (
              <li key={one.zh}>{said(one)}</li>
            ))}
          </ul>
        </div>
      ))}
      {clause.legalBasis && (
        <p className="small muted" style={{ marginTop: ".6rem" }}>
          {`${say("legalBasis")}${said({ zh: "：", en: ": " })}${said(clause.legalBasis)}`}
          {clause.impactAssessment && ` · ${say("impact", { reference: clause.impactAssessment })}`}
        </p>
      )}
      {clause.limits && (
        <p className="small muted" style={{ marginTop: ".6rem" }}>
          {`${say("limits")}${said({ zh: "：", en: ": " })}${said(clause.limits)}`}
        </p>
      )}
      {clause.commitments.length > 0 && (
        <>
          <h3 style={{ marginTop: ".8rem" }}>{say("commitments")}</h3>
          <ul>
            {clause.commitments.map((one) => (
              <li key={one.id}>
                {said(one.title)}{" "}
                <span className="small muted">
                  <Rich text={say("lead2")} with={{ party: <PartyName party={one.lead} /> }} />
                  {one.with.length > 0 && (
                    <>
                      {" · "}
                      <Rich
                        text={say("with")}
                        with={{ parties: <PartyNames parties={one.with.map((each) => each.party)} /> }}
                      />
                    </>
                  )}
                  {one.due && ` · ${say("due", { day: showDay(one.due, language) })}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
