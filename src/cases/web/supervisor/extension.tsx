import { useId, useState } from "react";
import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showShortDay } from "#web/show.ts";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { whyNot } from "../desk/why-not.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { view: CaseView; onDone: (next: CaseView, words: string) => void };

/** The one extension (行政许可法 42): the officer's reason may be made clearer, because the applicant will read it. */
export const Extension = ({ view, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const id = useId();
  const command = useCommand();
  const [reason, setReason] = useState(view.extensionAsked?.reason ?? "");
  const legal = view.clocks.find((one) => one.kind === "legal");
  const hold = whyNot(view, "extend", said);
  const send = (approve: boolean) =>
    void command.run(
      () =>
        cases.extend({
          params: { id: view.id },
          body: { approve, ...(reason.trim() && { reason: reason.trim() }) },
        }),
      (value) => onDone(value.case, say(approve ? "extended" : "notExtended")),
    );
  return (
    <div className="note warn">
      <p>
        <b>{say("extensionAsked", { by: view.extensionAsked?.by ?? "" })}</b>
      </p>
      {legal && <p className="tiny">{say("extensionDue", { day: showShortDay(legal.due) })}</p>}
      <div className="field">
        <label htmlFor={id}>{say("extensionReason")}</label>
        <textarea
          id={id}
          lang="zh-CN"
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {command.problem && <ProblemNote problem={command.problem} />}
      <div className="actions">
        <Button reason={hold} busy={command.busy} onClick={() => send(true)}>
          {say("approve")}
        </Button>
        <Button look="ghost" reason={hold} showReason={false} busy={command.busy} onClick={() => send(false)}>
          {say("disapprove")}
        </Button>
      </div>
    </div>
  );
};
