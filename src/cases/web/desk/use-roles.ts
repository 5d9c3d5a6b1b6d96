import { useWords } from "#web/language.tsx";
import { useParties } from "#web/ui/parties.tsx";
import type { CaseView } from "../../view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What each party does in this case, for the crossing picture. */
export const useRoles = (
  view: Pick<CaseView, "accepting" | "deciding"> | undefined,
): Record<string, string> => {
  const say = useWords(zh, en);
  const parties = useParties();
  const roleOf = (party: string) => {
    if (!view) return "";
    if (party === view.deciding) return say(party === view.accepting ? "roleBoth" : "roleDeciding");
    return say(party === view.accepting ? "roleAccepting" : "roleNone");
  };
  return Object.fromEntries(parties.map(({ party }) => [party, roleOf(party)]));
};
