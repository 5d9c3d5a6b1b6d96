import { useQuery, useQueryClient } from "@tanstack/react-query";
import { monitoring } from "#monitoring/web/monitoring-client.ts";
import { answerOf, problemOf } from "#web/api.ts";
import { useDeskSearch } from "#web/desk/desk-search.ts";
import { useReading, useSaid, useWords } from "#web/language.tsx";
import { showDay, showMoment } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { announce } from "#web/ui/announce.tsx";
import { Crossing } from "#web/ui/crossing.tsx";
import { PartyName, PartyNames } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { FindingView } from "../../view.ts";
import { ActPart } from "./act-part.tsx";
import { FindingState } from "./finding-table.tsx";
import { ClockAhead } from "./patrol-view.tsx";
import { nameOf, wayOf } from "./way.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One finding: its way between the parties, what was seen, what was done, and what this party may do now. */
export const FindingPage = ({ id }: { id: string }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ["finding", id],
    queryFn: () => answerOf(monitoring.readFinding({ params: { id } })),
    refetchInterval: 15_000,
  });
  const problem = problemOf(asked.error);
  if (problem) return <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <Skeleton lines={8} />;
  const finding = asked.data;
  return (
    <>
      <h2>
        {said(finding.kindName)} · {said(finding.pointName)}
      </h2>
      <p>
        <FindingState {...finding} />
      </p>
      <Crossing
        way={wayOf(finding)}
        roles={Object.fromEntries(
          finding.parties.map((party) => [
            party,
            [
              ...(party === finding.reporter ? [say("foundBy")] : []),
              ...(party === finding.responsible ? [say("responsible")] : []),
              ...(party === finding.rechecker ? [say("rechecker")] : []),
            ].join(" · "),
          ]),
        )}
      />
      <Facts finding={finding} />
      <ActPart
        finding={finding}
        onDone={(next) => {
          queries.setQueryData(["finding", id], next);
          void queries.invalidateQueries({ queryKey: ["findings"] });
          announce(say("done"));
        }}
      />
      <h3>{say("history")}</h3>
      <ol className="patrols-history">
        {finding.timeline.map((entry) => (
          <Entry key={entry.event} finding={finding} entry={entry} />
        ))}
      </ol>
      <p>
        <a href={`/api/patrol/findings/${id}/evidence`} download>
          {say("evidence")}
        </a>
      </p>
    </>
  );
};

const Facts = ({ finding }: { finding: FindingView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { language } = useReading();
  const { hrefOf } = useDeskSearch();
  const { lon, lat, by, accuracyM } = finding.place;
  return (
    <dl className="pairs">
      <dt>{say("route")}</dt>
      <dd>
        <To href={hrefOf({ finding: undefined, patrol: finding.patrol })}>{said(finding.routeTitle)}</To>{" "}
        <PartyNames parties={finding.sides} />
      </dd>
      <dt>{say("found")}</dt>
      <dd>
        {showMoment(new Date(finding.foundAtMs).toISOString())} <ClockAhead ms={finding.clockAheadMs} />
        <span className="muted">
          {" "}
          {say("recordedAt", { at: showMoment(finding.reportedAt) })} · {finding.inspector}
        </span>
      </dd>
      <dt>{say("place")}</dt>
      <dd>
        {lon.toFixed(5)}, {lat.toFixed(5)}{" "}
        <span className="muted">
          {by === "device" ? say("byDevice", { m: Math.round(accuracyM ?? 0) }) : say("byPoint")}
        </span>
      </dd>
      {finding.note && (
        <>
          <dt>{say("note")}</dt>
          <dd className="patrols-said">{finding.note}</dd>
        </>
      )}
      <dt>{say("rectifyBy")}</dt>
      <dd>{showDay(finding.rectifyBy, language)}</dd>
    </dl>
  );
};

const Entry = ({ finding, entry }: { finding: FindingView; entry: FindingView["timeline"][number] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const { reason, what, to } = entry.facts;
  const category = entry.names["reason"];
  return (
    <li>
      <p>
        <span className="muted">{showMoment(entry.at)}</span> <PartyName party={entry.party} />{" "}
        <b>{said(nameOf(entry))}</b>
        {to && to !== entry.party && (
          <>
            {" → "}
            <PartyName party={to} />
          </>
        )}
        {entry.acknowledged.length > 0 && (
          <span className="small muted">
            {" "}
            {say("acknowledged")} <PartyNames parties={entry.acknowledged.map(({ party }) => party)} />
          </span>
        )}
      </p>
      {category && <p>{said(category)}</p>}
      {(reason ?? what) && <p className="patrols-said">{reason ?? what}</p>}
      {entry.photos.length > 0 && (
        <div className="patrols-photos">
          {entry.photos.map(({ digest }, i) => {
            const address = `/api/patrol/findings/${finding.id}/photos/${digest}`;
            return (
              <a key={digest} href={address} download title={digest}>
                <img
                  src={address}
                  alt={say("photoOf", { what: said(nameOf(entry)), n: i + 1 })}
                  loading="lazy"
                />
              </a>
            );
          })}
        </div>
      )}
    </li>
  );
};
