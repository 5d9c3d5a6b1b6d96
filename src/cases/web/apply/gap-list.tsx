import { useEffect, useRef } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import type { Gap } from "./draft-gaps.ts";
import { nameOf } from "./names.ts";
import { idOf } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The summary of what is still open, each a link to its place; focus comes here when going on was refused. */
export const GapList = ({ gaps, onOpen }: { gaps: readonly Gap[]; onOpen: (gap: Gap) => void }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const box = useRef<HTMLDivElement>(null);
  const isOpen = gaps.length > 0;
  useEffect(() => {
    if (isOpen) box.current?.focus();
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <div className="note bad gaps" ref={box} tabIndex={-1} role="alert">
      <p>
        <b>{say("gapsTitle", { n: gaps.length })}</b>
      </p>
      <ul>
        {gaps.map((gap) => (
          <li key={gap.at}>
            <a
              href={`#${idOf(gap.at)}`}
              onClick={(event) => {
                event.preventDefault();
                onOpen(gap);
                setTimeout(() => focusOn(idOf(gap.at)), 60);
              }}
            >
              {gap.name ? said(gap.name) : nameOf(gap.at, say)}
            </a>
            {gap.sentence && `：${gap.sentence}`}
          </li>
        ))}
      </ul>
    </div>
  );
};

const focusOn = (id: string) => {
  const target =
    document.getElementById(id) ??
    document.querySelector<HTMLElement>(`[id^="${id}-"]:is(input, select, textarea, button)`);
  target?.focus();
  target?.scrollIntoView({ block: "center" });
};
