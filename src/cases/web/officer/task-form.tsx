import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { answerOf, cases, node } from "#web/api.ts";
import { useKeptInTab } from "#web/desk/keep-in-tab.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSendKey } from "#web/desk/use-shortcuts.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { usePerson } from "#web/session.ts";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { CaseView } from "../../view.ts";
import type { Task } from "./officer-actions.tsx";
import { fillTemplate, openBlanks } from "./opinions.ts";
import { procedureName } from "./procedures.ts";
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
  const gap = gapOf(task, draft);
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
      <Choices id={id} task={task} view={view} draft={draft} change={change} />
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

type ChoiceProps = {
  id: string;
  task: Task;
  view: CaseView;
  draft: TaskDraft;
  change: (next: Partial<TaskDraft>) => void;
};

const Choices = ({ id, task, view, draft, change }: ChoiceProps) => {
  const say = useWords(zh, en);
  const radios = <V extends string>(
    name: string,
    legend: string,
    options: readonly { value: V; word: string }[],
    value: V,
    set: (value: V) => void,
  ) => (
    <fieldset className="field">
      <legend>{legend}</legend>
      <div className="actions">
        {options.map((one) => (
          <label key={one.value} className="choice">
            <input
              type="radio"
              name={`${id}-${name}`}
              checked={value === one.value}
              onChange={() => set(one.value)}
            />
            <span>{one.word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
  const text = (name: "resultNumber" | "courierNumber" | "competent", type = "text") => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{say(name)}</label>
      <input
        id={`${id}-${name}`}
        type={type}
        className="short"
        autoComplete="off"
        maxLength={200}
        value={draft[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </div>
  );
  if (task === "examine")
    return (
      <>
        {radios(
          "scope",
          say("scope"),
          [
            { value: "form", word: say("scopeForm") },
            { value: "substantive", word: say("scopeSubstantive") },
          ],
          draft.scope,
          (scope) => change({ scope }),
        )}
        {draft.scope === "substantive" && <Second id={id} draft={draft} change={change} />}
      </>
    );
  if (task === "proposeDecision")
    return (
      <>
        {radios(
          "outcome",
          say("outcome"),
          [
            { value: "granted", word: say("granted") },
            { value: "denied", word: say("denied") },
          ],
          draft.outcome,
          (outcome) => change({ outcome }),
        )}
        {draft.outcome === "granted" && (
          <div className="grid-two">
            {text("resultNumber")}
            <div className="field">
              <label htmlFor={`${id}-until`}>{say("validUntil")}</label>
              <input
                id={`${id}-until`}
                type="date"
                className="short"
                value={draft.validUntil}
                onChange={(event) => change({ validUntil: event.target.value })}
              />
            </div>
          </div>
        )}
      </>
    );
  if (task === "pause") return <PauseChoice id={id} view={view} draft={draft} change={change} />;
  if (task === "refuse")
    return (
      <>
        {radios(
          "ending",
          say("ending"),
          [
            { value: "not-required", word: say("notRequired") },
            { value: "not-competent", word: say("notCompetent") },
            { value: "not-conforming", word: say("notConforming") },
          ],
          draft.ending,
          (ending) => change({ ending }),
        )}
        {draft.ending === "not-competent" && text("competent")}
      </>
    );
  if (task === "deliver")
    return (
      <>
        {radios(
          "way",
          say("way"),
          [
            { value: "window", word: say("wayWindow") },
            { value: "courier", word: say("wayCourier") },
            { value: "electronic", word: say("wayElectronic") },
          ],
          draft.way,
          (way) => change({ way }),
        )}
        {draft.way === "courier" && text("courierNumber")}
      </>
    );
  return null;
};

/** A substantive examination needs two officers (行政许可法 34): the second is a colleague of the same department. */
const Second = ({ id, draft, change }: Pick<ChoiceProps, "id" | "draft" | "change">) => {
  const say = useWords(zh, en);
  const me = usePerson();
  const { data } = useQuery({ queryKey: ["colleagues"], queryFn: () => answerOf(node.listColleagues({})) });
  const others = (data ?? []).filter((one) => one.role === "officer" && one.id !== me?.id);
  return (
    <div className="field">
      <label htmlFor={`${id}-second`}>{say("second")}</label>
      <select
        id={`${id}-second`}
        className="short"
        value={draft.second}
        onChange={(event) => change({ second: event.target.value })}
      >
        <option value="">{say("choose")}</option>
        {others.map((one) => (
          <option key={one.id} value={one.id}>
            {one.displayName}
          </option>
        ))}
      </select>
    </div>
  );
};

const PauseChoice = ({ id, view, draft, change }: Omit<ChoiceProps, "task">) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { data } = useQuery({
    queryKey: ["item", view.item.id],
    queryFn: () => answerOf(cases.readItem({ params: { id: view.item.id } })),
    staleTime: 600_000,
  });
  return (
    <div className="grid-two">
      <div className="field">
        <label htmlFor={`${id}-procedure`}>{say("procedure")}</label>
        <select
          id={`${id}-procedure`}
          value={draft.procedure}
          onChange={(event) => change({ procedure: event.target.value })}
        >
          <option value="">
            {say(data?.item.specialProcedures.length === 0 ? "noProcedure" : "choose")}
          </option>
          {data?.item.specialProcedures.map((one) => (
            <option key={one} value={one}>
              {said(procedureName(one))}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-days`}>{say("expectedWorkdays")}</label>
        <input
          id={`${id}-days`}
          className="short"
          inputMode="numeric"
          value={draft.expectedWorkdays}
          onChange={(event) =>
            change({ expectedWorkdays: event.target.value.replace(/\D/g, "").slice(0, 3) })
          }
        />
      </div>
    </div>
  );
};
