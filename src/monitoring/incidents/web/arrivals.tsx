import { useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { PartyName } from "#web/ui/parties.tsx";
import type { IncidentView } from "../view.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const moment = (ms: number): string => showMoment(new Date(ms).toISOString());

/** When it is expected at the sections below, as it was said under signature; a range, and whether anybody measured it. */
export const Arrivals = ({ incident: { arrivals, names } }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (arrivals.length === 0) return <p className="muted">{say("noArrivals")}</p>;
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("section")}</th>
          <th scope="col">{say("arrives")}</th>
        </tr>
      </thead>
      <tbody>
        {arrivals.map(({ station, party, earliestMs, likelyMs, latestMs, verified }) => (
          <tr key={station}>
            <td data-label={say("section")}>
              {said(names[station] ?? { zh: station })} {party && <PartyName party={party} />}
            </td>
            <td data-label={say("arrives")}>
              {moment(earliestMs)} – {moment(latestMs)}{" "}
              <span className="tiny">
                {say("likely", { at: moment(likelyMs) })}
                {!verified && ` · ${say("unverified")}`}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
