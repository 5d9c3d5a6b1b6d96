import type { Instant } from "#base/time.ts";
import type { Standings } from "#agreements/standing.ts";
import { definitionsOf } from "../in-force.ts";
import type { Network, Station } from "../network.ts";
import type { AlertPlan, AlertRule } from "./plan.ts";

/** A rule at a station, with the plan and the network that it stands in. */
export type Watch<R extends AlertRule = AlertRule> = {
  plan: AlertPlan;
  network: Network;
  station: Station;
  rule: R;
};

export type Watched = {
  plans: readonly { plan: AlertPlan; network: Network }[];
  byStation: ReadonlyMap<string, readonly Watch[]>;
};

/** What a rule can look at: the station measures the property, and the rule does not leave it out. */
const looksAt = (rule: AlertRule, { id, properties, kind }: Station): boolean =>
  rule.kind !== "forecast" &&
  (rule.stations?.includes(id) ?? true) &&
  (!("property" in rule) || properties.includes(rule.property)) &&
  (rule.kind !== "class" || kind === "section");

const prepare = (plans: readonly AlertPlan[], networks: readonly Network[]): Watched => {
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
          .map((rule) => ({ plan, network, station, rule })),
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
    networks.map(({ content }) => content),
  );
  kept.set(standings, { key, watched });
  return watched;
};

export const findRule = ({ plans }: Watched, plan: string, rule: string): AlertRule | undefined =>
  plans.find((one) => one.plan.id === plan)?.plan.rules.find(({ id }) => id === rule);
