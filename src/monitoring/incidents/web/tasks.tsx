import { useState } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { Button } from "#web/ui/button.tsx";
import { State } from "#web/ui/light.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import type { IncidentView, TaskView } from "../view.ts";
import { useRoomCommand } from "./use-incidents.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const states = {
  open: { colour: "none", word: "stateOpen" },
  overdue: { colour: "red", word: "stateOverdue" },
  done: { colour: "green", word: "stateDone" },
  "done-late": { colour: "yellow", word: "stateDoneLate" },
} as const;

/** The tasks of three parties with their clocks; one's own are done here, with a note. */
export const Tasks = ({ incident }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  return (
    <>
      <h2>{say("tasks")}</h2>
      <table className="list stack tasks">
        <thead>
          <tr>
            <th scope="col">{say("task")}</th>
            <th scope="col">{say("by")}</th>
            <th scope="col">{say("who")}</th>
          </tr>
        </thead>
        <tbody>
          {incident.tasks.map((task) => (
            <Task key={task.id} id={incident.id} task={task} />
          ))}
        </tbody>
      </table>
    </>
  );
};

const Task = ({ id, task }: { id: string; task: TaskView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <tr>
      <td data-label={say("task")}>
        <div>
          <b>{said(task.title)}</b>
          <div className="tiny">{said(task.does)}</div>
          {task.basis && (
            <details className="basis tiny">
              <summary>{say("basis")}</summary>
              {said(task.basis)}
            </details>
          )}
          {task.finish.allowed && <Finish id={id} task={task.id} />}
        </div>
      </td>
      <td data-label={say("by")}>{showMoment(task.by)}</td>
      <td data-label={say("who")}>
        <ul>
          {task.owners.map(({ party, state, note }) => (
            <li key={party} title={note}>
              <PartyName party={party} />{" "}
              <State colour={states[state].colour}>{say(states[state].word)}</State>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
};

const Finish = ({ id, task }: { id: string; task: string }) => {
  const say = useWords(zh, en);
  const { busy, problem, act } = useRoomCommand();
  const [note, setNote] = useState("");
  const isEmpty = note.trim() === "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty)
          void act(say("saidDone"), () => monitoring.finishTask({ params: { id, task }, body: { note } }));
      }}
    >
      <div className="finish">
        <input
          aria-label={say("doneNote")}
          placeholder={say("doneNote")}
          value={note}
          maxLength={1000}
          onChange={({ target }) => setNote(target.value)}
        />
        <Button
          type="submit"
          look="ghost"
          busy={busy}
          reason={isEmpty ? say("doneNoteWhy") : undefined}
          showReason={false}
        >
          {say(busy ? "finishing" : "done")}
        </Button>
      </div>
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
};
