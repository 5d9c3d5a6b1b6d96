import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { usePartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { ParkedView } from "../contract-parked.ts";
import { exchange } from "./exchange-client.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { row: ParkedView; open: boolean; onClose: () => void; onDone: () => void };

/** Giving up on an event needs a reason, because its author reads it under this node's signature. */
export const RefuseDialog = ({ row, open, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const partyName = usePartyName();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const id = `refuse-reason-${row.id}`;
  const send = async () => {
    setBusy(true);
    const reply = await exchange.refuseParked({ params: { id: row.id }, body: { reason } });
    setBusy(false);
    if (!reply.ok) return setProblem(reply.problem);
    announce(say("nowRefused"));
    onClose();
    onDone();
  };
  return (
    <Dialog title={say("refuseTitle")} open={open} onClose={onClose}>
      <p>
        {row.type} · <span className="hash">{row.subject}</span>
      </p>
      <p className="muted">{`${said(row)}${row.behind.length ? ` · ${say("behindIt", { n: row.behind.length })}` : ""}`}</p>
      <p>{say("refuseWhy", { party: partyName(row.author) })}</p>
      {problem && <ProblemNote problem={problem} />}
      <div className="field">
        <label htmlFor={id}>{say("refuseReason")}</label>
        <textarea
          id={id}
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className="actions">
        <Button look="ghost" onClick={onClose}>
          {say("cancel")}
        </Button>
        <Button
          look="danger"
          busy={busy}
          reason={reason.trim() === "" ? say("reasonNeeded") : undefined}
          onClick={() => void send()}
        >
          {say("refuse")}
        </Button>
      </div>
    </Dialog>
  );
};
