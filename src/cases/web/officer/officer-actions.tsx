import type { CaseView } from "../../view.ts";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useShortcuts } from "#web/desk/use-shortcuts.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { whyNot } from "../desk/why-not.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What an officer writes something for. Each is a route of the contract and a command of the case by the same name. */
export type Task =
  | "examine"
  | "pause"
  | "resume"
  | "askExtension"
  | "proposeDecision"
  | "returnToWindow"
  | "withdraw"
  | "deliver"
  | "refuse";
type Props = {
  view: CaseView;
  task: Task | undefined;
  onTask: (task: Task | undefined) => void;
  onDone: (next: CaseView, words: string) => void;
};

const main: readonly { task: Task; key: string }[] = [
  { task: "examine", key: "e" },
  { task: "proposeDecision", key: "d" },
  { task: "returnToWindow", key: "r" },
  { task: "pause", key: "p" },
  { task: "resume", key: "u" },
  { task: "askExtension", key: "x" },
];

/** All of an officer's steps in one row: what cannot be done now stays in its place and says why. */
export const OfficerActions = ({ view, task, onTask, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const command = useCommand();
  const shown = main.filter((one) => one.task !== (view.state === "paused" ? "pause" : "resume"));
  const reason = (name: string) => (view.commands[name] ? whyNot(view, name, said) : say("notYours"));
  const first = view.proposal ? undefined : shown.find((one) => !reason(one.task))?.task;
  useShortcuts(shown.map((one) => ({ key: one.key, run: () => onTask(one.task), reason: reason(one.task) })));
  const accept = () =>
    void command.run(
      () => cases.accept({ params: { id: view.id } }),
      (value) => onDone(value.case, say("acceptDone")),
    );
  return (
    <>
      <div className="desk-actions no-print">
        {shown.map((one) => (
          <Button
            key={one.task}
            look={(task ?? first) === one.task ? "main" : "ghost"}
            keys={one.key.toUpperCase()}
            reason={reason(one.task)}
            showReason={false}
            onClick={() => onTask(task === one.task ? undefined : one.task)}
          >
            {say(one.task)}
          </Button>
        ))}
        {view.commands["accept"]?.allowed && (
          <Button busy={command.busy} onClick={accept}>
            {say("accept")}
          </Button>
        )}
        {view.commands["refuse"]?.allowed && (
          <Button look="ghost" onClick={() => onTask("refuse")}>
            {say("refuse")}
          </Button>
        )}
        {view.commands["deliver"]?.allowed && (
          <Button look="ghost" onClick={() => onTask("deliver")}>
            {say("deliver")}
          </Button>
        )}
        {view.withdrawalAsked && (
          <Button look="danger" reason={reason("withdraw")} onClick={() => onTask("withdraw")}>
            {say("withdraw")}
          </Button>
        )}
      </div>
      {view.withdrawalAsked && <p className="note warn">{say("withdrawalAsked")}</p>}
      {command.problem && <ProblemNote problem={command.problem} />}
    </>
  );
};
