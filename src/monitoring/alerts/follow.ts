import { dayOf } from "#base/time.ts";
import type { Tx } from "#base/tx.ts";
import type { Draft } from "#exchange/draft.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { maxAtMs } from "../observations/events.ts";
import { flag } from "../observations/flags.ts";
import { readSeries } from "../observations/read.ts";
import { partsOf, streamOf, type Change, type Series } from "../observations/reading.ts";
import { keyOf, type Alert } from "./alert.ts";
import { becauseOf } from "./because.ts";
import { gatheredOf, type Warning } from "./draft.ts";
import type { Gathered } from "./group.ts";
import { classesWorse, targetBreaker } from "./judge.ts";
import { episodesOf, type Episode } from "./ladder.ts";
import {
  isMeasuredRule,
  lookBackMs,
  mayConcern,
  measure,
  type MeasuredRule,
  type StationReadings,
} from "./measure.ts";
import { newsHours, stepAlert } from "./step.ts";
import { gatheringSince, openAlerts, toldSince } from "./store.ts";
import { draftsOf, toldOf } from "./transitions.ts";
import { watchedAt, type Watch, type Watched } from "./watched.ts";

export type FollowDeps = Pick<MonitoringDeps, "here" | "clock" | "agreements">;

/** A rule at a station that has to be looked at again, from the earliest value that changed. */
type Look = { watch: Watch<MeasuredRule>; key: string; isExercise: boolean; fromMs: number; open?: Alert };

const hourMs = 3_600_000;
/** An alert that is open for longer goes on from what was told of it. */
const mostReadMs = 30 * 24 * hourMs;

const measured = (watch: Watch): watch is Watch<MeasuredRule> => isMeasuredRule(watch.rule);

/** Which rules the new values may concern: those they break, and those that are open at their station. */
const looksAt = (
  { byStation }: Watched,
  changes: readonly Change[],
  open: ReadonlyMap<string, Alert>,
  { here, nowMs }: { here: string; nowMs: number },
): Look[] => {
  const looks = new Map<string, Look>();
  const today = dayOf(new Date(nowMs).toISOString());
  for (const [stationId, all] of Map.groupBy(changes, ({ stream }) => partsOf(stream).station)) {
    const watches = (byStation.get(stationId) ?? []).filter(measured);
    if (watches.length === 0 || watches[0]!.station.party !== here) continue;
    const breaks = targetBreaker(watches[0]!, today);
    const isWatched = [...open.values()].some(({ station }) => station === stationId);
    for (const change of all) {
      const { value, flags, atMs } = change;
      const property = partsOf(change.stream).property;
      const isExercise = (flags & flag.exercise) !== 0;
      const isNews = atMs >= nowMs - newsHours * hourMs;
      for (const watch of watches) {
        const { rule, ladder, plan } = watch;
        const matters = isNews && mayConcern(rule, ladder, { property, value, flags }, breaks);
        if (!matters && !isWatched) continue;
        const key = keyOf({ party: here, plan: plan.id, rule: rule.id, station: stationId, isExercise });
        const told = open.get(key);
        if (!matters && !told) continue;
        const known = looks.get(key);
        if (known) known.fromMs = Math.min(known.fromMs, atMs);
        else looks.set(key, { watch, key, isExercise, fromMs: atMs, ...(told && { open: told }) });
      }
    }
  }
  return [...looks.values()];
};

/** From where a rule reads: everything that decides whether it holds, back to the beginning of what is open. */
const readFrom = ({ watch, fromMs, open }: Look, nowMs: number): number =>
  Math.max(
    Math.min(fromMs, open?.sinceMs ?? Infinity) - lookBackMs(watch.rule, watch.ladder, watch.station),
    nowMs - mostReadMs,
  );

const propertiesOf = ({ rule, station }: Watch<MeasuredRule>): readonly string[] =>
  "property" in rule ? [rule.property] : station.properties;

const readingsOf = (watch: Watch<MeasuredRule>, series: ReadonlyMap<string, Series>): StationReadings =>
  new Map(
    propertiesOf(watch).flatMap((property) => {
      const found = series.get(streamOf(watch.station.id, property));
      return found ? [[property, found] as const] : [];
    }),
  );

/** What was open before the first value that is read. */
const seedOf = ({ level, highest, sinceMs, peak }: Alert): Episode => ({
  sinceMs,
  raisedAtMs: sinceMs,
  level,
  highest,
  peak,
  lastAtMs: peak.atMs,
  turns: [{ atMs: sinceMs, level }],
});

const isSampleAt = (readings: StationReadings, { peak }: Episode): boolean =>
  [...readings.values()].some(({ atMs, flags }) => {
    const at = atMs.indexOf(peak.atMs);
    return at >= 0 && (flags[at]! & flag.sample) !== 0;
  });

/**
 * The alerts that follow from new or corrected values, decided in the transaction that records them. Nearly all values
 * concern no rule and cost a comparison; the others are judged anew from all that is known of their station.
 */
export const followObserved = async (
  deps: FollowDeps,
  tx: Tx,
  changes: readonly Change[],
): Promise<Draft[]> => {
  const { here } = deps;
  const now = deps.clock();
  const nowMs = Date.parse(now);
  const standings = await deps.agreements.read(tx);
  const watched = watchedAt(standings, now);
  if (watched.plans.length === 0) return [];
  const open = new Map((await openAlerts(tx, here)).map((alert) => [keyOf(alert), alert]));
  const looks = looksAt(watched, changes, open, { here, nowMs });
  if (looks.length === 0) return [];

  const fromMs = Math.min(...looks.map((look) => readFrom(look, nowMs)));
  const streams = new Set(
    looks.flatMap(({ watch }) => propertiesOf(watch).map((property) => streamOf(watch.station.id, property))),
  );
  const series = await readSeries(tx, [...streams], fromMs, maxAtMs);
  const told = Map.groupBy(
    await toldSince(
      tx,
      looks.map(({ key }) => key),
      fromMs,
    ),
    keyOf,
  );

  const gathered = new Map<string, Gathered[]>();
  const drafts: Draft[] = [];
  for (const { watch, key, isExercise, open: openAlert } of looks) {
    const { plan, network, station, rule, ladder } = watch;
    const granted = clauseForNetwork(standings, { network: network.id, party: here, power: "warn", at: now });
    if (!granted) continue;
    const kind = { isExercise };
    const readings = readingsOf(watch, series);
    const values = measure(rule, readings, kind, classesWorse(watch));
    const isCut = openAlert && !openAlert.unverified && openAlert.sinceMs < fromMs;
    const transitions = stepAlert((told.get(key) ?? []).map(toldOf), {
      ladder,
      episodes: episodesOf(ladder, values, isCut ? seedOf(openAlert) : undefined),
      lastAtMs: values.at(-1)?.atMs ?? nowMs,
      nowMs,
    });
    if (transitions.length === 0) continue;
    const near = nowMs - (newsHours + plan.group.withinHours) * hourMs;
    if (!gathered.has(network.id))
      gathered.set(
        network.id,
        (await gatheringSince(tx, network.id, near)).map((alert) => gatheredOf(alert, nowMs)),
      );
    const warning: Warning = { clause: granted.clause, parties: granted.parties, here, now };
    for (const transition of transitions)
      drafts.push(
        ...draftsOf(
          {
            warning,
            standing: { plan, network, station: station.id },
            rule,
            isExercise,
            isSample: (episode) => station.sample === true || isSampleAt(readings, episode),
            becauseOf: (episode) => becauseOf(watch, episode, readings, kind),
            gathered: gathered.get(network.id)!,
          },
          transition,
        ),
      );
  }
  return drafts;
};
