import { Outlet, useMatches } from "@tanstack/react-router";
import type { Role } from "#base/role.ts";
import { BarredNote } from "#exchange/web/barred-note.tsx";
import { useWords } from "../language.tsx";
import { deskOf, paths } from "../paths.ts";
import { usePerson } from "../session.ts";
import { To } from "../to.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SignInForm } from "../layout/sign-in-form.tsx";
import "./desk.css";
import "./desk-work.css";
import { DeskBar } from "./desk-bar.tsx";
import { DeskNav } from "./desk-nav.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const roleOf = (pathname: string): Role | undefined =>
  (
    [
      "window-clerk",
      "officer",
      "supervisor",
      "duty-officer",
      "system-administrator",
      "security-administrator",
      "audit-administrator",
    ] as const
  ).find((role) => pathname === deskOf(role) || pathname.startsWith(`${deskOf(role)}/`));

/** The frame of every desk: who sits here, which nodes answer, and the work below. Only its own role gets in. */
export const DeskLayout = () => {
  const say = useWords(zh, en);
  const person = usePerson();
  // The page that is shown, not the address: while the next one loads, the old one still stands below.
  const role = useMatches({ select: (all) => roleOf(all.at(-1)?.pathname ?? "") });
  return (
    <div className="desk-root">
      <a className="skip" href="#work">
        {say("skip")}
      </a>
      <DeskBar person={person ?? undefined} />
      <div>
        {person && person.role === role && (
          <>
            <DeskNav role={person.role} />
            <BarredNote role={person.role} />
          </>
        )}
      </div>
      <main id="work" tabIndex={-1}>
        {person === undefined ? (
          <div className="page-body">
            <Skeleton lines={6} />
          </div>
        ) : person === null ? (
          <div className="page-body wrap narrow">
            <SignInForm onSignedIn={() => {}} />
          </div>
        ) : person.role === role ? (
          <Outlet />
        ) : (
          <div className="page-body">
            <h1>{say("otherDesk")}</h1>
            <p className="muted">{say("otherDeskWhy", { name: person.displayName })}</p>
            <p className="desk-actions">
              <To className="btn" href={person.role === "applicant" ? paths.myCases() : deskOf(person.role)}>
                {say("ownDesk")}
              </To>
            </p>
          </div>
        )}
      </main>
    </div>
  );
};
