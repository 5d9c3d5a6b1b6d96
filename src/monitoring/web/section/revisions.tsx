import { useQuery } from "@tanstack/react-query";
import { answerOf } from "#web/api.ts";
import { useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { PartyName } from "#web/ui/parties.tsx";
import { streamOf } from "../../observations/reading.ts";
import { monitoring } from "../monitoring-client.ts";
import { showValue, type Networks } from "../use-networks.ts";
import { stretchOf, type Span } from "./curve.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = { networks: Networks; station: string; property: string; span: Span; endMs: number };

/** What stood there before somebody corrected it: kept for ever, with who and when. */
export const Revisions = ({ networks, station, property, span, endMs }: Props) => {
  const say = useWords(zh, en);
  const stretch = stretchOf(span, endMs);
  const stream = streamOf(station, property);
  const { data } = useQuery({
    queryKey: ["monitoring", "revisions", stream, stretch.from],
    queryFn: () => answerOf(monitoring.observationRevisions({ query: { stream, ...stretch } })),
  });
  if (!data) return null;
  if (data.revisions.length === 0) return <p className="muted">{say("noRevisions")}</p>;
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("time")}</th>
          <th scope="col">{say("was")}</th>
          <th scope="col">{say("replacedAt")}</th>
          <th scope="col">{say("by")}</th>
        </tr>
      </thead>
      <tbody>
        {data.revisions.map((one) => (
          <tr key={`${one.at} ${one.revision}`}>
            <td data-label={say("time")}>{showMoment(one.at)}</td>
            <td data-label={say("was")}>
              {one.value === null ? "–" : showValue(networks.properties, property, one.value)}
            </td>
            <td data-label={say("replacedAt")}>{showMoment(one.replacedAt)}</td>
            <td data-label={say("by")}>
              <PartyName party={one.by.party} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
