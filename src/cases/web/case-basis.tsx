import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { CaseView, ClockView } from "#cases/view.ts";
import { cases } from "#web/api.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { saveFile } from "#web/save-file.ts";
import { showDay } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

/** Under which clause and which article, from when, and the proof to take away. */
export const CaseBasis = ({ view, withEvidence }: { view: CaseView; withEvidence: boolean }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const [problem, setProblem] = useState<Problem>();
  const download = async () => {
    const reply = await cases.evidence({ params: { id: view.id } });
    if (reply.ok) saveFile(reply.value, `evidence-${view.number}.json`);
    setProblem(reply.ok ? undefined : reply.problem);
  };
  return (
    <section className="card">
      <div className="head">
        <h2>{say("basis")}</h2>
      </div>
      {view.clause && (
        <div className="row">
          <span>{say("agreement")}</span>
          <span className="r">
            <To href={paths.agreement(view.clause.agreement)}>{said(view.clause.agreementTitle)}</To>
            {` · ${said(view.clause.clauseTitle)}`}
          </span>
        </div>
      )}
      {view.clocks.map((clock) => (
        <ClockRow key={clock.kind} clock={clock} />
      ))}
      <div className="row">
        <span>{say("start")}</span>
        <span className="r">{said(view.clockStart)}</span>
      </div>
      {view.kept && (
        <div className="row">
          <span>{say("keptUntil")}</span>
          <span className="r">
            {showDay(view.kept.until, language)}
            <br />
            <span className="tiny">
              {said(view.kept.why)} · {said(view.kept.basis)}
            </span>
          </span>
        </div>
      )}
      {withEvidence && (
        <div className="row">
          <span>{say("evidence")}</span>
          <span className="r">
            <button type="button" className="link" onClick={() => void download()}>
              {say("evidenceGet")}
            </button>
          </span>
          <span className="tiny" style={{ width: "100%" }}>
            {say("evidenceHow")}
          </span>
        </div>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
};

const ClockRow = ({ clock }: { clock: ClockView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const state =
    clock.state === "met"
      ? "clockMet"
      : clock.state === "missed"
        ? "clockMissed"
        : clock.state === "paused"
          ? "clockPaused"
          : undefined;
  return (
    <div className="row">
      <span>{say(`clock.${clock.kind}`)}</span>
      <span className="r">
        {say("clockLine", { day: showDay(clock.due, language) })}
        {clock.provisional && ` · ${say("provisional")}`}
        {state && ` · ${say(state)}`}
        <br />
        <span className="tiny">{said(clock.rule)}</span>
      </span>
    </div>
  );
};
