import type { ItemRow } from "#cases/draft.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useNode } from "#web/session.ts";
import { To } from "#web/to.tsx";
import { PartyNames } from "#web/ui/parties.tsx";
import { showLimit } from "./item-view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One item in a list: its name, whose decision it is, and how long the deciding side promises to take. */
export const ItemRowView = ({ row }: { row: ItemRow }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const here = useNode();
  const others = row.decidedBy.map((one) => one.party).filter((party) => party !== here?.party);
  return (
    <li>
      <To href={paths.item(row.id)} className="item-row">
        <b>{said(row.name)}</b>
        <span className="where">
          {row.available && here ? (
            <>
              <Rich
                text={say("handInAt")}
                with={{ here: said(here.name), deciding: <PartyNames parties={others} /> }}
              />
              {" · "}
            </>
          ) : (
            `${say("notAvailable")} · `
          )}
          {showLimit(row.promised, say)}
        </span>
      </To>
    </li>
  );
};
