import { useId, useSyncExternalStore, type ReactNode } from "react";
import { createPortal } from "react-dom";
import type { SignedIn } from "#node/contract.ts";
import { ConnectionLights } from "#exchange/web/connection-lights.tsx";
import { useReading, useSaid, useWords } from "../language.tsx";
import { Mark } from "../layout/mark.tsx";
import { paths } from "../paths.ts";
import { useSignOut } from "../session.ts";
import { To, useGo } from "../to.tsx";
import { SampleMark } from "../ui/sample-mark.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const connected = new Set(["window-clerk", "officer", "supervisor", "duty-officer", "system-administrator"]);

/** One line at the top: where this desk stands, the day's figures, whether the other nodes answer, who sits here. */
export const DeskBar = ({ person }: { person: SignedIn | undefined }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language, elder, setElder, setLanguage } = useReading();
  const signOut = useSignOut();
  const go = useGo();
  return (
    <header className="desk-bar">
      <To href={paths.home()} aria-label={say("home")}>
        <Mark />
      </To>
      <h1 className="title">
        {person ? said(person.department.name) : say("desk")}
        {person?.windowNumber && ` · ${say("window", { n: person.windowNumber })}`}
      </h1>
      <span className="facts" id="desk-facts" />
      <span className="rest">
        {person && connected.has(person.role) && <ConnectionLights />}
        {person && (
          <span>
            <To className="me" href={paths.account()} title={say("account")}>
              {person.displayName}
            </To>{" "}
            {person.isSample && <SampleMark />}
          </span>
        )}
        <button type="button" className="btn quiet" aria-pressed={elder} onClick={() => setElder(!elder)}>
          {say(elder ? "normal" : "elder")}
        </button>
        <button
          type="button"
          className="btn quiet"
          lang={language === "zh" ? "en" : "zh-CN"}
          aria-label={say("languageLabel")}
          onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
        >
          {say("language")}
        </button>
        {person && (
          <button
            type="button"
            className="btn quiet"
            onClick={() => void signOut().then(() => go(paths.home()))}
          >
            {say("signOut")}
          </button>
        )}
      </span>
    </header>
  );
};

const never = () => () => {};

/** A page puts its figures into the bar above it. */
export const DeskFacts = ({ children }: { children: ReactNode }) => {
  const id = useId();
  const place = useSyncExternalStore(never, () => document.getElementById("desk-facts"));
  return place ? createPortal(children, place, id) : null;
};
