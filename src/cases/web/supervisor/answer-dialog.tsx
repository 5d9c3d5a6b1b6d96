import { useId, useState } from "react";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { RatingRow } from "./rating.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { row: RatingRow; onClose: () => void; onDone: () => void };

export const AnswerDialog = ({ row, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const id = useId();
  const command = useCommand();
  const [calledBack, setCalledBack] = useState(false);
  const [what, setWhat] = useState("");
  const reason = calledBack ? (what.trim() ? undefined : say("needsWhat")) : say("needsCall");
  const send = () => {
    if (reason) return;
    void command.run(
      () => cases.answerRating({ params: { id: row.case }, body: { calledBack, what: what.trim() } }),
      onDone,
    );
  };
  return (
    <Dialog title={say("answerTitle")} open onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="muted">
          {said(row.itemName)}
          {row.text && ` · “${row.text}”`}
        </p>
        <label className="choice">
          <input
            type="checkbox"
            checked={calledBack}
            onChange={(event) => setCalledBack(event.target.checked)}
          />
          <span>{say("calledBack")}</span>
        </label>
        <div className="field">
          <label htmlFor={id}>{say("whatDone")}</label>
          <textarea id={id} maxLength={1000} value={what} onChange={(event) => setWhat(event.target.value)} />
        </div>
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button type="submit" reason={reason} busy={command.busy}>
            {say("answerSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
