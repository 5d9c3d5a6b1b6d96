import { useQuery } from "@tanstack/react-query";
import { monitoring } from "#monitoring/web/monitoring-client.ts";
import { answerOf, problemOf } from "#web/api.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { Empty } from "#web/ui/empty.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import type { PatrolRow } from "../../view.ts";
import { FindingTable } from "./finding-table.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const moment = (atMs: number) => showMoment(new Date(atMs).toISOString());
const minuteMs = 60_000;

/** One patrol: who went, which points they reached, what they found. */
export const PatrolView = ({ id }: { id: string }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const asked = useQuery({
    queryKey: ["patrol", id],
    queryFn: () => answerOf(monitoring.readPatrol({ params: { id } })),
  });
  const problem = problemOf(asked.error);
  if (problem) return <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <Skeleton lines={6} />;
  const { patrol, findings } = asked.data;
  return (
    <>
      <h2>{said(patrol.routeTitle)}</h2>
      <dl className="pairs">
        <dt>{say("by")}</dt>
        <dd>
          <PartyName party={patrol.party} /> {patrol.inspector}
        </dd>
        <dt>{say("mode")}</dt>
        <dd>
          <Mode {...patrol} />
        </dd>
        <dt>{say("begun")}</dt>
        <dd>
          {moment(patrol.begunAtMs)} <ClockAhead ms={patrol.clockAheadMs} />
        </dd>
        <dt>{say("ended")}</dt>
        <dd>{patrol.endedAtMs === undefined ? say("underWay") : moment(patrol.endedAtMs)}</dd>
      </dl>
      <h3>{say("reached")}</h3>
      {patrol.reached.length === 0 ? (
        <Empty>{say("noneReached")}</Empty>
      ) : (
        <ol>
          {patrol.reached.map(({ point, pointName, atMs, awayM }) => (
            <li key={`${point} ${atMs}`}>
              {moment(atMs)} · {said(pointName)}
              {awayM !== undefined && <span className="muted"> {say("awayFrom", { m: awayM })}</span>}
            </li>
          ))}
        </ol>
      )}
      <h3>{say("findings")}</h3>
      {findings.length === 0 ? <Empty>{say("noneFound")}</Empty> : <FindingTable rows={findings} />}
    </>
  );
};

/** Together, or one party at another's. */
export const Mode = ({ inspected }: Pick<PatrolRow, "inspected">) => {
  const say = useWords(zh, en);
  return inspected ? (
    <Rich text={say("mutual")} with={{ party: <PartyName party={inspected} /> }} />
  ) : (
    say("joint")
  );
};

/** The phone's clock was wrong when it sent: its times are shown as it said them, with how wrong it was. */
export const ClockAhead = ({ ms }: { ms: number | undefined }) => {
  const say = useWords(zh, en);
  if (ms === undefined) return null;
  const n = Math.round(Math.abs(ms) / minuteMs);
  return <span className="light yellow">{say(ms > 0 ? "clockAhead" : "clockBehind", { n })}</span>;
};
