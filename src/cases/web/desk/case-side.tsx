import type { Delivery } from "../../events.ts";
import type { CaseView } from "../../view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showCaseNumber, showMoment } from "#web/show.ts";
import { Button } from "#web/ui/button.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { MissedWords } from "../missed-words.tsx";
import { printDocument } from "./print-document.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const ways: Record<Delivery["way"], "wayWindow" | "wayCourier" | "wayElectronic"> = {
  window: "wayWindow",
  courier: "wayCourier",
  electronic: "wayElectronic",
};

/** Who applies, masked until the work needs more; what the case stands on; and what happened. */
export const CaseSide = ({ view, onUnmask }: { view: CaseView; onUnmask: () => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { applicant, agent, clause } = view;
  return (
    <>
      {applicant && (
        <>
          <h3>{say(applicant.kind === "person" ? "applicant" : "organisation")}</h3>
          <p>{applicant.name}</p>
          <p>{applicant.idNumber}</p>
          <p>{applicant.phone}</p>
          {applicant.legalRepresentative && (
            <p>{say("legalRepresentative", { name: applicant.legalRepresentative })}</p>
          )}
        </>
      )}
      {agent && (
        <>
          <h3>{say("agent")}</h3>
          <p>{agent.name}</p>
          <p>{agent.idNumber}</p>
          <p className="tiny">{agent.mandate}</p>
        </>
      )}
      {view.masked && (
        <p title={say("unmaskWhy")}>
          <Button look="quiet" onClick={onUnmask}>
            {say("unmask")}
          </Button>
        </p>
      )}
      <h3>{say("number")}</h3>
      <p className="number-text">{showCaseNumber(view.number)}</p>
      {view.delivery && (
        <>
          <h3>{say("deliveryWay")}</h3>
          <p>
            {say(ways[view.delivery.way])}
            {view.delivery.address && ` · ${view.delivery.address}`}
          </p>
        </>
      )}
      <h3>{say("basis")}</h3>
      {clause && (
        <p>
          {said(clause.agreementTitle)} · {said(clause.clauseTitle)}
        </p>
      )}
      <p className="tiny">{say("clockStart", { words: said(view.clockStart) })}</p>
      {view.kept && (
        <p className="tiny" title={said(view.kept.basis)}>
          {say("keptUntil", { words: said(view.kept.why) })}
        </p>
      )}
      <Documents view={view} />
      <h3>{say("history")}</h3>
      <History view={view} />
      <p>
        <a href={`/api/cases/${encodeURIComponent(view.id)}/evidence`} download>
          {say("evidence")}
        </a>
      </p>
    </>
  );
};

const Documents = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <>
      <h3>{say("documents")}</h3>
      {view.documents.length === 0 && <p className="tiny">{say("noDocuments")}</p>}
      <ul className="plain">
        {view.documents.map((one) => (
          <li key={one.index}>
            <button
              type="button"
              className="btn quiet"
              style={{ padding: 0, minHeight: "1.7rem", fontWeight: 400 }}
              onClick={() => printDocument(view.id, one.index)}
            >
              {said(one.title)}
            </button>{" "}
            <span className="tiny">{one.number}</span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** Each line with its side and its evidence: the signed page, and whether the other side has signed for it. */
const History = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <ul className="history">
      {view.timeline.map((entry) => (
        <li key={entry.event}>
          <span>{showMoment(entry.at)}</span>
          <span>
            <PartyName party={entry.party} /> {said(entry.title)}
            {entry.detail && <span className="muted"> {said(entry.detail)}</span>}
            <span className="tiny">
              {" · "}
              {entry.page === undefined ? say("sealing") : say("page", { n: entry.page })}
              {entry.acknowledged.length > 0 && ` · ${say("signedFor")}`}
            </span>
            <MissedWords missed={entry.missed} />
          </span>
        </li>
      ))}
    </ul>
  );
};
