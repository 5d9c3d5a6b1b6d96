import { useState } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { useCommand } from "#web/desk/use-command.ts";
import { saveFile } from "#web/save-file.ts";
import { showMoment } from "#web/show.ts";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName, PartyNames, usePartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { LevelMark } from "../../alerts/web/level-mark.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import { factText } from "../fact-text.ts";
import { kindWords } from "../message-words.ts";
import type { IncidentView, MessageView } from "../view.ts";
import { useRoomCommand } from "./use-incidents.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const signatures = { holds: "signatureHolds", none: "signatureNone", broken: "signatureBroken" } as const;

export const Messages = ({ incident }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  return (
    <>
      <h2>{say("messages")}</h2>
      {incident.messages.length === 0 && <Empty>{say("noMessages")}</Empty>}
      {incident.messages.map((message) => (
        <Message key={message.event} message={message} incident={incident} />
      ))}
    </>
  );
};

const Message = ({ message, incident }: { message: MessageView; incident: IncidentView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const nameOf = usePartyName();
  const { run, problem } = useCommand();
  const { event, kind, by, at, to, level, headline, text, signature, unanswered, confirm } = message;
  const download = () =>
    void run(
      () => monitoring.messageCap({ params: { id: incident.id, event } }),
      (file) => saveFile(file, `cap-${event.slice(0, 12)}.xml`),
    );
  return (
    <article className={`message ${confirm.allowed ? "own-turn" : ""}`}>
      <p className="head">
        {incident.isExercise && <strong className="exercise-mark">{say("exercise")}</strong>}
        <b>{said(kindWords[kind])}</b>
        <LevelMark level={level} />
        <span>
          <PartyName party={by} /> → <PartyNames parties={to} />
        </span>
        <span className="tiny">{showMoment(at)}</span>
      </p>
      {headline && <p>{headline}</p>}
      <p className="message-text">{text}</p>
      <Facts message={message} names={incident.names} />
      <Receipts message={message} now={incident.now} />
      {unanswered.map((one) => (
        <p key={one.step} className="no small">
          {say("unanswered", {
            at: showMoment(one.at),
            who: one.parties.map(nameOf).join("、"),
            to: said(one.to),
          })}
        </p>
      ))}
      <p className="meta tiny">
        <span className={signature === "broken" ? "no" : ""}>{say(signatures[signature])}</span>
        <Button look="quiet" onClick={download}>
          {say("cap")}
        </Button>
      </p>
      {problem && <ProblemNote problem={problem} />}
      {confirm.allowed && <Confirm id={incident.id} message={event} />}
    </article>
  );
};

/** What was measured, as it was signed with the message. */
const Facts = ({ message: { facts }, names }: { message: MessageView; names: IncidentView["names"] }) => {
  const said = useSaid();
  if (facts.length === 0) return null;
  const nameOf = (id: string) => names[id] ?? { zh: id, en: id };
  const naming = { stationName: nameOf, propertyName: nameOf };
  return (
    <ul className="facts small">
      {facts.map((fact) => (
        <li key={`${fact.station}/${fact.property} ${fact.atMs}`}>
          {said({ zh: factText(fact, "zh", naming), en: factText(fact, "en", naming) })}{" "}
          {fact.atMs !== undefined && (
            <span className="tiny">{showMoment(new Date(fact.atMs).toISOString())}</span>
          )}
        </li>
      ))}
    </ul>
  );
};

const Receipts = ({ message, now }: { message: MessageView; now: string }) => {
  const say = useWords(zh, en);
  const { receipts, waitingFor, arrived, receiptBy } = message;
  const overMinutes = Math.floor((Date.parse(now) - Date.parse(receiptBy)) / 60_000);
  return (
    <ul className="receipts small">
      {receipts.map(({ event, party, at, note, officer, isLate }) => (
        <li key={event}>
          <span className={isLate ? "" : "ok"}>✓</span> <PartyName party={party} />{" "}
          {say(isLate ? "confirmedLate" : "confirmedBy", { at: showMoment(at) })}{" "}
          <span className="tiny">{say("officer", { n: officer })}</span>
          {note && <span> “{note}”</span>}
        </li>
      ))}
      {waitingFor.map((party) => (
        <li key={party}>
          <span aria-hidden="true">○</span> <PartyName party={party} />{" "}
          <span className={overMinutes >= 0 ? "no" : ""}>
            {overMinutes >= 0
              ? say("receiptOver", { n: overMinutes })
              : say("receiptBy", { at: showMoment(receiptBy) })}
          </span>{" "}
          <span className="tiny">
            {say(arrived.some((one) => one.party === party) ? "arrived" : "notArrived")}
          </span>
        </li>
      ))}
    </ul>
  );
};

const Confirm = ({ id, message }: { id: string; message: string }) => {
  const say = useWords(zh, en);
  const { busy, problem, act } = useRoomCommand();
  const [note, setNote] = useState("");
  const press = () =>
    void act(say("saidConfirmed"), () =>
      monitoring.confirmMessage({
        params: { id, message },
        body: note.trim() === "" ? {} : { note },
      }),
    );
  return (
    <>
      <label className="field">
        <span>{say("confirmNote")}</span>
        <input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </label>
      {problem && <ProblemNote problem={problem} />}
      <p className="desk-actions">
        <Button busy={busy} onClick={press}>
          {say(busy ? "confirming" : "confirm")}
        </Button>
      </p>
    </>
  );
};
