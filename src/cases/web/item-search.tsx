import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { answerOf, cases } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { paths } from "#web/paths.ts";
import { useGo } from "#web/to.tsx";
import { showLimit } from "./item-view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Results while typing; arrows choose, Enter opens, Escape closes (the combobox pattern of WAI-ARIA). */
export const ItemSearch = () => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const q = useDeferredValue(typed.trim());
  const results = useQuery({
    queryKey: ["items", { q }],
    queryFn: ({ signal }) => answerOf(cases.listItems({ query: { q } }, { signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const rows = q === "" ? [] : (results.data?.items ?? []).slice(0, 8);
  const shown = open && q !== "" && results.data !== undefined;
  const openRow = (at: number) => {
    const row = rows[at];
    go(row ? paths.item(row.id) : paths.items({ q: typed.trim() }));
  };
  const move = (step: number) => setChosen((at) => (at + step + rows.length + 1) % (rows.length + 1 || 1));
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") setOpen(false);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(true);
    if (rows.length > 0) move(event.key === "ArrowDown" ? 1 : -1);
  };
  const active = chosen >= 0 && chosen < rows.length ? `${id}-${chosen}` : undefined;
  return (
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        openRow(active ? chosen : -1);
      }}
    >
      <div className="combo">
        <input
          role="combobox"
          aria-label={say("search")}
          aria-expanded={shown && rows.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown ? active : undefined}
          autoComplete="off"
          enterKeyHint="search"
          placeholder={say("searchHint")}
          value={typed}
          onKeyDown={onKeyDown}
          onBlur={() => setTimeout(() => setOpen(false), 150)}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setChosen(-1);
          }}
        />
        <div
          id={`${id}-list`}
          className="options"
          role="listbox"
          aria-label={say("search")}
          hidden={!shown || rows.length === 0}
        >
          {rows.map((row, at) => (
            <button
              type="button"
              tabIndex={-1}
              key={row.id}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => openRow(at)}
            >
              <b>{said(row.name)}</b>
              <small>{showLimit(row.promised, say)}</small>
            </button>
          ))}
        </div>
        {shown && rows.length === 0 && !results.isFetching && (
          <p className="nothing">{say("nothingFound", { q })}</p>
        )}
        <span className="unseen" aria-live="polite">
          {shown && rows.length > 0 ? say("found", { n: rows.length }) : ""}
        </span>
      </div>
      <button className="btn large" type="submit">
        {say("find")}
      </button>
    </form>
  );
};
