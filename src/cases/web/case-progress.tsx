import type { CaseView } from "#cases/view.ts";
import { useWords } from "#web/language.tsx";
import { Crossing } from "#web/ui/crossing.tsx";
import { useParties } from "#web/ui/parties.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

/** The crossing picture with what each party does in this case. */
export const CaseProgress = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const parties = useParties();
  const role = (party: string) =>
    party === view.accepting && party === view.deciding
      ? "roleBoth"
      : party === view.deciding
        ? "roleDecides"
        : party === view.accepting
          ? "roleAccepts"
          : "roleNone";
  return (
    <div className="card">
      <Crossing
        way={view.way}
        roles={Object.fromEntries(parties.map((one) => [one.party, say(role(one.party))]))}
      />
    </div>
  );
};
