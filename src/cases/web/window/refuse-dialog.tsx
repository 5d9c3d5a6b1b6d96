import { useId, useState } from "react";
import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  kind: "refuse" | "withdraw";
  view: CaseView;
  onClose: () => void;
  onDone: (next: CaseView) => void;
};
type Ending = "not-required" | "not-competent" | "not-conforming";
const endings: readonly {
  outcome: Ending;
  word: "outcomeNotRequired" | "outcomeNotCompetent" | "outcomeNotConforming";
}[] = [
  { outcome: "not-required", word: "outcomeNotRequired" },
  { outcome: "not-competent", word: "outcomeNotCompetent" },
  { outcome: "not-conforming", word: "outcomeNotConforming" },
];

/** The two ways a case ends at the window: the law's refusals (行政许可法 32), or the applicant's own withdrawal. */
export const RefuseDialog = ({ kind, view, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const id = useId();
  const command = useCommand();
  const [outcome, setOutcome] = useState<Ending>("not-required");
  const [reasons, setReasons] = useState("");
  const [competent, setCompetent] = useState("");
  const isRefusal = kind === "refuse";
  const isUnasked = !view.documents.some((one) => one.kind === "supplement");
  const params = { id: view.id };
  const send = () =>
    void command.run(
      () =>
        isRefusal
          ? cases.refuse({
              params,
              body: {
                outcome,
                reasons: reasons.trim(),
                ...(outcome === "not-competent" && { competent: competent.trim() }),
              },
            })
          : cases.withdraw({ params, body: { reason: reasons.trim() } }),
      (value) => onDone(value.case),
    );
  return (
    <Dialog title={say(isRefusal ? "refuseTitle" : "withdrawTitle")} open onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), send())}>
        {isRefusal && (
          <fieldset className="field">
            <legend>{say("refuseOutcome")}</legend>
            {endings.map((one) => (
              <label key={one.outcome} className="choice">
                <input
                  type="radio"
                  name={`${id}-outcome`}
                  checked={outcome === one.outcome}
                  onChange={() => setOutcome(one.outcome)}
                />
                <span>{say(one.word)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {isRefusal && outcome === "not-competent" && (
          <div className="field">
            <label htmlFor={`${id}-where`}>{say("competent")}</label>
            <input
              id={`${id}-where`}
              required
              maxLength={200}
              value={competent}
              onChange={(event) => setCompetent(event.target.value)}
            />
          </div>
        )}
        <div className="field">
          <label htmlFor={`${id}-why`}>{say(isRefusal ? "reasons" : "withdrawReason")}</label>
          <textarea
            id={`${id}-why`}
            required
            maxLength={isRefusal ? 2000 : 500}
            value={reasons}
            onChange={(event) => setReasons(event.target.value)}
          />
        </div>
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button
            type="submit"
            look={isRefusal ? "danger" : "main"}
            reason={isRefusal && outcome === "not-conforming" && isUnasked ? say("askFirst") : undefined}
            busy={command.busy}
          >
            {say(isRefusal ? "refuseSend" : "withdrawSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
