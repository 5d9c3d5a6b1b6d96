import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Problem } from "#base/outcome.ts";
import { answerOf, node } from "#web/api.ts";
import { useReading, useWords } from "#web/language.tsx";
import { FailedPage } from "#web/layout/failed.tsx";
import { Signed } from "#web/layout/sign-in-page.tsx";
import { usePerson } from "#web/session.ts";
import { dayOfInstant, showDay } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { Empty } from "#web/ui/empty.tsx";
import { State } from "#web/ui/light.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { MandateRow } from "../contract.ts";
import { en } from "./mandate-words.en.ts";
import { zh } from "./mandate-words.zh.ts";

const key = ["mandates"];

const useToday = () => useState(() => dayOfInstant(new Date().toISOString()))[0];

/** Who may act for me, in what and until when; and for whom I may act. */
export const MandatesPage = () => {
  const say = useWords(zh, en);
  useTitle(say("title"));
  return (
    <Signed>
      <div className="wrap narrow" style={{ paddingBlock: "1.9rem 3rem" }}>
        <h1 tabIndex={-1}>{say("title")}</h1>
        <p className="muted">{say("lead")}</p>
        <Mandates />
        <GiveMandate />
      </div>
    </Signed>
  );
};

const Mandates = () => {
  const say = useWords(zh, en);
  const list = useQuery({ queryKey: key, queryFn: () => answerOf(node.listMandates({})) });
  if (list.isPending) return <Skeleton lines={4} height="9rem" />;
  if (list.isError) return <FailedPage error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <div className="card" style={{ marginBlock: "1.2rem" }}>
      {list.data.length === 0 && <Empty>{say("none")}</Empty>}
      {list.data.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </div>
  );
};

const Row = ({ row }: { row: MandateRow }) => {
  const say = useWords(zh, en);
  const { language } = useReading();
  const queries = useQueryClient();
  const me = usePerson();
  const today = useToday();
  const hasEnded = row.validUntil < today;
  const state = row.isRevoked ? "revoked" : hasEnded ? "ended" : "valid";
  const revoke = async () => {
    const reply = await node.revokeMandate({ params: { id: row.id } });
    if (reply.ok) announce(say("revokedNow"));
    await queries.invalidateQueries({ queryKey: key });
  };
  const days = { from: showDay(row.validFrom, language), until: showDay(row.validUntil, language) };
  return (
    <div className="row">
      <span>
        {say("given", { agent: row.agent.displayName, principal: row.principal.displayName })}
        <br />
        <span className="small muted">{`${row.scope} · ${say("period", days)}`}</span>
      </span>
      <span className="r actions">
        <State colour={state === "valid" ? "green" : "none"}>{say(state)}</State>
        {state === "valid" && row.principal.id === me?.id && (
          <Button look="quiet" onClick={() => void revoke()}>
            {say("revoke")}
          </Button>
        )}
      </span>
    </div>
  );
};

const GiveMandate = () => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const today = useToday();
  const blank = { agentUsername: "", scope: "", validFrom: today, validUntil: `${today.slice(0, 4)}-12-31` };
  const [typed, setTyped] = useState(blank);
  const [problem, setProblem] = useState<Problem>();
  const send = async () => {
    const reply = await node.giveMandate({ body: { ...typed, agentUsername: typed.agentUsername.trim() } });
    if (!reply.ok) return setProblem(reply.problem);
    setProblem(undefined);
    setTyped(blank);
    announce(say("sent"));
    return queries.invalidateQueries({ queryKey: key });
  };
  const input = (name: keyof typeof blank, label: string, hint?: string, type = "text") => (
    <div className="field">
      <label htmlFor={`mandate-${name}`}>{label}</label>
      {hint && <p className="hint">{hint}</p>}
      <input
        id={`mandate-${name}`}
        type={type}
        required
        maxLength={200}
        className={type === "date" ? "short" : undefined}
        value={typed[name]}
        onChange={(event) => setTyped((all) => ({ ...all, [name]: event.target.value }))}
      />
    </div>
  );
  return (
    <form
      className="card"
      style={{ padding: "1.1rem 1.4rem" }}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{say("give")}</h2>
      {problem && <ProblemNote problem={problem} />}
      {input("agentUsername", say("agent"), say("agentHint"))}
      {input("scope", say("scopeLabel"), say("scopeHint"))}
      {input("validFrom", say("from"), undefined, "date")}
      {input("validUntil", say("until"), undefined, "date")}
      <Button type="submit">{say("send")}</Button>
    </form>
  );
};
