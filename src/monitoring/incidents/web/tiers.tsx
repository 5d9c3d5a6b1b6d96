import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { PartyName } from "#web/ui/parties.tsx";
import { LevelMark } from "../../alerts/web/level-mark.tsx";
import { levelWords } from "../message-words.ts";
import type { IncidentView } from "../view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const moment = (ms: number): string => showMoment(new Date(ms).toISOString());

/** Which tier each party's air was forecast to reach, as it was said under signature. */
export const Tiers = ({ incident: { tiers } }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (tiers.length === 0) return <p className="muted">{say("noTiers")}</p>;
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("who")}</th>
          <th scope="col">{say("level")}</th>
          <th scope="col">{say("during")}</th>
        </tr>
      </thead>
      <tbody>
        {tiers.map(({ party, level, fromMs, toMs, conditions }) => (
          <tr key={party}>
            <td data-label={say("who")}>
              <PartyName party={party} />
            </td>
            <td data-label={say("level")}>
              <LevelMark level={level} words={said(levelWords[level])} />
            </td>
            <td data-label={say("during")}>
              {moment(fromMs)} – {moment(toMs)}{" "}
              <span className="tiny">
                {conditions
                  .map(({ aqiAbove, hours }) => say("condition", { aqi: aqiAbove, hours }))
                  .join(say("between"))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
