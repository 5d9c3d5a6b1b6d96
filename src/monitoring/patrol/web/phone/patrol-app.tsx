import { useLocation } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useReading, useWords } from "#web/language.tsx";
import { SignInForm } from "#web/layout/sign-in-form.tsx";
import { Mark } from "#web/layout/mark.tsx";
import { usePerson } from "#web/session.ts";
import { useTitle } from "#web/title.ts";
import { useGo } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { PartiesContext, useParties } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { FindingForm } from "./finding-form.tsx";
import { NotKept } from "./not-kept.tsx";
import { findOpenPatrol, type Rest } from "./outbox.ts";
import { OutboxView } from "./outbox-view.tsx";
import "./phone.css";
import type { Book } from "./shelf.ts";
import { StartView } from "./start-view.tsx";
import { useBook } from "./use-book.ts";
import { useSending } from "./use-sending.ts";
import { useShelf, type Shelf } from "./use-shelf.ts";
import { useWorker } from "./use-worker.ts";
import { WalkView } from "./walk-view.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const listenToConnection = (hear: () => void) => {
  addEventListener("online", hear);
  addEventListener("offline", hear);
  return () => (removeEventListener("online", hear), removeEventListener("offline", hear));
};

/** The patrol on a phone: written down here first, sent when there is a network, never twice. */
export const PatrolApp = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  const { isNotKept } = useBook();
  const shelf = useShelf();
  // Without it browsers give no offline storage of the page, no place and no hash of a photo.
  if (!isSecureContext) return <p className="note bad">{say("needsHttps")}</p>;
  if (shelf === "opening") return <p className="opening">{say("opening")}</p>;
  if (shelf === "failed") return <p className="note bad">{say("cannotKeep")}</p>;
  return <Opened shelf={shelf} isBookNotKept={isNotKept} />;
};

/** The signed-in person; without a network, or a session that ended, whoever took the routes along. */
const useWho = (book: Book | undefined) => {
  const person = usePerson();
  const officer = person?.role === "duty-officer" ? person : undefined;
  const who = officer ? { id: officer.id, displayName: officer.displayName } : book?.person;
  return { who, isOther: Boolean(person) && !officer, isSignedOut: person === null };
};

const Opened = ({ shelf, isBookNotKept }: { shelf: Shelf; isBookNotKept: boolean }) => {
  const say = useWords(zh, en);
  const { entries, book } = shelf;
  const { who, isOther, isSignedOut } = useWho(book);
  const view = useLocation({ select: (at) => new URLSearchParams(at.searchStr).get("view") ?? "" });
  const known = useParties();
  const waiting = entries.filter(({ state, personId }) => state === "waiting" && personId === who?.id).length;
  const unsent = entries.filter(({ state }) => state !== "sent").length;
  const refused = entries.filter(({ state, personId }) => state === "refused" && personId === who?.id).length;
  const sending = useSending(who?.id, waiting);
  const patrol = who && findOpenPatrol(entries, who.id);
  const content = () => {
    if (!who && isSignedOut) return <SignIn />;
    if (isOther) return <p className="note">{say("otherRole")}</p>;
    if (view === "outbox") return <OutboxView entries={entries} who={who} book={book} sending={sending} />;
    if (!book || !who) return isBookNotKept ? <NotKept /> : <p className="note">{say("noBook")}</p>;
    if (patrol && view === "finding")
      return <FindingForm shelf={shelf} book={book} who={who} patrol={patrol} />;
    return patrol ? (
      <WalkView entries={entries} book={book} who={who} patrol={patrol} hasDraft={Boolean(shelf.draft)} />
    ) : (
      <StartView book={book} who={who} />
    );
  };
  return (
    <PartiesContext value={known.length > 0 ? known : (book?.parties ?? [])}>
      <div className="phone">
        <Head unsent={unsent} isSample={book?.isSample ?? false} view={view} />
        <Notes rest={sending.rest} isSignedOut={isSignedOut && Boolean(who)} onSignedIn={sending.sendNow} />
        {refused > 0 && view !== "outbox" && <Refused n={refused} />}
        <main id="content">
          <AtTop key={`${view} ${patrol?.id}`} />
          {content()}
        </main>
      </div>
    </PartiesContext>
  );
};

const Head = ({ unsent, isSample, view }: { unsent: number; isSample: boolean; view: string }) => {
  const say = useWords(zh, en);
  const go = useGo();
  const { language, setLanguage, elder, setElder } = useReading();
  const online = useSyncExternalStore(listenToConnection, () => navigator.onLine);
  return (
    <header className="phone-head">
      <h1>
        <Mark />
        {say("title")} {isSample && <SampleMark />}
      </h1>
      <div className="phone-tools">
        <button type="button" aria-pressed={elder} onClick={() => setElder(!elder)}>
          {say("elder")}
        </button>
        <button
          type="button"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
        >
          {say("otherLanguage")}
        </button>
      </div>
      <div className="phone-line">
        <span role="status" className={`light ${online ? "green" : "yellow"}`}>
          {say(online ? "online" : "offline")}
        </span>
        <button
          type="button"
          className="phone-outbox"
          onClick={() => go(view === "outbox" ? "/patrol" : "/patrol?view=outbox")}
        >
          {view === "outbox" ? say("back") : unsent > 0 ? say("unsent", { n: unsent }) : say("allSent")}
        </button>
      </div>
    </header>
  );
};

/** What keeps records from going, and what to do about it; nothing of it keeps anybody from writing more. */
const Notes = ({
  rest,
  isSignedOut,
  onSignedIn,
}: {
  rest: Rest | undefined;
  isSignedOut: boolean;
  onSignedIn: () => void;
}) => {
  const say = useWords(zh, en);
  const [isOpen, setOpen] = useState(false);
  const reload = useWorker();
  const needsSignIn = rest === "sign-in" || isSignedOut;
  return (
    <>
      {needsSignIn && (
        <div className="note phone-note" role="status">
          <p>{say("sessionEnded")}</p>
          <Button onClick={() => setOpen(true)}>{say("signIn")}</Button>
        </div>
      )}
      {rest === "other-person" && !needsSignIn && (
        <p className="note phone-note" role="status">
          {say("otherPersonNow")}
        </p>
      )}
      {rest === "later" && (
        <p className="note phone-note" role="status">
          {say("later")}
        </p>
      )}
      {reload && (
        <div className="note phone-note" role="status">
          <p>{say("newer")}</p>
          <Button look="ghost" onClick={reload}>
            {say("openNewer")}
          </Button>
        </div>
      )}
      <Dialog title={say("signIn")} open={isOpen && needsSignIn} onClose={() => setOpen(false)}>
        <p className="muted">{say("signInWhy")}</p>
        <SignInForm
          onSignedIn={() => {
            setOpen(false);
            onSignedIn();
          }}
          extra={
            <Button look="ghost" onClick={() => setOpen(false)}>
              {say("notNow")}
            </Button>
          }
        />
      </Dialog>
    </>
  );
};

/** Said on every view: what was refused waits for its writer, not for a network. */
const Refused = ({ n }: { n: number }) => {
  const say = useWords(zh, en);
  const go = useGo();
  return (
    <div className="note bad phone-note" role="alert">
      <p>{say("someRefused", { n })}</p>
      <Button look="ghost" onClick={() => go("/patrol?view=outbox")}>
        {say("seeWhy")}
      </Button>
    </div>
  );
};

/** Each view begins at its top. */
const AtTop = () => {
  useEffect(() => {
    scrollTo(0, 0); // a promise in newer browsers, which an effect must not answer
  }, []);
  return null;
};

const SignIn = () => {
  const say = useWords(zh, en);
  return (
    <section className="card phone-card">
      <h2>{say("signIn")}</h2>
      <p className="muted">{say("signInFirst")}</p>
      <SignInForm onSignedIn={() => undefined} />
    </section>
  );
};
