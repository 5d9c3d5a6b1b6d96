import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { ProposalRow } from "#cases/contract-erasure.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What waits for the second administrator. */
export const Proposals = ({ rows, decides }: { rows: readonly ProposalRow[]; decides: boolean }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (rows.length === 0) return <Empty>{say("noWaiting")}</Empty>;
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("number")}</th>
          <th scope="col">{say("item")}</th>
          <th scope="col">{say("reason")}</th>
          <th scope="col">{say("proposedBy")}</th>
          <th scope="col">
            <span className="unseen">{say("approve")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={say("number")} className="hash">
              {row.number}
            </td>
            <td data-label={say("item")}>{said(row.itemName)}</td>
            <td data-label={say("reason")}>
              <span>
                {said(row.why)} <span className="tiny">{said(row.basis)}</span>
              </span>
            </td>
            <td data-label={say("proposedBy")}>
              <span>
                {row.proposedBy} <span className="tiny">{showMoment(row.proposedAt)}</span>
              </span>
            </td>
            <td>{decides ? <Decide row={row} /> : <State colour="yellow">{say("awaits")}</State>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Decide = ({ row }: { row: ProposalRow }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const queries = useQueryClient();
  const command = useCommand();
  const [asking, setAsking] = useState(false);
  const after = (what: string) => {
    announce(what);
    setAsking(false);
    void queries.invalidateQueries({ queryKey: ["erasures"] });
  };
  const params = { id: row.id };
  const approve = () =>
    void command.run(
      () => cases.approveErasure({ params }),
      ({ number }) => after(say("approved", { number })),
    );
  const reject = () =>
    void command.run(
      () => cases.rejectErasure({ params }),
      ({ number }) => after(say("rejected", { number })),
    );
  return (
    <span className="desk-actions">
      <Button look="danger" reason={row.isOwn ? say("own") : undefined} onClick={() => setAsking(true)}>
        {say("approve")}
      </Button>
      <Button look="ghost" busy={command.busy} onClick={reject}>
        {say("reject")}
      </Button>
      {!asking && command.problem && <ProblemNote problem={command.problem} />}
      <Dialog
        title={say("approveTitle", { number: row.number })}
        open={asking}
        onClose={() => setAsking(false)}
      >
        <p>{said(row.why)}</p>
        <p className="small">{said(row.basis)}</p>
        <p className="muted">{say("approveWhy")}</p>
        {command.problem && <ProblemNote problem={command.problem} />}
        <div className="actions">
          <Button look="ghost" onClick={() => setAsking(false)}>
            {say("cancel")}
          </Button>
          <Button look="danger" busy={command.busy} onClick={approve}>
            {say("approveSend")}
          </Button>
        </div>
      </Dialog>
    </span>
  );
};
