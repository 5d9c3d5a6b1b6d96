import { useSaid, useWords } from "#web/language.tsx";
import { usePartyName } from "#web/ui/parties.tsx";
import type { ChainView } from "../contract-operator.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Why this node does not seal, and what to do; nothing while all is well. */
export const StandingNote = ({ standing }: { standing: ChainView["standing"] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const nameOf = usePartyName();
  if (standing.state === "sound") return null;
  if (standing.state === "unasked") {
    const parties = standing.waitsFor.map(nameOf).join(said({ zh: "、", en: ", " }));
    return (
      <p className={standing.restored ? "note bad" : "note warn"} role="alert">
        {say(standing.restored ? "restoredUnasked" : "unasked", { parties })}
      </p>
    );
  }
  return (
    <p className="note bad" role="alert">
      {standing.state === "behind"
        ? say("behind", { own: standing.own, held: standing.held, by: nameOf(standing.by) })
        : say("forked", { number: standing.number, by: nameOf(standing.by) })}
    </p>
  );
};
