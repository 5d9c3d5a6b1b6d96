import { useSaid, useWords } from "#web/language.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import type { DueRow } from "#cases/contract-erasure.ts";
import { usePropose } from "./use-propose.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Cases that need not be kept any more. */
export const Due = ({ rows, proposes }: { rows: readonly DueRow[]; proposes: boolean }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (rows.length === 0) return <Empty>{say("noDue")}</Empty>;
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("number")}</th>
          <th scope="col">{say("item")}</th>
          <th scope="col">{say("closedOn")}</th>
          <th scope="col">{say("until")}</th>
          {proposes && (
            <th scope="col">
              <span className="unseen">{say("propose")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <td data-label={say("number")} className="hash">
              {row.number}
            </td>
            <td data-label={say("item")}>{said(row.itemName)}</td>
            <td data-label={say("closedOn")}>{row.closedOn}</td>
            <td data-label={say("until")} title={said(row.why)}>
              <span>
                {row.until} {row.provisional && <span className="tiny">{say("provisional")}</span>}
              </span>
            </td>
            {proposes && (
              <td>
                <Propose row={row} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Propose = ({ row }: { row: DueRow }) => {
  const say = useWords(zh, en);
  const { busy, problem, propose } = usePropose();
  return (
    <>
      <Button look="ghost" busy={busy} onClick={() => propose(row.number, "retention-over")}>
        {say("propose")}
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
};
