import { useState } from "react";
import { useParams } from "@tanstack/react-router";
import { problemOf } from "#web/api.ts";
import { useSaid, useWords } from "#web/language.tsx";
import { saveFile } from "#web/save-file.ts";
import { showMoment } from "#web/show.ts";
import { useTitle } from "#web/title.ts";
import { To } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { Crossing } from "#web/ui/crossing.tsx";
import { PartyName } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { useCommand } from "#web/desk/use-command.ts";
import { AlertList } from "../../alerts/web/alert-list.tsx";
import { LevelMark } from "../../alerts/web/level-mark.tsx";
import { useAlerts } from "../../alerts/web/use-alerts.ts";
import { monitoring } from "../../web/monitoring-client.ts";
import { deskPaths } from "#web/desk/desk-paths.ts";
import { useLive } from "../../web/use-live.ts";
import type { IncidentView } from "../view.ts";
import { Arrivals } from "./arrivals.tsx";
import { Compose } from "./compose.tsx";
import { Messages } from "./messages.tsx";
import { Tasks } from "./tasks.tsx";
import { Tiers } from "./tiers.tsx";
import { useIncident, useRoomCommand } from "./use-incidents.ts";
import { warningWay } from "./warning-way.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../../web/monitoring.css";
import "./incidents.css";

/** The room of one incident: what three parties told each other, who has confirmed, what is done and what is due. */
export const IncidentPage = () => {
  const say = useWords(zh, en);
  const { id } = useParams({ strict: false }) as { id: string };
  useLive();
  const asked = useIncident(id);
  const problem = problemOf(asked.error);
  const incident = asked.data?.incident;
  useTitle(incident?.title ?? say("title"));
  return (
    <div className="page-body incident-room">
      <p>
        <To href={deskPaths.incidents}>← {say("back")}</To>
      </p>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={8} />}
      {incident && <Room incident={incident} />}
    </div>
  );
};

const Room = ({ incident }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  return (
    <>
      <div className="head">
        <LevelMark level={incident.level} />
        <h1>{incident.title}</h1>
        <PartyName party={incident.holder} />
        {incident.isExercise && <strong className="exercise-mark">{say("exercise")}</strong>}
        {incident.isSample && <SampleMark />}
        <span className="small">{say("openedAt", { at: showMoment(incident.openedAt) })}</span>
        {incident.endedAt && (
          <strong className="ok">{say("endedAt", { at: showMoment(incident.endedAt) })}</strong>
        )}
      </div>
      {incident.isExercise && <p className="note warn">{say("exerciseBanner")}</p>}
      {incident.isSample && !incident.isExercise && <p className="note">{say("sampleBanner")}</p>}
      <h2>{say("way")}</h2>
      <Crossing
        way={warningWay(incident)}
        roles={Object.fromEntries(
          Object.entries(incident.plan?.roles ?? {}).map(([party, words]) => [party, said(words)]),
        )}
      />
      <div className="columns">
        <div>
          <Messages incident={incident} />
          <Compose incident={incident} />
          <h2>{say(incident.medium === "air" ? "tiers" : "arrivals")}</h2>
          {incident.medium === "air" ? <Tiers incident={incident} /> : <Arrivals incident={incident} />}
          {incident.group && <Gathered group={incident.group} />}
        </div>
        <div>
          <Tasks incident={incident} />
          <h2>{say("lines")}</h2>
          <ol className="time-line">
            {incident.lines.map(({ at, party, what, words, note }) => (
              <li key={`${at} ${party} ${words.zh}`} className={what}>
                <span className="tiny">{showMoment(at)}</span> <PartyName party={party} /> {said(words)}
                {note && <span className="small muted"> — {note}</span>}
              </li>
            ))}
          </ol>
          <Close incident={incident} />
        </div>
      </div>
    </>
  );
};

const useGathered = (group: string) => useAlerts({ group }).data?.pages.flatMap((page) => page.alerts) ?? [];

const Gathered = ({ group }: { group: string }) => {
  const say = useWords(zh, en);
  const alerts = useGathered(group);
  if (alerts.length === 0) return null;
  return (
    <>
      <h2>{say("alerts")}</h2>
      <AlertList alerts={alerts} />
    </>
  );
};

const Close = ({ incident }: { incident: IncidentView }) => {
  const say = useWords(zh, en);
  const { busy, problem, act } = useRoomCommand();
  const said = useSaid();
  const evidence = useCommand();
  const { id, end, plan } = incident;
  const [text, setText] = useState(plan?.endSays.zh ?? "");
  const params = { id };
  const reason = useReason(end);
  return (
    <>
      <p className="desk-actions">
        <Button
          look="ghost"
          busy={evidence.busy}
          onClick={() =>
            void evidence.run(
              () => monitoring.incidentEvidence({ params }),
              (file) => saveFile(file, `evidence-incident-${id}.json`),
            )
          }
        >
          {say("evidence")}
        </Button>
      </p>
      {evidence.problem && <ProblemNote problem={evidence.problem} />}
      {!incident.endedAt && (
        <details className="card">
          <summary>{say("end")}</summary>
          <div className="body">
            {plan && <p className="small">{say("endsWhen", { when: said(plan.endsWhen) })}</p>}
            {incident.group && <StillOpen group={incident.group} />}
            <label className="field">
              <span>{say("endText")}</span>
              <textarea value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
            </label>
            {problem && <ProblemNote problem={problem} />}
            <p className="desk-actions">
              <Button
                busy={busy}
                reason={reason}
                onClick={() =>
                  void act(say("saidEnded"), () => monitoring.endIncident({ params, body: { text } }))
                }
              >
                {say(busy ? "ending" : "end")}
              </Button>
            </p>
          </div>
        </details>
      )}
    </>
  );
};

/** A person decides about the end, and is told what speaks against it. */
const StillOpen = ({ group }: { group: string }) => {
  const say = useWords(zh, en);
  const n = useGathered(group).filter(({ clearedAt }) => !clearedAt).length;
  return n > 0 && <p className="note warn">{say("stillOpen", { n })}</p>;
};

const useReason = ({ reason }: IncidentView["end"]): string | undefined => {
  const said = useSaid();
  return reason && said(reason);
};
