import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment, showShortDay } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { State } from "#web/ui/light.tsx";
import { ListTable } from "#web/ui/list-table.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { isOver, stateNames } from "../../finding-state.ts";
import type { FindingRow } from "../../view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The state of a finding, and the day it has until: a shape and a word, red only when it is over the day. */
export const FindingState = ({ state, clock }: Pick<FindingRow, "state" | "clock">) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const isLate = clock !== undefined && clock.daysLeft < 0;
  const colour = isOver(state) ? "green" : isLate ? "red" : "yellow";
  return (
    <span>
      <State colour={colour}>{said(stateNames[state])}</State>
      {clock && (
        <span className="small muted">
          {" "}
          {say("until", { day: showShortDay(clock.due) })} ·{" "}
          {isLate
            ? say("daysOver", { n: -clock.daysLeft })
            : clock.daysLeft === 0
              ? say("today")
              : say("daysLeft", { n: clock.daysLeft })}
        </span>
      )}
    </span>
  );
};

export const FindingTable = ({ rows }: { rows: readonly FindingRow[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { hrefOf } = useDeskSearch();
  return (
    <ListTable
      heads={[
        say("found"),
        say("what"),
        say("where"),
        say("foundBy"),
        say("responsible"),
        say("turn"),
        say("state"),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td data-label={say("found")} className="short">
            {showMoment(new Date(row.foundAtMs).toISOString())}
          </td>
          <td data-label={say("what")}>
            <span>
              <To href={hrefOf({ finding: row.id })}>{said(row.kindName)}</To>
              {row.photos > 0 && <span className="tiny"> {say("photoCount", { n: row.photos })}</span>}
              {row.sentBack > 0 && <span className="tiny"> {say("sentBackTimes", { n: row.sentBack })}</span>}
            </span>
          </td>
          <td data-label={say("where")}>{said(row.pointName)}</td>
          <td data-label={say("foundBy")}>
            <PartyName party={row.reporter} />
          </td>
          <td data-label={say("responsible")}>
            <PartyName party={row.responsible} />
          </td>
          <td data-label={say("turn")}>{!isOver(row.state) && <PartyName party={row.holder} />}</td>
          <td data-label={say("state")}>
            <FindingState {...row} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
};
