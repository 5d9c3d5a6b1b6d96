import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { useNode, usePerson } from "#web/session.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { AgreementView } from "../contract.ts";
import { agreements } from "./agreement-client.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** A supervisor gives the party's signature here, on the page that shows what is signed. */
export const SignBox = ({ view }: { view: AgreementView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const queries = useQueryClient();
  const here = useNode();
  const person = usePerson();
  const [open, setOpen] = useState(false);
  const [signatory, setSignatory] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const waits = view.state === "proposed" || view.state === "signed";
  if (person?.role !== "supervisor" || !waits) return null;
  const send = async () => {
    setBusy(true);
    const reply = await agreements.signAgreement({ params: { digest: view.digest }, body: { signatory } });
    setBusy(false);
    if (!reply.ok) return setProblem(reply.problem);
    queries.setQueryData(["agreement", view.digest], reply.value.agreement);
    void queries.invalidateQueries({ queryKey: ["agreements"] });
    setOpen(false);
    announce(say("signedNow"));
  };
  return (
    <div className="actions" style={{ marginTop: "1rem" }}>
      <Button
        reason={view.sign.allowed ? undefined : view.sign.reason && said(view.sign.reason)}
        onClick={() => setOpen(true)}
      >
        {say("sign")}
      </Button>
      <Dialog
        title={say("signTitle", { party: here ? said(here.name) : "" })}
        open={open}
        onClose={() => setOpen(false)}
      >
        <p className="muted">{say("signWhy")}</p>
        {problem && <ProblemNote problem={problem} />}
        <div className="field">
          <label htmlFor="signatory">{say("signAs")}</label>
          <p className="hint">{say("signAsHint")}</p>
          <input
            id="signatory"
            maxLength={60}
            value={signatory}
            onChange={(event) => setSignatory(event.target.value)}
          />
        </div>
        <div className="actions">
          <Button look="ghost" onClick={() => setOpen(false)}>
            {say("cancel")}
          </Button>
          <Button
            busy={busy}
            reason={signatory.trim() ? undefined : say("signAs")}
            showReason={false}
            onClick={() => void send()}
          >
            {say("signDo")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
};
