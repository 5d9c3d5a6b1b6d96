import { useState } from "react";
import { problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { isWorse, levels, type Level } from "../../alerts/level.ts";
import { monitoring } from "../../web/monitoring-client.ts";
import type { MessageDraft } from "../contract.ts";
import { levelWords } from "../message-words.ts";
import type { MessageKind } from "../response-plan.ts";
import type { IncidentView } from "../view.ts";
import { useMessageDraft, useRoomCommand } from "./use-incidents.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Kind = Exclude<MessageKind, "end">;
const kinds = { warning: "kindWarning", information: "kindInformation", search: "kindSearch" } as const;

/** A message filled in from the facts at hand; a person reads it, changes it and sends it. */
export const Compose = ({ incident }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  const isFirst = incident.messages.length === 0;
  const [kind, setKind] = useState<Kind>(isFirst ? "warning" : "information");
  if (incident.endedAt) return null;
  return (
    <details className="card" open={isFirst && incident.end.allowed}>
      <summary>{say("compose")}</summary>
      <div className="body">
        <label className="field">
          <span>{say("kind")}</span>
          <select value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
            {(Object.keys(kinds) as Kind[]).map((one) => (
              <option key={one} value={one}>
                {say(kinds[one])}
              </option>
            ))}
          </select>
        </label>
        <Proposed key={kind} incident={incident} kind={kind} />
      </div>
    </details>
  );
};

const Proposed = ({ incident, kind }: { incident: IncidentView; kind: Kind }) => {
  const asked = useMessageDraft(incident.id, kind);
  const problem = problemOf(asked.error);
  if (problem) return <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />;
  return asked.data ? <Form incident={incident} draft={asked.data} /> : <Skeleton lines={3} />;
};

const Form = ({ incident, draft }: { incident: IncidentView; draft: MessageDraft }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { busy, problem, act } = useRoomCommand();
  const [headline, setHeadline] = useState(draft.headline);
  const [text, setText] = useState(draft.text);
  const [level, setLevel] = useState<Level>(draft.level);
  const [to, setTo] = useState(draft.to);
  const { kind, facts, arrivals, tiers, addressees } = draft;
  const reason = incident.send.reason && said(incident.send.reason);
  const send = () =>
    void act(say("saidSent"), () =>
      monitoring.sendMessage({
        params: { id: incident.id },
        body: { kind, level, to, headline, text, facts, arrivals, tiers },
      }),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset className="field">
        <legend>{say("to")}</legend>
        {addressees.map((party) => (
          <label key={party} className="choice">
            <input
              type="checkbox"
              checked={to.includes(party)}
              onChange={({ target }) =>
                setTo(target.checked ? [...to, party] : to.filter((one) => one !== party))
              }
            />
            <PartyName party={party} />
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>{say("headline")}</span>
        <input
          value={headline}
          maxLength={200}
          required
          onChange={({ target }) => setHeadline(target.value)}
        />
      </label>
      <label className="field">
        <span>{say("text")}</span>
        <textarea value={text} maxLength={2000} required onChange={({ target }) => setText(target.value)} />
      </label>
      <label className="field">
        <span>{say("level")}</span>
        <select value={level} onChange={({ target }) => setLevel(target.value as Level)}>
          {levels.map((one) => (
            <option key={one} value={one}>
              {said(levelWords[one])}
            </option>
          ))}
        </select>
      </label>
      <p className="small">
        {say("prefilled", { n: facts.length })}
        {incident.medium === "air"
          ? say("prefilledTiers", { n: tiers.length })
          : say("prefilledArrivals", { n: arrivals.length })}
      </p>
      {isWorse(level, incident.level) && <p className="small">{say("raises")}</p>}
      <p className="small">{say("receiptWithin", { n: draft.receiptMinutes[level] })}</p>
      {problem && <ProblemNote problem={problem} />}
      <p className="desk-actions">
        <Button type="submit" busy={busy} reason={reason}>
          {say(busy ? "sending" : "send")}
        </Button>
      </p>
    </form>
  );
};
