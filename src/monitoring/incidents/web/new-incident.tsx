import { useState } from "react";
import { useSaid, useWords } from "#web/language.tsx";
import { useCommand } from "#web/desk/use-command.ts";
import { useGo } from "#web/to.tsx";
import { Button } from "#web/ui/button.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { useAlerts } from "../../alerts/web/use-alerts.ts";
import { isWorse, levels, type Level } from "../../alerts/level.ts";
import type { CapReading } from "../contract.ts";
import { monitoring } from "../../web/monitoring-client.ts";
import { monitoringPaths } from "../../web/monitoring-paths.ts";
import { useNetworks } from "../../web/use-networks.ts";
import { levelWords } from "../message-words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Props = {
  group: string | undefined;
  /** About which networks. */
  mayOpen: readonly string[];
  /** A CAP file that was read: what it says fills the form; a person decides. */
  read?: CapReading;
};

/** Opens an incident: from gathered alerts, which fill it in, or by hand. */
export const NewIncident = ({ group, mayOpen, read }: Props) =>
  group ? (
    <FromAlerts group={group} mayOpen={mayOpen} />
  ) : (
    <Form key={read?.identifier ?? ""} group={group} mayOpen={mayOpen} count={0} {...(read && { read })} />
  );

const FromAlerts = ({ group, mayOpen }: { group: string; mayOpen: readonly string[] }) => {
  const asked = useAlerts({ group });
  const alerts = asked.data?.pages.flatMap((page) => page.alerts) ?? [];
  // What was measured names the incident; what it is predicted to reach follows from it.
  const measured = alerts.filter(({ kind }) => kind !== "arrival");
  const [first, ...rest] = measured.length > 0 ? measured : alerts;
  if (asked.isPending) return null;
  const worst = first && rest.reduce((found, one) => (isWorse(one.level, found.level) ? one : found), first);
  return <Form group={group} mayOpen={mayOpen} count={alerts.length} {...(worst && { worst })} />;
};

type Worst = {
  name: { zh: string; en?: string | undefined };
  network: string;
  level: Level;
  isExercise: boolean;
  because: { rule: { zh: string } };
};

const Form = ({ group, mayOpen, worst, count, read }: Props & { worst?: Worst; count: number }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const go = useGo();
  const networks = useNetworks();
  const { busy, problem, run } = useCommand();
  const [title, setTitle] = useState(
    worst ? `${worst.name.zh}${worst.because.rule.zh}` : (read?.headline ?? ""),
  );
  const [network, setNetwork] = useState(worst?.network ?? mayOpen[0] ?? "");
  const [level, setLevel] = useState<Level>(worst?.level ?? read?.level ?? "yellow");
  const [exercise, setExercise] = useState(worst?.isExercise ?? read?.status === "Exercise");
  const create = () =>
    void run(
      () => monitoring.openIncident({ body: { title, network, level, exercise, ...(group && { group }) } }),
      ({ incident }) => go(monitoringPaths.incident(incident.id)),
    );
  return (
    <details className="card" open={(worst ?? read) !== undefined}>
      <summary>{say("newTitle")}</summary>
      <form
        className="body"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        {worst && <p className="note">{say("newGroup", { n: count })}</p>}
        <label className="field">
          <span>{say("newName")}</span>
          <input value={title} maxLength={200} required onChange={(event) => setTitle(event.target.value)} />
        </label>
        <div className="pair">
          <label className="field">
            <span>{say("newNetwork")}</span>
            <select
              value={network}
              disabled={worst !== undefined}
              onChange={(event) => setNetwork(event.target.value)}
            >
              {(networks.data?.networks ?? [])
                .filter(({ id }) => mayOpen.includes(id) || id === network)
                .map(({ id, title: name }) => (
                  <option key={id} value={id}>
                    {said(name)}
                  </option>
                ))}
            </select>
          </label>
          <label className="field">
            <span>{say("newLevel")}</span>
            <select value={level} onChange={(event) => setLevel(event.target.value as Level)}>
              {levels.map((one) => (
                <option key={one} value={one}>
                  {said(levelWords[one])}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label className="choice">
          <input type="checkbox" checked={exercise} onChange={(event) => setExercise(event.target.checked)} />
          {say("newExercise")}
        </label>
        {problem && <ProblemNote problem={problem} />}
        <p className="desk-actions">
          <Button
            type="submit"
            busy={busy}
            reason={mayOpen.includes(network) ? undefined : say("mayNotOpen")}
          >
            {say(busy ? "creating" : "create")}
          </Button>
        </p>
      </form>
    </details>
  );
};
