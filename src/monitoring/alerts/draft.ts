import { newId } from "#base/id.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { ClauseRef } from "#protocol/event.ts";
import type { Draft } from "#exchange/draft.ts";
import { partiesDownstream, type Network } from "../network.ts";
import { alertSubject, type AlertEventOf, type AlertEventType, type Because } from "./events.ts";
import { groupOf, type Gathered } from "./group.ts";
import type { Level } from "./level.ts";
import type { AlertPlan } from "./plan.ts";
import type { Alert } from "./alert.ts";

/** Under which clause a node warns, and who hears it. */
export type Warning = { clause: ClauseRef; parties: readonly Party[]; here: Party; now: Instant };

/** Where an alert stands: what its plan says of it. */
export type Standing = { plan: AlertPlan; network: Network; station?: string };

/** Who is asked to confirm, and by when; nobody where the level asks for none. */
export const confirmAsked = (
  { plan, network, station }: Standing,
  level: Level,
  { parties, here, now }: Warning,
): { parties: Party[]; by: Instant } | undefined => {
  const minutes = plan.levels[level].confirmWithinMinutes;
  if (minutes === undefined) return undefined;
  const asked =
    plan.confirmedBy === "all" || station === undefined
      ? [...parties]
      : parties.filter(
          (party) => party === here || partiesDownstream(network, station, parties).includes(party),
        );
  return { parties: asked, by: new Date(Date.parse(now) + minutes * 60_000).toISOString() };
};

/** By what alerts are gathered: the river of the section, or the whole network. */
export const placeOf = ({ plan, network, station }: Standing): string =>
  (plan.group.by === "river" && network.stations.find(({ id }) => id === station)?.river) || network.id;

export const draftOf = <T extends AlertEventType>(
  warning: Warning,
  id: string,
  type: T,
  data: AlertEventOf<T>,
): Draft => ({
  type,
  subject: alertSubject(id),
  data,
  audience: [...warning.parties],
  actor: { role: "node", department: warning.here },
  clause: warning.clause,
});

export type ToRaise = {
  rule: string;
  kind: Alert["kind"];
  level: Level;
  unverified?: Level;
  sinceMs: number;
  untilMs: number;
  peak: { atMs: number; measure: number };
  because: Because;
  isExercise: boolean;
  isSample: boolean;
};

/** A new alert, in the incident that it belongs to; those raised together are gathered together. */
export const raiseDraft = (
  warning: Warning,
  standing: Standing,
  given: ToRaise,
  gathered: Gathered[],
): { id: string; draft: Draft } => {
  const id = newId();
  const { plan, network, station } = standing;
  const { rule, kind, level, unverified, sinceMs, untilMs, peak, because, isExercise, isSample } = given;
  const place = placeOf(standing);
  const newcomer = { id, place, isExercise, sinceMs, untilMs };
  const group = groupOf(plan, gathered, newcomer);
  gathered.push({ ...newcomer, group });
  const confirm = confirmAsked(standing, level, warning);
  const data: AlertEventOf<"monitoring.alert-raised"> = {
    network: network.id,
    plan: plan.id,
    rule,
    kind,
    ...(station !== undefined && { station }),
    place,
    group,
    level,
    sinceMs,
    peak,
    because,
    ...(confirm && { confirm }),
    ...(isExercise && { exercise: true }),
    ...(isSample && { sample: true }),
    ...(unverified && { unverified }),
  };
  return { id, draft: draftOf(warning, id, "monitoring.alert-raised", data) };
};

/** How an alert that is known looks to those that may join it. */
export const gatheredOf = (
  { id, group, place, isExercise, sinceMs, clearedAtMs }: Alert,
  nowMs: number,
): Gathered => ({
  id,
  group,
  place,
  isExercise,
  sinceMs,
  untilMs: clearedAtMs ?? nowMs,
});
