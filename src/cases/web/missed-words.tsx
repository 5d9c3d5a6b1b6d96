import type { CaseView } from "#cases/view.ts";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { State } from "#web/ui/light.tsx";
import { usePartyName } from "#web/ui/parties.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";

const saidAs = {
  relay: { missed: "notRelayed", arrived: "relayedLater" },
  delivery: { missed: "notDelivered", arrived: "deliveredLater" },
} as const;

/** What did not come in time, as its sender signed it, and when it came after all. */
export const MissedWords = ({ missed = [] }: Pick<CaseView["timeline"][number], "missed">) => {
  const say = useWords(zh, en);
  const partyName = usePartyName();
  return missed.map(({ kind, party, limitHours, saidAt, arrivedAt }) => (
    <p key={`${kind} ${party}`} className="small">
      <State colour="yellow">{say("late")}</State>{" "}
      {say(saidAs[kind].missed, { party: partyName(party), n: limitHours, moment: showMoment(saidAt) })}
      {arrivedAt && ` · ${say(saidAs[kind].arrived, { moment: showMoment(arrivedAt) })}`}
    </p>
  ));
};
