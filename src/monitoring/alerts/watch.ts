import { done } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import type { Draft } from "#exchange/draft.ts";
import { barred } from "#exchange/contract-parked.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { readLatest } from "../observations/read.ts";
import { partsOf, type Latest } from "../observations/reading.ts";
import { holdRecording } from "../observations/store.ts";
import { findProperty } from "../standards/observed-properties.ts";
import { isUnconfirmedUnsaid, keyOf, notConfirmedBy, isVoid, type Alert } from "./alert.ts";
import { expectedAt, type Expected } from "./arriving.ts";
import { ruleWords } from "./because.ts";
import { draftOf, gatheredOf, type Warning } from "./draft.ts";
import type { Because } from "./events.ts";
import type { Gathered } from "./group.ts";
import type { Episode, Ladder } from "./ladder.ts";
import { rankOf } from "./level.ts";
import type { RuleOf } from "./plan.ts";
import { predictedDailyAqi } from "../forecast/predicted.ts";
import { forecastDrafts, levelLadder } from "./forecast-tiers.ts";
import { intervalsSilent, stepNow } from "./silence.ts";
import { newsHours } from "./step.ts";
import { gatheringSince, openAlerts, overdueAlerts } from "./store.ts";
import { draftsOf, toldOf } from "./transitions.ts";
import { findWatch, watchedAt, type Watch, type Watched } from "./watched.ts";

const hourMs = 3_600_000;
/** A wave may be on its way for so long after the alert that saw it is over. */
const onTheWayMs = 14 * 24 * hourMs;

/** Everything that is looked at by the clock, read once. */
type Round = {
  deps: MonitoringDeps;
  watched: Watched;
  now: string;
  nowMs: number;
  open: ReadonlyMap<string, Alert>;
  latest: ReadonlyMap<string, number>;
  alerts: ReadonlyMap<string, Alert[]>;
  gathered: ReadonlyMap<string, Gathered[]>;
  warningFor: (network: string) => Warning | undefined;
};

/** The newest value of each station; a clock that runs ahead does not make it heard. */
const newestOf = (latest: readonly Latest[], nowMs: number): Map<string, number> => {
  const newest = new Map<string, number>();
  for (const { stream, atMs } of latest) {
    const { station } = partsOf(stream);
    newest.set(station, Math.max(newest.get(station) ?? 0, Math.min(atMs, nowMs)));
  }
  return newest;
};

const say = (
  round: Round,
  watch: Watch,
  isExercise: boolean,
  condition: { measure: number; sinceMs: number; ladder: Ladder },
  becauseOf: (episode: Episode) => Because,
): Draft[] => {
  const { plan, network, station, rule } = watch;
  const warning = round.warningFor(network.id);
  const told = round.open.get(
    keyOf({ party: round.deps.here, plan: plan.id, rule: rule.id, station: station.id, isExercise }),
  );
  if (!warning || (!told && condition.measure === 0)) return [];
  const saying = {
    warning,
    standing: { plan, network, station: station.id },
    rule,
    isExercise,
    isSample: () => station.sample === true,
    becauseOf,
    gathered: round.gathered.get(network.id)!,
  };
  return stepNow(told && toldOf(told), condition.ladder, { ...condition, nowMs: round.nowMs }).flatMap(
    (transition) => draftsOf(saying, transition),
  );
};

const silences = (round: Round, watch: Watch<RuleOf<"silence">>): Draft[] => {
  const lastAtMs = round.latest.get(watch.station.id);
  if (lastAtMs === undefined) return []; // nothing has ever come: the station is not connected yet
  const { intervalMinutes } = watch.station;
  const intervals = intervalsSilent({ lastAtMs, intervalMinutes, nowMs: round.nowMs });
  return say(round, watch, false, { measure: intervals, sinceMs: lastAtMs, ladder: watch.ladder }, () => ({
    ...ruleWords(watch),
    facts: [],
    heldFromMs: lastAtMs,
    shownAtMs: round.nowMs,
    intervals,
  }));
};

const arrivalBecause = (
  watch: Watch,
  { property, peak, limit, from, arrival }: Expected,
  nowMs: number,
): Because => {
  const { arrivesAtMs } = arrival.passage!;
  const unit = findProperty(property)?.shownUnit;
  return {
    ...ruleWords(watch),
    facts: [{ property, value: Math.round(peak * 1000) / 1000, limit, ...(unit && { unit }) }],
    heldFromMs: from.sinceMs,
    shownAtMs: nowMs,
    upstream: {
      station: from.station!,
      alert: from.id,
      earliestMs: Math.round(arrivesAtMs.low),
      latestMs: Math.round(arrivesAtMs.high),
      verified: arrival.isVerified,
    },
  };
};

const arrivals = (round: Round, watch: Watch<RuleOf<"arrival">>): Draft[] => {
  const { plan, network, rule, station } = watch;
  return [false, true].flatMap((isExercise) => {
    const upstream = (round.alerts.get(network.id) ?? []).filter(
      (alert) => alert.isExercise === isExercise && !isVoid(alert),
    );
    const expected = expectedAt({ plan, rule, network, station: station.id }, upstream, round.nowMs);
    const condition = {
      measure: rankOf(expected?.level),
      sinceMs: expected?.from.sinceMs ?? round.nowMs,
      ladder: levelLadder,
    };
    return say(round, watch, isExercise, condition, () => arrivalBecause(watch, expected!, round.nowMs));
  });
};

const ended = (round: Round, alert: Alert): Draft[] => {
  if (alert.kind === "forecast" || findWatch(round.watched, alert)) return [];
  const warning = round.warningFor(alert.network);
  if (!warning) return [];
  return [
    draftOf(warning, alert.id, "monitoring.alert-changed", {
      network: alert.network,
      change: "cleared",
      level: alert.level,
      atMs: round.nowMs,
      reason: "obsolete",
    }),
  ];
};

const unconfirmed = (round: Round, alert: Alert): Draft[] => {
  const warning = round.warningFor(alert.network);
  if (!warning || !isUnconfirmedUnsaid(alert, round.now)) return [];
  return [
    draftOf(warning, alert.id, "monitoring.alert-changed", {
      network: alert.network,
      change: "unconfirmed",
      level: alert.level,
      atMs: round.nowMs,
      parties: notConfirmedBy(alert),
    }),
  ];
};

const isSilence = (watch: Watch): watch is Watch<RuleOf<"silence">> => watch.rule.kind === "silence";
const isArrival = (watch: Watch): watch is Watch<RuleOf<"arrival">> => watch.rule.kind === "arrival";

const draftsNow = async (deps: MonitoringDeps, tx: Tx): Promise<Draft[]> => {
  const { here } = deps;
  const now = deps.clock();
  const nowMs = Date.parse(now);
  const standings = await deps.agreements.read(tx);
  const watched = watchedAt(standings, now);
  const open = await openAlerts(tx, here);
  const alerts = new Map<string, Alert[]>();
  for (const { network, plan } of watched.plans)
    alerts.set(
      network.id,
      await gatheringSince(
        tx,
        network.id,
        nowMs - Math.max(onTheWayMs, (newsHours + plan.group.withinHours) * hourMs),
      ),
    );
  const round: Round = {
    deps,
    watched,
    now,
    nowMs,
    open: new Map(open.map((alert) => [keyOf(alert), alert])),
    latest: newestOf(await readLatest(tx), nowMs),
    alerts,
    gathered: new Map(
      [...alerts].map(([network, all]) => [network, all.map((alert) => gatheredOf(alert, nowMs))]),
    ),
    warningFor: (network) => {
      const granted = clauseForNetwork(standings, { network, party: here, power: "warn", at: now });
      return granted && { clause: granted.clause, parties: granted.parties, here, now };
    },
  };
  const days = await predictedDailyAqi(tx, nowMs);
  const tiers = watched.plans.flatMap(({ plan, network }) => {
    const warning = round.warningFor(network.id);
    if (!warning) return [];
    const gathered = round.gathered.get(network.id)!;
    return plan.rules.flatMap((rule) =>
      rule.kind === "forecast"
        ? forecastDrafts({ plan, network, rule }, days, { open: round.open, warning, gathered, nowMs })
        : [],
    );
  });
  const own = [...watched.byStation.values()].flat().filter(({ station }) => station.party === here);
  return [
    ...tiers,
    ...own.filter(isSilence).flatMap((watch) => silences(round, watch)),
    ...own.filter(isArrival).flatMap((watch) => arrivals(round, watch)),
    ...open.flatMap((alert) => ended(round, alert)),
    ...(await overdueAlerts(tx, here, now)).flatMap((alert) => unconfirmed(round, alert)),
  ];
};

/**
 * What no value brings about: a station falls silent, a wave comes down from another party's section, a deadline for
 * confirming passes, a rule is no more. Running it twice says nothing twice.
 */
export const watchClocks = async (deps: MonitoringDeps): Promise<number> => {
  const outcome = await deps.exchange.commit(async (tx) => {
    await holdRecording(tx); // whoever records decides alerts of the same stations
    const recorded = await deps.exchange.append(tx, await draftsNow(deps, tx));
    return recorded.ok ? done(recorded.value.length) : recorded;
  });
  // A node that may be an old copy says nothing new; it is brought up to date and looks again.
  if (!outcome.ok && barred.some((code) => code === outcome.refusal.code)) return 0;
  if (!outcome.ok) throw new Error(`alerts could not be recorded: ${outcome.refusal.code}`);
  return outcome.value;
};
