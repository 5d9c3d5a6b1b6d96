import { useEffect, useRef, type ReactNode } from "react";
import type { CaseRow } from "../../view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { RowLight } from "./row-light.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  rows: readonly CaseRow[];
  chosen: string | undefined;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  /** What stands under the name, beside who applies: which side the file goes to or comes from. */
  side: (row: CaseRow) => "to" | "from";
  foot?: ReactNode;
};

/** The queue: links, so that a middle click and a screen reader find what they expect. */
export const QueueRows = ({ rows, chosen, hrefOf, onOpen, side, foot }: Props) => {
  const said = useSaid();
  const say = useWords(zh, en);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div className="rows" ref={list}>
      {rows.map((row) => (
        <a
          key={row.id}
          className="queue-row"
          href={hrefOf(row.id)}
          aria-current={row.id === chosen ? "true" : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onOpen(row.id);
          }}
        >
          <b>{said(row.itemName)}</b>
          <RowLight row={row} />
          <small>
            {row.applicantName} {side(row) === "to" ? "→" : "←"}{" "}
            <PartyName party={side(row) === "to" ? row.deciding : row.accepting} />
          </small>
          <small>{row.waiting ? say("queued") : row.shortNumber}</small>
        </a>
      ))}
      {foot}
    </div>
  );
};
