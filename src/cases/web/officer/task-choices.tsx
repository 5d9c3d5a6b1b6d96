import { useQuery } from "@tanstack/react-query";
import { answerOf, cases, node } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { usePerson } from "#web/session.ts";
import type { CaseView } from "../../view.ts";
import type { Task } from "./officer-actions.tsx";
import { procedureName } from "./procedures.ts";
import type { TaskDraft } from "./task.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type ChoiceProps = {
  id: string;
  task: Task;
  view: CaseView;
  draft: TaskDraft;
  change: (next: Partial<TaskDraft>) => void;
};

/** What a step asks beside its text. */
export const TaskChoices = ({ id, task, view, draft, change }: ChoiceProps) => {
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
          <option key={one.id} value={one.staffNumber}>
            {one.displayName} {one.staffNumber}
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
