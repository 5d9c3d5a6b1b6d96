import type { CaseView } from "#cases/view.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { PartyName, usePartyName } from "#web/ui/parties.tsx";
import { en } from "./case-words.en.ts";
import { zh } from "./case-words.zh.ts";
import { MissedWords } from "./missed-words.tsx";

/** What happened, newest first, with the signed proof at both ends. */
export const Timeline = ({ view }: { view: CaseView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const partyName = usePartyName();
  return (
    <section className="card timeline">
      <div className="head">
        <h2>{say("timeline")}</h2>
      </div>
      <ol className="plain">
        {view.timeline.toReversed().map((entry) => (
          <li key={entry.event}>
            <time dateTime={entry.at}>{showMoment(entry.at)}</time>
            <div>
              <p>
                <PartyName party={entry.party} />
                {"\u3000"}
                <b>{said(entry.title)}</b>
              </p>
              {entry.detail && <p className="small">{said(entry.detail)}</p>}
              <p className="tiny">
                {entry.page === undefined
                  ? say("sealing")
                  : say("signedPage", { party: partyName(entry.party), page: entry.page })}
                {entry.acknowledged.map(
                  (one) =>
                    ` · ${say("signedFor", { party: partyName(one.party), moment: showMoment(one.at) })}`,
                )}
              </p>
              <MissedWords missed={entry.missed} />
            </div>
          </li>
        ))}
      </ol>
      <p className="row tiny">{say("timelineNote")}</p>
    </section>
  );
};
