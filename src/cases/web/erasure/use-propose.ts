import { useQueryClient } from "@tanstack/react-query";
import { cases } from "#web/api.ts";
import { useCommand } from "#web/desk/use-command.ts";
import { useWords } from "#web/language.tsx";
import { announce } from "#web/ui/announce.tsx";
import type { ErasureReason } from "#exchange/events.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const usePropose = () => {
  const say = useWords(zh, en);
  const queries = useQueryClient();
  const command = useCommand();
  const propose = (text: string, reason: ErasureReason, onDone: () => void = () => {}) =>
    void command.run(
      () => cases.proposeErasure({ body: { text, reason } }),
      ({ number }) => {
        announce(say("proposed", { number }));
        void queries.invalidateQueries({ queryKey: ["erasures"] });
        onDone();
      },
    );
  return { ...command, propose };
};
