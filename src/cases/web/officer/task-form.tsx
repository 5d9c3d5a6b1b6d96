import { useEffect, useId, useRef, useState } from "react";
import { cases } from "#web/api.ts";
import { useKeptInTab } from "#web/desk/keep-in-tab.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSendKey } from "#web/desk/use-shortcuts.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { CaseView } from "../../view.ts";
import type { Task } from "./officer-actions.tsx";
import { fillTemplate, openBlanks } from "./opinions.ts";
import { TaskChoices } from "./task-choices.tsx";
import { gapOf, sendTask, startTask, templatesFor, type TaskDraft } from "./task.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  task: Task;
  view: CaseView;
  onClose: () => void;
  onDone: (next: CaseView, words: string) => void;
};

/** The form of one step under the row of steps: choices of the item, text from a template, one button. */
export const TaskForm = ({ task, view, onClose, onDone }: Props) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const id = useId();
  const command = useCommand();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState(() => startTask(task, view));
  const [draft, setDraft] = useKeptInTab<TaskDraft>(`task.${view.id}.${task}`, start);
  const change = (next: Partial<TaskDraft>) => setDraft({ ...draft, ...next });
  const blanks = openBlanks(draft.text);
  const wasAsked = view.documents.some((one) => one.kind === "supplement");
  const gap = gapOf(task, draft, wasAsked);
  const reason = blanks > 0 ? say("blanks", { n: blanks }) : gap && say(gap);
  const send = () => {
    if (reason) return;
    void command.run(
      () => sendTask(cases, task, view.id, draft),
      (value) => {
        setDraft(start);
        onDone(value.case, say(`${task}Done`));
      },
    );
  };
  useSendKey(() => form.current?.requestSubmit());
  useEffect(() => form.current?.querySelector<HTMLElement>("select, textarea, input")?.focus(), []);
  return (
    <form
      ref={form}
      className="task"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3>{say(task)}</h3>
      <TaskChoices id={id} task={task} view={view} draft={draft} change={change} />
      {task !== "deliver" && (
        <div className="field">
          <label htmlFor={`${id}-text`}>{say(`${task}Text`)}</label>
          <div className="reasons">
            {templatesFor(task, draft).map((template) => (
              <button
                key={template.text}
                type="button"
                className="chip"
                onClick={() => change({ text: fillTemplate(template, view) })}
              >
                {said(template.title)}
              </button>
            ))}
          </div>
          <textarea
            id={`${id}-text`}
            lang="zh-CN"
            maxLength={2000}
            rows={4}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </div>
      )}
      {command.problem && <ProblemNote problem={command.problem} />}
      <div className="actions">
        <Button type="submit" keys="Ctrl ⏎" reason={reason} busy={command.busy}>
          {say(`${task}Send`)}
        </Button>
        <Button look="ghost" onClick={onClose}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
};
