import { useId, useState } from "react";
import type { Delivery } from "../../events.ts";
import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { view: CaseView; onClose: () => void; onDone: (next: CaseView) => void };
const ways: readonly { way: Delivery["way"]; word: "wayWindow" | "wayCourier" | "wayElectronic" }[] = [
  { way: "window", word: "wayWindow" },
  { way: "courier", word: "wayCourier" },
  { way: "electronic", word: "wayElectronic" },
];

/** The applicant's own choice is set already; a courier needs its number, because the applicant will follow it. */
export const DeliverDialog = ({ view, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const id = useId();
  const command = useCommand();
  const [way, setWay] = useState<Delivery["way"]>(view.delivery?.way ?? "window");
  const [courierNumber, setCourierNumber] = useState("");
  const [recipient, setRecipient] = useState(view.agent?.name ?? view.applicant?.name ?? "");
  const send = () =>
    void command.run(
      () =>
        cases.deliver({
          params: { id: view.id },
          body: {
            way,
            ...(way === "courier" && { courierNumber: courierNumber.trim() }),
            ...(way === "window" && recipient.trim() && { recipient: recipient.trim() }),
          },
        }),
      (value) => onDone(value.case),
    );
  return (
    <Dialog title={say("deliverTitle")} open onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), send())}>
        <fieldset className="field">
          <legend>{say("deliverWay")}</legend>
          {ways.map((one) => (
            <label key={one.way} className="choice">
              <input
                type="radio"
                name={`${id}-way`}
                checked={way === one.way}
                onChange={() => setWay(one.way)}
              />
              <span>{say(one.word)}</span>
            </label>
          ))}
        </fieldset>
        {way === "courier" && (
          <div className="field">
            <label htmlFor={`${id}-number`}>{say("courierNumber")}</label>
            <input
              id={`${id}-number`}
              value={courierNumber}
              required
              maxLength={40}
              autoComplete="off"
              onChange={(event) => setCourierNumber(event.target.value)}
            />
          </div>
        )}
        {way === "window" && (
          <div className="field">
            <label htmlFor={`${id}-by`}>{say("recipient")}</label>
            <input
              id={`${id}-by`}
              value={recipient}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setRecipient(event.target.value)}
            />
          </div>
        )}
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button type="submit" busy={command.busy}>
            {say("deliverSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
