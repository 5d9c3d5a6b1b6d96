import { useState } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { isHeldUp, tryAgain, type Entry } from "./outbox.ts";
import { giveUpEntry, saveEntry, type Book } from "./shelf.ts";
import type { useSending } from "./use-sending.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import type { Who } from "./write-down.ts";

/** Everything written down here: what waits, what was refused and why, what the node has. */
export const OutboxView = ({
  entries,
  who,
  book,
  sending,
}: {
  entries: readonly Entry[];
  who: Who | undefined;
  book: Book | undefined;
  sending: ReturnType<typeof useSending>;
}) => {
  const say = useWords(zh, en);
  const unsent = entries.filter(({ state }) => state !== "sent");
  const sent = entries.filter(({ state }) => state === "sent").toReversed();
  const waits = unsent.some(({ state, personId }) => state === "waiting" && personId === who?.id);
  return (
    <>
      <h2>{say("outbox")}</h2>
      <p className="muted">{say("outboxWhy")}</p>
      {unsent.length === 0 ? (
        <Empty>{say("nothingWaits")}</Empty>
      ) : (
        <ul className="plain phone-list">
          {unsent.map((entry) => (
            <Row
              key={entry.id}
              entry={entry}
              book={book}
              heldUp={isHeldUp(entries, entry)}
              isOthers={entry.personId !== who?.id}
            />
          ))}
        </ul>
      )}
      {waits && (
        <Button large busy={sending.isSending} onClick={sending.sendNow}>
          {say(sending.isSending ? "sending" : "sendNow")}
        </Button>
      )}
      {sent.length > 0 && (
        <details>
          <summary>{say("sentHere", { n: sent.length })}</summary>
          <ul className="plain phone-list">
            {sent.map((entry) => (
              <Row key={entry.id} entry={entry} book={book} heldUp={false} isOthers={false} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const useWhat = (book: Book | undefined) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const pointName = (id: string) => {
    const found = book?.routes.flatMap(({ points }) => points).find((point) => point.id === id);
    return found ? said(found.name) : id;
  };
  return ({ record }: Entry): string => {
    if (record.kind === "begin") {
      const route = book?.routes.find(({ id }) => id === record.route);
      return `${say("record-begin")} · ${route ? said(route.title) : record.route}`;
    }
    if (record.kind === "reach") return `${say("record-reach")} · ${pointName(record.point)}`;
    if (record.kind === "end") return say("record-end");
    const kind = book?.kinds?.kinds.find(({ code }) => code === record.findingKind);
    const photos = record.photos.length > 0 ? ` · ${say("photoCount", { n: record.photos.length })}` : "";
    return `${kind ? said(kind.name) : record.findingKind} · ${pointName(record.point)}${photos}`;
  };
};

const Row = ({
  entry,
  book,
  heldUp,
  isOthers,
}: {
  entry: Entry;
  book: Book | undefined;
  heldUp: boolean;
  isOthers: boolean;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const what = useWhat(book)(entry);
  const [isGivingUp, setGivingUp] = useState(false);
  const { state, problem } = entry;
  const [colour, word] =
    state === "sent"
      ? ["green", say("isSent")]
      : state === "refused"
        ? ["red", say("isRefused")]
        : [
            "yellow",
            isOthers ? say("waitsFor", { name: entry.personName }) : say(heldUp ? "isHeldUp" : "isWaiting"),
          ];
  return (
    <li className="card phone-card" data-state={state}>
      <b>{what}</b>
      <p className="small muted">{showMoment(new Date(entry.madeAtMs).toISOString())}</p>
      <span className={`light ${colour}`}>{word}</span>
      {state !== "sent" && problem && !isOthers && (
        <>
          <p>{said(problem)}</p>
          {problem.next && <p className="small muted">{problem.next}</p>}
        </>
      )}
      {state === "refused" && !isOthers && (
        <div className="actions">
          <Button look="ghost" onClick={() => void saveEntry(tryAgain(entry))}>
            {say("tryAgain")}
          </Button>
          <Button look="danger" onClick={() => setGivingUp(true)}>
            {say("giveUp")}
          </Button>
        </div>
      )}
      <Dialog title={say("giveUpTitle")} open={isGivingUp} onClose={() => setGivingUp(false)}>
        <p>{say("giveUpWhy", { what })}</p>
        <div className="actions">
          <Button look="danger" onClick={() => void giveUpEntry(entry.id)}>
            {say("giveUp")}
          </Button>
          <Button look="ghost" onClick={() => setGivingUp(false)}>
            {say("notNow")}
          </Button>
        </div>
      </Dialog>
    </li>
  );
};
