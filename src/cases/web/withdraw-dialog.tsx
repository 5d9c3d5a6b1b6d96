import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import type { CaseView } from "#cases/view.ts";
import { cases } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

type Props = { view: CaseView; open: boolean; onClose: () => void; onDone: (view: CaseView) => void };

export const WithdrawDialog = ({ view, open, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async () => {
    setBusy(true);
    const reply = await cases.withdraw({ params: { id: view.id }, body: { reason } });
    setBusy(false);
    if (!reply.ok) return setProblem(reply.problem);
    onClose();
    onDone(reply.value.case);
  };
  return (
    <Dialog title={say("withdrawTitle")} open={open} onClose={onClose}>
      <p className="muted">{say("withdrawWhy")}</p>
      {problem && <ProblemNote problem={problem} />}
      <div className="field">
        <label htmlFor="withdraw-reason">{say("withdrawReason")}</label>
        <textarea
          id="withdraw-reason"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className="actions">
        <Button look="ghost" onClick={onClose}>
          {say("withdrawKeep")}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void send()}>
          {say("withdrawDo")}
        </Button>
      </div>
    </Dialog>
  );
};
