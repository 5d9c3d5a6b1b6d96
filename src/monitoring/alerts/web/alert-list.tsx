import { useWords } from "#web/language.tsx";
import { To } from "#web/to.tsx";
import { monitoringPaths } from "../../web/monitoring-paths.ts";
import type { AlertView } from "../contract.ts";
import { isWorse } from "../level.ts";
import { AlertCard } from "./alert-card.tsx";
import { ConfirmButton } from "./confirm-button.tsx";
import { useNowMs } from "./use-alerts.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./alerts.css";

const byLevel = (a: AlertView, b: AlertView): number =>
  Number(isWorse(b.level, a.level)) - Number(isWorse(a.level, b.level));

/**
 * Incidents with the worst first and then the newest. Within one, alerts by level and then as they came: what follows from a
 * peak stands below it, and takes no card from under the hand that is about to press it.
 */
export const gatheredAlerts = (alerts: readonly AlertView[]): AlertView[][] =>
  [...Map.groupBy(alerts, ({ group }) => group).values()]
    .map((group) => group.toSorted((a, b) => byLevel(a, b) || a.raisedAt.localeCompare(b.raisedAt)))
    .toSorted(([a], [b]) => byLevel(a!, b!) || b!.raisedAt.localeCompare(a!.raisedAt));

const unconfirmed = (alerts: readonly AlertView[]): AlertView[] =>
  alerts.filter(({ clearedAt, hasOwnConfirmed }) => clearedAt === undefined && !hasOwnConfirmed);

/** Alerts gathered into incidents; the duty screen and the incident room show the same. */
export const AlertList = ({
  alerts,
  toIncident,
}: {
  alerts: readonly AlertView[];
  /** Offers to open an incident from each group. */
  toIncident?: boolean;
}) => {
  const say = useWords(zh, en);
  const nowMs = useNowMs();
  return gatheredAlerts(alerts).map((group) => (
    <section key={group[0]!.group} className="alert-group">
      {group.length > 1 && (
        <header>
          <h3>{say("incident", { n: group.length })}</h3>
          {unconfirmed(group).length > 1 && <ConfirmButton alerts={unconfirmed(group)} />}
        </header>
      )}
      {group.map((alert) => (
        <AlertCard key={alert.id} alert={alert} nowMs={nowMs} />
      ))}
      {toIncident && (
        <p className="to-incident">
          <To href={monitoringPaths.openIncident(group[0]!.group)}>{say("openIncident")}</To>
        </p>
      )}
    </section>
  ));
};
