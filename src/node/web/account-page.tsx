import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SignedIn } from "#node/contract.ts";
import { answerOf, node } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { Signed } from "#web/layout/sign-in-page.tsx";
import { paths } from "#web/paths.ts";
import { forgetPerson, usePerson } from "#web/session.ts";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { useGo } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { en } from "./account-words.en.ts";
import { zh } from "./account-words.zh.ts";
import { deviceOf } from "./device.ts";
import { PasswordForm } from "./password-form.tsx";
import { roleName } from "./role-name.ts";

/** Who I am here, on which devices, and the two things to do when one of them is not mine. */
export const AccountPage = () => {
  const say = useWords(zh, en);
  const person = usePerson();
  useTitle(say("title"));
  return (
    <Signed>
      <div className="wrap narrow" style={{ paddingBlock: "1.9rem 3rem" }}>
        <h1 tabIndex={-1}>{say("title")}</h1>
        <p className="muted">{say("lead")}</p>
        {person && <Who person={person} />}
        <Sessions />
        <PasswordForm />
      </div>
    </Signed>
  );
};

const Who = ({ person }: { person: SignedIn }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <section className="card" style={{ marginTop: "1.2rem" }}>
      <div className="head">
        <h2>{say("who")}</h2>
      </div>
      <div className="row">
        <span>{say("name")}</span>
        <span className="r">
          {person.displayName} {person.isSample && <SampleMark />}
        </span>
      </div>
      <div className="row">
        <span>{say("role")}</span>
        <span className="r">{said(roleName(person.role))}</span>
      </div>
      {person.kind === "staff" && (
        <div className="row">
          <span>{say("department")}</span>
          <span className="r">{said(person.department.name)}</span>
        </div>
      )}
    </section>
  );
};

const Sessions = () => {
  const say = useWords(zh, en);
  const [asking, setAsking] = useState(false);
  const list = useQuery({ queryKey: ["sessions"], queryFn: () => answerOf(node.listSessions({})) });
  if (list.isPending) return <Skeleton lines={4} height="12rem" />;
  if (list.isError) return <FailedPage error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <section className="card" style={{ marginBlock: "1.2rem" }}>
      <div className="head">
        <h2>{say("sessions")}</h2>
      </div>
      <table className="list stack">
        <thead>
          <tr>
            <th scope="col">{say("device")}</th>
            <th scope="col">{say("address")}</th>
            <th scope="col">{say("started")}</th>
            <th scope="col">{say("expires")}</th>
          </tr>
        </thead>
        <tbody>
          {list.data.map((row, at) => (
            <tr key={`${row.startedAt}-${at}`}>
              <td data-label={say("device")}>
                <span>
                  {deviceOf(row.device) ?? say("unknownDevice")}{" "}
                  {row.isHere && <b className="ok">{say("here")}</b>}
                </span>
              </td>
              <td data-label={say("address")}>{row.address ?? "—"}</td>
              <td data-label={say("started")}>{showMoment(row.startedAt)}</td>
              <td data-label={say("expires")}>{showMoment(row.expiresAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="body actions" style={{ paddingTop: "1rem" }}>
        <Button look="danger" onClick={() => setAsking(true)}>
          {say("everywhere")}
        </Button>
      </div>
      <EverywhereDialog open={asking} onClose={() => setAsking(false)} />
    </section>
  );
};

const EverywhereDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const go = useGo();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    const reply = await node.signOutEverywhere({});
    setBusy(false);
    onClose();
    if (!reply.ok) return;
    announce(say("ended", { n: reply.value.ended }));
    go(paths.signIn());
    await forgetPerson(queries);
  };
  return (
    <Dialog title={say("everywhereTitle")} open={open} onClose={onClose}>
      <p>{say("everywhereWhy")}</p>
      <div className="actions" style={{ marginTop: "1rem" }}>
        <Button look="ghost" onClick={onClose}>
          {say("stay")}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void end()}>
          {say("everywhereDo")}
        </Button>
      </div>
    </Dialog>
  );
};
