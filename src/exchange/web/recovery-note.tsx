import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { exchange } from "./exchange-client.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Brings the own pages back from the peers: the button, how far it is, and what nobody could give back. */
export const RecoveryNote = ({ behind }: { behind: boolean }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { data } = useQuery({
    queryKey: ["recovery"],
    queryFn: () => answerOf(exchange.recovery({})),
    refetchInterval: behind || busy ? 1_000 : 30_000,
  });
  const recover = async () => {
    setBusy(true);
    const answer = await exchange.recover({ body: {} });
    setBusy(false);
    announce(answer.ok ? say(answer.value.running ? "recovering" : "recovered") : answer.problem.title);
    for (const key of ["recovery", "chain"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const lost = data?.lost;
  const running = data?.running === true;
  return (
    <>
      {behind && (
        <p>
          <Button busy={busy || running} onClick={() => void recover()}>
            {say("recover")}
          </Button>
          {running && data.last && (
            <span role="status">
              {" "}
              {say("recoveryReached", { reached: data.last.reached, target: data.last.target })}
            </span>
          )}
        </p>
      )}
      {lost && lost.events > 0 && (
        <div className="note warn small">
          <p>{say("lost", { n: lost.events })}</p>
          <ul>
            {lost.pages.map(({ number, positions }) => (
              <li key={number}>{say("lostOn", { number, positions: positions.join(", ") })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
};
