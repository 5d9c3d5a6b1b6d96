import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import { node } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { en } from "./account-words.en.ts";
import { zh } from "./account-words.zh.ts";

const blank = { current: "", next: "", again: "" };

/** The new password is typed twice, because nobody can read what they typed. */
export const PasswordForm = () => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const [typed, setTyped] = useState(blank);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const differs = typed.again !== "" && typed.again !== typed.next;
  const send = async () => {
    setBusy(true);
    const reply = await node.changePassword({ body: { current: typed.current, next: typed.next } });
    setBusy(false);
    if (!reply.ok) {
      const isWrong = reply.problem.code === "SIGN_IN_FAILED";
      return setProblem(isWrong ? { ...reply.problem, zh: zh.wrong, en: en.wrong } : reply.problem);
    }
    setProblem(undefined);
    setTyped(blank);
    announce(say("changed"));
    return queries.invalidateQueries({ queryKey: ["sessions"] });
  };
  const input = (name: keyof typeof blank, autoComplete: string, hint?: string, error?: string) => (
    <div className="field">
      <label htmlFor={`password-${name}`}>{say(name)}</label>
      {hint && (
        <p className="hint" id={`password-${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={`password-${name}`}
        type="password"
        autoComplete={autoComplete}
        required
        maxLength={200}
        aria-describedby={hint && `password-${name}-hint`}
        aria-invalid={error ? true : undefined}
        value={typed[name]}
        onChange={(event) => setTyped((all) => ({ ...all, [name]: event.target.value }))}
      />
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
  return (
    <form
      className="card"
      style={{ padding: "1.1rem 1.15rem 1.3rem" }}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.next === typed.again) void send();
      }}
    >
      <h2>{say("password")}</h2>
      <p className="muted small">{say("passwordWhy")}</p>
      {problem && <ProblemNote problem={problem} />}
      {input("current", "current-password")}
      {input("next", "new-password", say("nextHint"))}
      {input("again", "new-password", undefined, differs ? say("differs") : undefined)}
      <Button type="submit" busy={busy} reason={differs ? say("differs") : undefined} showReason={false}>
        {say("change")}
      </Button>
    </form>
  );
};
