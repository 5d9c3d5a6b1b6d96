import type { Network } from "../network.ts";
import { predictArrivals, type Arrival } from "../river/predict-arrivals.ts";
import type { Alert } from "./alert.ts";
import { levelAt, rankOf, type Level } from "./level.ts";
import type { AlertPlan, RuleOf } from "./plan.ts";

const hourMs = 3_600_000;

/** What an alert sends down the river: its peak, for as long as the condition held. Only limits have a concentration. */
export const arrivalsOf = (
  network: Network,
  alert: Pick<Alert, "kind" | "station" | "peak" | "sinceMs" | "clearedAtMs">,
  nowMs: number,
): readonly Arrival[] => {
  const { kind, station, peak, sinceMs, clearedAtMs } = alert;
  if (kind !== "limit" || station === undefined) return [];
  const interval = network.stations.find(({ id }) => id === station)?.intervalMinutes ?? 60;
  const endMs = clearedAtMs ?? Math.min(nowMs, peak.atMs + hourMs);
  const durationMinutes = Math.max(interval, Math.ceil((endMs - sinceMs) / 60_000));
  return predictArrivals(network, { station, atMs: sinceMs, peak: peak.measure, durationMinutes });
};

export type Expected = {
  station: string;
  level: Level;
  property: string;
  peak: number;
  limit: number;
  from: Alert;
  arrival: Arrival;
};

type Passing = Required<Pick<Arrival, "passage">> & Arrival;
const passes = (arrival: Arrival, nowMs: number): arrival is Passing =>
  arrival.passage !== undefined && arrival.passage.endsAtMs.high > nowMs;

/**
 * What is on its way to a station from the alerts upstream, judged by the limits of the plan: the worst of it, and of
 * equals the first to come.
 */
export const expectedAt = (
  {
    plan,
    rule,
    network,
    station,
  }: { plan: AlertPlan; rule: RuleOf<"arrival">; network: Network; station: string },
  alerts: readonly Alert[],
  nowMs: number,
): Expected | undefined => {
  let worst: (Expected & { atMs: number }) | undefined;
  for (const from of alerts) {
    if (from.unverified) continue; // nobody downstream is warned of one reading that is doubted
    const limit = plan.rules.find(({ id }) => id === from.rule);
    if (limit?.kind !== "limit" || limit.worse !== "above" || !rule.judgedBy.includes(limit.id)) continue;
    const arrival = arrivalsOf(network, from, nowMs).find((one) => one.station === station);
    if (!arrival || !passes(arrival, nowMs)) continue;
    const { peak: range, arrivesAtMs } = arrival.passage;
    const peak = rule.likelihood === "worst" ? range.high : range.likely;
    const rung = limit.rungs.findLast(({ enter }) => peak > enter);
    if (!rung) continue;
    const level = levelAt(Math.min(rankOf(rung.level), rankOf(rule.atMost)))!;
    const isWorst =
      !worst ||
      rankOf(level) > rankOf(worst.level) ||
      (level === worst.level && arrivesAtMs.low < worst.atMs);
    if (isWorst)
      worst = {
        station,
        level,
        property: limit.property,
        peak,
        limit: rung.enter,
        from,
        arrival,
        atMs: arrivesAtMs.low,
      };
  }
  return worst;
};
