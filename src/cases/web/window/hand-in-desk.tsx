import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { answerOf, cases, problemOf } from "#web/api.ts";
import { stepInList } from "#web/desk/shortcuts.ts";
import { newKey } from "#web/desk/new-key.ts";
import { useKeptInTab } from "#web/desk/keep-in-tab.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName, usePartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { ItemRow } from "../../draft.ts";
import { startHandIn, type HandInDraft } from "./hand-in-draft.ts";
import { HandInForm } from "./hand-in-form.tsx";
import { en } from "./hand-in.en.ts";
import { zh } from "./hand-in.zh.ts";
import { findItems } from "./item-search.ts";

type Props = { onClose: () => void; onDone: (caseId: string) => void };

/** Receiving for a person at the counter: item by its initials, then one form, then the receipt. */
export const HandInDesk = ({ onClose, onDone }: Props) => {
  const [draft, setDraft] = useKeptInTab<HandInDraft | undefined>("hand-in", undefined);
  return draft ? (
    <HandInForm
      draft={draft}
      onChange={(next) => setDraft((before) => before && (typeof next === "function" ? next(before) : next))}
      onClose={onClose}
      onBack={() => setDraft(undefined)}
      onDone={(id) => {
        setDraft(undefined);
        onDone(id);
      }}
    />
  ) : (
    <ItemChoice onClose={onClose} onChoose={setDraft} />
  );
};

type Offer = { item: ItemRow; party: string; code: string };

/** One line for each item and city that decides: two letters and Enter, never a second question. */
const ItemChoice = ({
  onClose,
  onChoose,
}: {
  onClose: () => void;
  onChoose: (draft: HandInDraft) => void;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const partyName = usePartyName();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useQuery({ queryKey: ["items"], queryFn: () => answerOf(cases.listItems({})) });
  useEffect(() => input.current?.focus(), []);
  const offers: Offer[] = findItems(list.data?.items ?? [], typed).flatMap((item) =>
    item.decidedBy.map(({ party, code }) => ({ item, party, code })),
  );
  const now = Math.min(at, offers.length - 1);
  const chosen = offers[now];
  const choose = async ({ item, code }: Offer) => {
    const guide = await cases.readItem({ params: { id: item.id } });
    if (guide.ok) onChoose(startHandIn(newKey(), guide.value.item, code));
    else announce(guide.problem.title);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") return onClose();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      return setAt(stepInList(offers.length, now, event.key === "ArrowDown" ? 1 : -1));
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing && chosen) void choose(chosen);
  };
  const problem = problemOf(list.error);
  return (
    <section className="middle" style={{ gridColumn: "2 / -1" }} aria-label={say("title")}>
      <div className="case-head">
        <h2>{say("title")}</h2>
        <div className="when">
          <Button look="ghost" keys="Esc" onClick={onClose}>
            {say("close")}
          </Button>
        </div>
      </div>
      <div className="field">
        <label htmlFor="hand-in-item">{say("item")}</label>
        <input
          id="hand-in-item"
          ref={input}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          placeholder={say("itemHint")}
          aria-controls="hand-in-items"
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <output className="unseen">
          {chosen &&
            say("chosen", { item: said(chosen.item.name), party: partyName(chosen.party), n: offers.length })}
        </output>
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={8} />}
      {list.data && offers.length === 0 && <Empty>{say("noItem")}</Empty>}
      <ul id="hand-in-items" className="plain offers">
        {offers.map((offer, index) => (
          <li key={offer.code}>
            <button
              type="button"
              className="queue-row"
              aria-current={index === now ? "true" : undefined}
              onClick={() => void choose(offer)}
            >
              <b>
                {said(offer.item.name)} <span className="tiny">{offer.item.initials}</span>
              </b>
              <span>
                <Rich
                  text={say("decidedByLine")}
                  with={{ party: <PartyName party={offer.party} />, name: "" }}
                />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
