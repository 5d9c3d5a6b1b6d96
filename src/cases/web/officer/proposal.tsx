import { useState } from "react";
import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { whyNot } from "../desk/why-not.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { view: CaseView; onDone: (next: CaseView, words: string) => void };

/** The proposal of one officer before the eyes of a second: confirmed it is the decision, else it goes back with a note. */
export const Proposal = ({ view, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const command = useCommand();
  const [note, setNote] = useState("");
  const { proposal } = view;
  if (!proposal) return null;
  const reason = whyNot(view, "confirmDecision", said);
  const send = (agree: boolean) =>
    void command.run(
      () =>
        cases.confirmDecision({
          params: { id: view.id },
          body: { agree, ...(note.trim() && { note: note.trim() }) },
        }),
      (value) => onDone(value.case, say(agree ? "confirmDone" : "disagreeDone")),
    );
  return (
    <div className="note">
      <p>
        <b>
          {say(proposal.outcome === "granted" ? "proposedGranted" : "proposedDenied", { by: proposal.by })}
        </b>
      </p>
      <p>{proposal.reasons}</p>
      {proposal.resultNumber && (
        <p className="tiny">{say("resultNumberIs", { number: proposal.resultNumber })}</p>
      )}
      <div className="field">
        <label htmlFor="confirm-note">{say("confirmNote")}</label>
        <input
          id="confirm-note"
          value={note}
          maxLength={2000}
          autoComplete="off"
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {command.problem && <ProblemNote problem={command.problem} />}
      <div className="actions">
        <Button reason={reason} busy={command.busy} onClick={() => send(true)}>
          {say("confirm")}
        </Button>
        <Button
          look="ghost"
          reason={reason ?? (note.trim() ? undefined : say("disagreeNeeds"))}
          showReason={!reason}
          busy={command.busy}
          onClick={() => send(false)}
        >
          {say("disagree")}
        </Button>
      </div>
    </div>
  );
};
