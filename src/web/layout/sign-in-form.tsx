import { useQueryClient } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import type { Problem } from "#base/outcome.ts";
import type { SignedIn } from "#node/contract.ts";
import { node } from "../api.ts";
import { useSaid, useWords } from "../language.tsx";
import { nodeQuery, sessionQuery, useNode } from "../session.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem.tsx";
import { SampleMark } from "../ui/sample-mark.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** The same form on its own page and in the dialog over an unfinished one. */
export const SignInForm = ({
  onSignedIn,
  extra,
}: {
  onSignedIn: (person: SignedIn) => void;
  extra?: ReactNode;
}) => {
  const say = useWords(zh, en);
  const id = useId();
  const queries = useQueryClient();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const here = useNode();
  const send = async () => {
    setBusy(true);
    const reply = await node.signIn({ body: { username: username.trim(), password } });
    setBusy(false);
    if (!reply.ok) return setProblem(reply.problem);
    queries.setQueryData(sessionQuery.queryKey, reply.value);
    void queries.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== nodeQuery.queryKey[0] && query.queryKey[0] !== "session",
    });
    if (reply.value.person) onSignedIn(reply.value.person);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem && <ProblemNote problem={problem} />}
      <div className="field">
        <label htmlFor={`${id}-name`}>{say("username")}</label>
        <input
          id={`${id}-name`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-word`}>{say("password")}</label>
        <input
          id={`${id}-word`}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <div className="actions">
        <Button type="submit" busy={busy}>
          {say(busy ? "signingIn" : "signIn")}
        </Button>
        {extra}
      </div>
      {here?.canSignInByOpenIdConnect && extra === undefined && (
        <div className="other-way">
          <span className="small muted">{say("or")}</span>
          <a className="btn ghost" href="/api/open-id-connect">
            {say("openId")}
          </a>
        </div>
      )}
      {here?.sampleAccounts && (
        <SampleAccounts
          isOpen={extra === undefined}
          accounts={here.sampleAccounts}
          onChoose={(account) => {
            setUsername(account.username);
            setPassword(account.password);
          }}
        />
      )}
    </form>
  );
};

type Account = {
  username: string;
  password: string;
  displayName: string;
  about: { zh: string; en?: string | undefined };
};

const SampleAccounts = ({
  accounts,
  onChoose,
  isOpen,
}: {
  accounts: readonly Account[];
  onChoose: (account: Account) => void;
  isOpen: boolean;
}) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <details style={{ marginTop: "1.4rem" }} open={isOpen}>
      <summary>
        {say("sampleAccounts")} <SampleMark />
      </summary>
      <p className="tiny">{say("sampleAccountsWhy")}</p>
      <ul className="plain">
        {accounts.map((account) => (
          <li key={account.username}>
            <button type="button" className="btn quiet" onClick={() => onChoose(account)}>
              {account.displayName}
            </button>
            <span className="small muted">{said(account.about)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};
