import type { Instant } from "#base/time.ts";
import type { Standings } from "#agreements/standing.ts";
import { definitionsOf, networksInForce, type JudgedNetwork } from "../in-force.ts";
import type { Network, Station } from "../network.ts";
import type { Ladder } from "./ladder.ts";
import { ladderOf } from "./measure.ts";
import type { AlertPlan, AlertRule, RuleOf } from "./plan.ts";

export type StationRule = Exclude<AlertRule, RuleOf<"forecast">>;

/** A rule at a station, with the plan and the network that it stands in. */
export type Watch<R extends StationRule = StationRule> = {
  plan: AlertPlan;
  network: JudgedNetwork;
  station: Station;
  rule: R;
  ladder: Ladder;
};

export type Watched = {
  plans: readonly { plan: AlertPlan; network: JudgedNetwork }[];
  byStation: ReadonlyMap<string, readonly Watch[]>;
};

/** Whether a rule has anything to look at there, and does not leave the station out. */
const looksAt = (rule: AlertRule, { id, properties, kind }: Station): rule is StationRule =>
  rule.kind !== "forecast" &&
  (rule.stations?.includes(id) ?? true) &&
  (!("property" in rule) || properties.includes(rule.property)) &&
  (rule.kind !== "class" || kind === "section");

const prepare = (plans: readonly AlertPlan[], networks: readonly JudgedNetwork[]): Watched => {
  const found = plans.flatMap((plan) => {
    const network = networks.find(({ id }) => id === plan.network);
    return network ? [{ plan, network }] : [];
  });
  const byStation = new Map<string, Watch[]>();
  for (const { plan, network } of found)
    for (const station of network.stations)
      byStation.set(station.id, [
        ...(byStation.get(station.id) ?? []),
        ...plan.rules
          .filter((rule) => looksAt(rule, station))
          .map((rule) => ({ plan, network, station, rule, ladder: ladderOf(rule, plan, station) })),
      ]);
  return { plans: found, byStation };
};

const kept = new WeakMap<Standings, { key: string; watched: Watched }>();

/** The rules in force at a time, by station; prepared once for as long as the same agreements are in force. */
export const watchedAt = (standings: Standings, at: Instant): Watched => {
  const plans = definitionsOf<AlertPlan>(standings, "alert-plan", at);
  const networks = definitionsOf<Network>(standings, "monitoring-network", at);
  const key = [...plans, ...networks].map(({ agreement, path }) => `${agreement} ${path}`).join();
  const before = kept.get(standings);
  if (before?.key === key) return before.watched;
  const watched = prepare(
    plans.map(({ content }) => content),
    networksInForce(standings, at),
  );
  kept.set(standings, { key, watched });
  return watched;
};

/** The rule that an alert follows from, if it is still in force there. */
export const findWatch = (
  { byStation }: Watched,
  alert: { plan: string; rule: string; station?: string },
): Watch | undefined =>
  byStation
    .get(alert.station ?? "")
    ?.find(({ plan, rule }) => plan.id === alert.plan && rule.id === alert.rule);
