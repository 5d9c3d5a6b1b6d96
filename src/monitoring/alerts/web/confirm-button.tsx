import { useQueryClient } from "@tanstack/react-query";
import { useCommand } from "#web/desk/use-command.ts";
import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { monitoring } from "../../web/monitoring-client.ts";
import type { AlertView } from "../contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One press confirms what is shown, all of it; if something has become worse meanwhile, the node says so instead. */
export const ConfirmButton = ({ alerts }: { alerts: readonly AlertView[] }) => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const { busy, problem, run } = useCommand();
  const isOne = alerts.length === 1;
  const press = () =>
    void run(
      () =>
        monitoring.confirmAlerts({
          body: {
            alerts: alerts.map(({ id, level, unverified }) => ({
              id,
              level,
              ...(unverified && { unverified: true }),
            })),
          },
        }),
      () => {
        announce(isOne ? say("confirmed") : say("confirmedAll", { n: alerts.length }));
        void queries.invalidateQueries({ queryKey: ["monitoring"] });
      },
    );
  const isMild = alerts.every(({ level }) => level === "notice");
  return (
    <>
      <Button busy={busy} onClick={press} look={isMild ? "ghost" : "main"}>
        {busy ? say("confirming") : isOne ? say("confirm") : say("confirmAll", { n: alerts.length })}
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
};
