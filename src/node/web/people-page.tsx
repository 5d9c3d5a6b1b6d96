import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { answerOf, node, problemOf } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { usePerson } from "#web/session.ts";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { PersonRow } from "../contract.ts";
import { findPeople } from "./find-people.ts";
import { roleName } from "./role-name.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Who may get in: the security administrator locks and unlocks, and can do nothing else. */
export const PeoplePage = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const [typed, setTyped] = useState("");
  const [locking, setLocking] = useState<PersonRow>();
  useTitle(say("peopleTitle"));
  const list = useQuery({ queryKey: ["people"], queryFn: () => answerOf(node.listPeople({})) });
  const problem = problemOf(list.error);
  const rows = findPeople(list.data ?? [], typed, language);
  return (
    <div className="page-body">
      <div className="toolbar">
        <label>
          {say("findPeople")}{" "}
          <input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        </label>
        {list.data && <span className="push tiny">{say("peopleCount", { n: rows.length })}</span>}
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={8} />}
      {list.data && rows.length === 0 && <Empty>{say("nobody")}</Empty>}
      {rows.length > 0 && (
        <table className="list stack">
          <thead>
            <tr>
              <th scope="col">{say("person")}</th>
              <th scope="col">{say("role")}</th>
              <th scope="col">{say("department")}</th>
              <th scope="col">{say("sessions")}</th>
              <th scope="col">{say("state")}</th>
              <th scope="col">
                <span className="unseen">{say("lock")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((person) => (
              <tr key={person.id}>
                <td data-label={say("person")}>
                  <span>
                    {person.displayName} {person.isSample && <SampleMark />}{" "}
                    {person.staffNumber && <span className="tiny">{person.staffNumber}</span>}
                  </span>
                </td>
                <td data-label={say("role")}>{said(roleName(person.role))}</td>
                <td data-label={say("department")}>
                  {said(person.department.name)}
                  {person.windowNumber && ` · ${say("window", { n: person.windowNumber })}`}
                </td>
                <td data-label={say("sessions")}>{person.sessions}</td>
                <td data-label={say("state")}>
                  {person.lockedAt ? (
                    <span>
                      <State colour="red">{say("locked")}</State>{" "}
                      <span className="tiny">
                        {showMoment(person.lockedAt)} {person.lockedReason}
                      </span>
                    </span>
                  ) : (
                    <State colour="green">{say("active")}</State>
                  )}
                </td>
                <td>
                  <LockButton person={person} onLock={() => setLocking(person)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {locking && <LockDialog person={locking} onClose={() => setLocking(undefined)} />}
    </div>
  );
};

const LockButton = ({ person, onLock }: { person: PersonRow; onLock: () => void }) => {
  const say = useWords(zh, en);
  const me = usePerson();
  const queries = useQueryClient();
  const command = useCommand();
  const unlock = () =>
    void command.run(
      () => node.unlockPerson({ params: { id: person.id } }),
      () => {
        void queries.invalidateQueries({ queryKey: ["people"] });
        announce(say("unlockDone", { name: person.displayName }));
      },
    );
  if (person.lockedAt)
    return (
      <>
        <Button look="ghost" busy={command.busy} onClick={unlock}>
          {say("unlock")}
        </Button>
        {command.problem && <ProblemNote problem={command.problem} />}
      </>
    );
  return (
    <Button
      look="ghost"
      reason={me?.id === person.id ? say("notYourself") : undefined}
      showReason={false}
      onClick={onLock}
    >
      {say("lock")}
    </Button>
  );
};

const LockDialog = ({ person, onClose }: { person: PersonRow; onClose: () => void }) => {
  const say = useWords(zh, en);
  const id = useId();
  const queries = useQueryClient();
  const command = useCommand();
  const [reason, setReason] = useState("");
  const send = () => {
    if (!reason.trim()) return;
    void command.run(
      () => node.lockPerson({ params: { id: person.id }, body: { reason: reason.trim() } }),
      () => {
        void queries.invalidateQueries({ queryKey: ["people"] });
        announce(say("lockDone", { name: person.displayName }));
        onClose();
      },
    );
  };
  return (
    <Dialog title={say("lockTitle", { name: person.displayName })} open onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="muted">{say("lockWhy")}</p>
        <div className="field">
          <label htmlFor={id}>{say("lockReason")}</label>
          <input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button
            type="submit"
            look="danger"
            reason={reason.trim() ? undefined : say("lockNeeds")}
            busy={command.busy}
          >
            {say("lockSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
