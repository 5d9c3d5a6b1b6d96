import { problemOf } from "#web/api.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { PartyName, PartyNames } from "#web/ui/parties.tsx";
import { ProblemNote } from "#web/ui/problem.tsx";
import { Skeleton } from "#web/ui/skeleton.tsx";
import { deskPaths } from "#web/desk/desk-paths.ts";
import type { AlertView, ArrivalView, LineView } from "../contract.ts";
import { AlertCard } from "./alert-card.tsx";
import { LevelMark } from "./level-mark.tsx";
import { useAlert, useNowMs } from "./use-alerts.ts";
import { useBecause } from "./use-because.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./alerts.css";

const moment = (atMs: number): string => showMoment(new Date(atMs).toISOString());

export const AlertDetail = ({ id }: { id: string }) => {
  const say = useWords(zh, en);
  const nowMs = useNowMs();
  const asked = useAlert(id);
  const because = useBecause();
  const problem = problemOf(asked.error);
  return (
    <>
      <p>
        <To href={deskPaths.alerts + (asked.data?.alert.clearedAt ? "?state=cleared" : "")}>
          ← {say("back")}
        </To>
      </p>
      {problem && <ProblemNote problem={problem} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton lines={6} />}
      {asked.data && (
        <>
          <div className="alert-group">
            <AlertCard alert={asked.data.alert} nowMs={nowMs} />
          </div>
          <h2>{say("why")}</h2>
          <ul>
            {because(asked.data.alert.because).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <h2>{say("arrivals")}</h2>
          <Arrivals arrivals={asked.data.arrivals} unit={asked.data.alert.because.facts[0]?.unit} />
          <h2>{say("history")}</h2>
          <History alert={asked.data.alert} lines={asked.data.lines} />
          <h2>{say("received")}</h2>
          {asked.data.received.length === 0 && <p className="muted">{say("receivedNone")}</p>}
          <ul>
            {asked.data.received.map(({ party, at }) => (
              <li key={party}>
                <PartyName party={party} /> {showMoment(at)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const History = ({ alert, lines }: { alert: AlertView; lines: readonly LineView[] }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const changes = lines.map((line) => ({
    at: line.at,
    key: line.event,
    words: (
      <>
        {line.change === "cleared" ? (
          say("clearedLine")
        ) : line.change === "unconfirmed" ? (
          <Rich text={say("unconfirmed")} with={{ who: <PartyNames parties={line.parties ?? []} /> }} />
        ) : (
          <Rich text={say(line.change)} with={{ level: <LevelMark level={line.level} /> }} />
        )}
        {line.reason && `（${say(line.reason)}）`}{" "}
        <span className="tiny">{say("byData", { at: moment(line.atMs) })}</span>
      </>
    ),
  }));
  const confirmations = alert.confirmations.map((one) => ({
    at: one.at,
    key: `${one.party} ${one.at}`,
    words: (
      <>
        <Rich
          text={say("confirmLine")}
          with={{ who: <PartyName party={one.party} />, level: <LevelMark level={one.level} /> }}
        />{" "}
        <span className="tiny">{say("officer", { n: one.officer })}</span>
        {one.note && <span> “{one.note}”</span>}
      </>
    ),
  }));
  return (
    <ol className="alert-history" aria-label={said(alert.name)}>
      {[...changes, ...confirmations]
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map(({ at, key, words }) => (
          <li key={key}>
            <span className="tiny">{showMoment(at)}</span> {words}
          </li>
        ))}
    </ol>
  );
};

const Arrivals = ({ arrivals, unit }: { arrivals: readonly ArrivalView[]; unit: string | undefined }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  if (arrivals.length === 0) return <p className="muted">{say("arrivalsNone")}</p>;
  const range = ({ low, high }: { low: number; high: number }): string =>
    say("range", { from: moment(low), until: moment(high) });
  const rounded = (value: number): string => String(Math.round(value * 100) / 100);
  return (
    <table className="list stack">
      <thead>
        <tr>
          <th scope="col">{say("section")}</th>
          <th scope="col">{say("distance")}</th>
          <th scope="col">{say("arrives")}</th>
          <th scope="col">{say("peakAt")}</th>
          <th scope="col">{say("peakValue")}</th>
        </tr>
      </thead>
      <tbody>
        {arrivals.map(({ station, name, party, lengthKm, passage, isVerified }) => (
          <tr key={station}>
            <td data-label={say("section")}>
              {said(name)} {party && <PartyName party={party} />}
            </td>
            <td data-label={say("distance")}>{say("km", { n: lengthKm })}</td>
            {passage ? (
              <>
                <td data-label={say("arrives")}>
                  {range(passage.arrivesAtMs)} <span className="tiny">{say(passage.certainty)}</span>
                </td>
                <td data-label={say("peakAt")}>{range(passage.peakAtMs)}</td>
                <td data-label={say("peakValue")}>
                  {rounded(passage.peak.low)}–{rounded(passage.peak.high)} {unit}{" "}
                  {!isVerified && <span className="tiny">{say("unverified")}</span>}
                </td>
              </>
            ) : (
              <td colSpan={3} data-label={say("arrives")}>
                {say("stopped")}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
