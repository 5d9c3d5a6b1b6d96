import { useId, useState } from "react";
import { useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { ErasureReason } from "#exchange/events.ts";
import { usePropose } from "./use-propose.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const reasons = ["person-asked", "unlawful", "retention-over"] as const satisfies readonly ErasureReason[];

/** For a case by its number: mostly because the person asked. */
export const ProposeOther = () => {
  const say = useWords(zh, en);
  const id = useId();
  const [text, setText] = useState("");
  const [reason, setReason] = useState<ErasureReason>("person-asked");
  const { busy, problem, propose } = usePropose();
  const typed = text.trim();
  return (
    <>
      <h2>{say("other")}</h2>
      <p className="muted">{say("otherWhy")}</p>
      <form
        style={{ maxWidth: "32rem" }}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed) propose(typed, reason, () => setText(""));
        }}
      >
        <div className="field">
          <label htmlFor={`${id}n`}>{say("number")}</label>
          <input
            id={`${id}n`}
            maxLength={200}
            autoComplete="off"
            placeholder={say("numberHint")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}r`}>{say("why")}</label>
          <select
            id={`${id}r`}
            value={reason}
            onChange={(event) => setReason(reasons.find((one) => one === event.target.value) ?? reason)}
          >
            {reasons.map((one) => (
              <option key={one} value={one}>
                {say(`reason.${one}`)}
              </option>
            ))}
          </select>
        </div>
        {problem && <ProblemNote problem={problem} />}
        <div className="actions">
          <Button type="submit" busy={busy} reason={typed ? undefined : say("numberNeeded")}>
            {say("propose")}
          </Button>
        </div>
      </form>
    </>
  );
};
