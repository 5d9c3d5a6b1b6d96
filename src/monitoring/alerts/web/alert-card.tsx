import { agoOf } from "#web/desk/ago.ts";
import { Rich, useSaid, useWords } from "#web/language.tsx";
import { showMoment } from "#web/show.ts";
import { To } from "#web/to.tsx";
import { PartyName, PartyNames } from "#web/ui/parties.tsx";
import { SampleMark } from "#web/ui/sample-mark.tsx";
import { monitoringPaths } from "../../web/monitoring-paths.ts";
import type { AlertView } from "../contract.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { LevelMark } from "./level-mark.tsx";
import { useBecause } from "./use-because.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** `3 分钟`: how long something has lasted. */
export const useAgo = (): ((ms: number) => string) => {
  const say = useWords(zh, en);
  return (ms) => {
    const { unit, n } = agoOf(ms / 1000);
    return say(unit, { n });
  };
};

export const Clocks = ({ alert, nowMs }: { alert: AlertView; nowMs: number }) => {
  const say = useWords(zh, en);
  const ago = useAgo();
  const { raisedAt, clearedAt, lastValueAtMs, confirm, notConfirmedBy, station } = alert;
  const overMs = confirm ? nowMs - Date.parse(confirm.by) : 0;
  return (
    <p className="clocks small">
      <span>{say("raisedAgo", { ago: ago(nowMs - Date.parse(raisedAt)) })}</span>
      {station !== undefined && (
        <span>
          {lastValueAtMs === undefined
            ? say("noValue")
            : say("lastValue", { ago: ago(nowMs - lastValueAtMs) })}
        </span>
      )}
      {clearedAt && <span>{say("clearedAt", { at: showMoment(clearedAt) })}</span>}
      {!clearedAt && confirm && notConfirmedBy.length > 0 && (
        <span className={overMs > 0 ? "no" : ""}>
          {overMs > 0
            ? say("deadlineOver", { ago: ago(overMs) })
            : say("deadline", { at: showMoment(confirm.by) })}
        </span>
      )}
    </p>
  );
};

export const WhoConfirmed = ({ alert: { confirm, notConfirmedBy, confirmations } }: { alert: AlertView }) => {
  const say = useWords(zh, en);
  const asked = confirm?.parties ?? [];
  const confirmed = asked.filter((party) => !notConfirmedBy.includes(party));
  if (asked.length === 0 && confirmations.length === 0) return null;
  const parties = asked.length > 0 ? confirmed : confirmations.map(({ party }) => party);
  return (
    <p className="small">
      {parties.length > 0 && (
        <Rich text={say("confirmedBy")} with={{ who: <PartyNames parties={parties} /> }} />
      )}{" "}
      {notConfirmedBy.length > 0 && (
        <Rich text={say("waitingFor")} with={{ who: <PartyNames parties={notConfirmedBy} /> }} />
      )}
    </p>
  );
};

export const AlertCard = ({ alert, nowMs }: { alert: AlertView; nowMs: number }) => {
  const say = useWords(zh, en);
  const said = useSaid();
  const because = useBecause();
  const [first, ...rest] = because(alert.because);
  return (
    <article className="alert-card">
      <p className="head">
        <LevelMark level={alert.level} words={said(alert.levelWords)} />
        <To href={monitoringPaths.alert(alert.id)}>
          <b>
            {said(alert.name)} · {said(alert.because.rule)}
          </b>
        </To>
        <PartyName party={alert.party} />
        {alert.unverified && <strong className="unverified-mark">? {say("oneReading")}</strong>}
        {alert.isExercise && <strong className="exercise-mark">{say("exercise")}</strong>}
        {alert.isSample && <SampleMark />}
      </p>
      <p>{[first, ...rest.slice(0, 1)].filter(Boolean).join(say("between"))}</p>
      {alert.unverified && !alert.clearedAt && (
        <p className="small">
          <Rich text={say("oneReadingWhy")} with={{ level: <LevelMark level={alert.unverified} /> }} />
        </p>
      )}
      <Clocks alert={alert} nowMs={nowMs} />
      <WhoConfirmed alert={alert} />
      <div className="act">
        {alert.hasOwnConfirmed ? (
          <span className="muted">✓ {say("confirmed")}</span>
        ) : (
          <ConfirmButton alerts={[alert]} />
        )}
      </div>
    </article>
  );
};
