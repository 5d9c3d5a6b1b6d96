import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from "react";
import { useReading, useSaid, useWords } from "../language.tsx";
import { deskOf, paths } from "../paths.ts";
import { useNode, usePerson, useSignOut } from "../session.ts";
import { To, useGo } from "../to.tsx";
import { announce } from "../ui/announce.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import "./layout.css";
import { Mark } from "./mark.tsx";

/** Header, content, foot: calm, with one thing to do next. Focus goes to the heading of each new page. */
export const CitizenLayout = ({ children }: { children?: ReactNode }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const here = useNode();
  const main = useFocusOnArrival();
  const party = here ? said(here.name) : "";
  return (
    <>
      <a className="skip" href="#content">
        {say("skip")}
      </a>
      <header className="site">
        <div className="wrap">
          <To className="brand" href={paths.home()}>
            <Mark />
            <div className="name">
              {say("product")}
              <small>{here ? say("station", { party }) : "\u00a0"}</small>
            </div>
          </To>
          <MainNav />
        </div>
      </header>
      <Offline />
      <main id="content" ref={main} tabIndex={-1}>
        {children ?? <Outlet />}
      </main>
      <footer className="site">
        <div className="wrap">
          <span>{say("footer")}</span>
          {here?.isSample && <span>{say("sampleSite")}</span>}
          {here && <span className="push">{say("version", { version: here.version })}</span>}
        </div>
      </footer>
    </>
  );
};

const listenToConnection = (hear: () => void) => {
  addEventListener("online", hear);
  addEventListener("offline", hear);
  return () => (removeEventListener("online", hear), removeEventListener("offline", hear));
};

/** Said at once, before anybody presses something that cannot work. */
const Offline = () => {
  const say = useWords(zh, en);
  const online = useSyncExternalStore(listenToConnection, () => navigator.onLine);
  return (
    <div role="status" className={online ? undefined : "offline"}>
      {!online && <div className="wrap">{say("offline")}</div>}
    </div>
  );
};

const useFocusOnArrival = () => {
  const main = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (at) => at.pathname });
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    (main.current?.querySelector("h1") ?? main.current)?.focus();
    scrollTo(0, 0);
  }, [pathname]);
  return main;
};

const MainNav = () => {
  const say = useWords(zh, en);
  const { language, elder, setElder, setLanguage } = useReading();
  const person = usePerson();
  const signOut = useSignOut();
  const go = useGo();
  const isInServices = useLocation({
    select: (at) => at.pathname === "/" || at.pathname.startsWith("/items"),
  });
  return (
    <nav aria-label={say("nav")}>
      <To href={paths.home()} aria-current={isInServices ? "page" : undefined}>
        {say("services")}
      </To>
      {!person || person.role === "applicant" ? (
        <To href={paths.myCases()} section>
          {say("myCases")}
        </To>
      ) : (
        <To href={deskOf(person.role)}>{say("myDesk")}</To>
      )}
      <To href={paths.track()} section>
        {say("track")}
      </To>
      <To href={paths.agreements()} section>
        {say("agreements")}
      </To>
      <button type="button" aria-pressed={elder} onClick={() => setElder(!elder)}>
        {say(elder ? "elderOff" : "elder")}
      </button>
      <button
        type="button"
        lang={language === "zh" ? "en" : "zh-CN"}
        title={say("otherLanguageName")}
        onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
      >
        {say("otherLanguage")}
      </button>
      {person && (
        <To
          className="me"
          href={paths.account()}
          section
          title={say("accountOf", { name: person.displayName })}
        >
          {person.displayName}
        </To>
      )}
      {person ? (
        <button
          type="button"
          onClick={() => void signOut().then(() => (announce(say("signedOut")), go(paths.home())))}
        >
          {say("signOut")}
        </button>
      ) : (
        <To href={paths.signIn()}>{say("signIn")}</To>
      )}
    </nav>
  );
};
