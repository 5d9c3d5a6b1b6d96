import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../language.tsx";
import { deskOf } from "../paths.ts";
import { usePerson } from "../session.ts";
import { useTitle } from "../title.ts";
import { useGo } from "../to.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const SignInPage = () => {
  const say = useWords(zh, en);
  const go = useGo();
  const { next, error } = useSearch({ strict: false }) as { next?: string; error?: string };
  useTitle(say("signIn"));
  return (
    <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
      <h1 tabIndex={-1}>{say("signInTitle", { product: say("product") })}</h1>
      {error && (
        <div className="note bad" role="alert">
          <p>
            <b>{say("openIdFailed")}</b>
          </p>
          <p>{say("openIdFailedWhy")}</p>
        </div>
      )}
      <div className="card" style={{ padding: "1rem 1.6rem 1.6rem", marginTop: "1.2rem" }}>
        <SignInForm onSignedIn={(person) => go(isOwnPath(next) ? next : deskOf(person.role), true)} />
      </div>
    </div>
  );
};

/** Only a path of these pages: an address of another site must not follow a sign-in. */
const isOwnPath = (next: string | undefined): next is string =>
  Boolean(next?.startsWith("/") && !/^\/[\\/]/.test(next));

/** A page for a signed-in person: asks for the password here, and stays. */
export const Signed = ({ children }: { children: ReactNode }) => {
  const say = useWords(zh, en);
  const person = usePerson();
  if (person === undefined)
    return (
      <div className="wrap" style={{ paddingBlock: "2.5rem" }}>
        <Skeleton />
      </div>
    );
  if (person) return children;
  return (
    <div className="wrap narrow" style={{ paddingBlock: "2.5rem" }}>
      <h1 tabIndex={-1}>{say("signIn")}</h1>
      <p className="muted">{say("signInNeeded")}</p>
      <div className="card" style={{ padding: "1rem 1.6rem 1.6rem", marginTop: "1.2rem" }}>
        <SignInForm onSignedIn={() => undefined} />
      </div>
    </div>
  );
};
