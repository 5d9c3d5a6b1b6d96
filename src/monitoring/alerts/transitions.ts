import type { Draft } from "#exchange/draft.ts";
import type { Alert } from "./alert.ts";
import { confirmAsked, draftOf, raiseDraft, type Standing, type Warning } from "./draft.ts";
import type { Because } from "./events.ts";
import type { Gathered } from "./group.ts";
import type { Episode } from "./ladder.ts";
import type { Told, Transition } from "./step.ts";

export const toldOf = (alert: Alert): Told => {
  const { id, level, sinceMs, peak, unverified, clearedAtMs, lines } = alert;
  const reason = lines.at(-1)!.reason;
  return {
    id,
    level,
    sinceMs,
    peak,
    ...(unverified && { unverified }),
    ...(clearedAtMs !== undefined && { clearedAtMs }),
    ...(reason && { reason }),
  };
};

export type Saying = {
  warning: Warning;
  standing: Standing;
  rule: { id: string; kind: Alert["kind"] };
  isExercise: boolean;
  isSample: (episode: Episode) => boolean;
  becauseOf: (episode: Episode) => Because;
  gathered: Gathered[];
};

/** The events that say what has changed; a peak that is over when it becomes known is raised and cleared at once. */
export const draftsOf = (saying: Saying, transition: Transition): Draft[] => {
  const { warning, standing, rule, isExercise, isSample, becauseOf, gathered } = saying;
  const network = standing.network.id;
  if (transition.change === "cleared") {
    const { id, level, atMs, reason } = transition;
    return [
      draftOf(warning, id, "monitoring.alert-changed", { network, change: "cleared", level, atMs, reason }),
    ];
  }
  const { episode } = transition;
  const { endedAtMs, highest, sinceMs, lastAtMs, peak, unverified } = episode;
  const level = endedAtMs === undefined ? episode.level : highest;
  const because = becauseOf(episode);
  if (transition.change === "raised") {
    const untilMs = endedAtMs ?? lastAtMs;
    const { id, draft } = raiseDraft(
      warning,
      standing,
      {
        rule: rule.id,
        kind: rule.kind,
        level,
        ...(unverified && { unverified }),
        sinceMs,
        untilMs,
        peak,
        because,
        isExercise,
        isSample: isSample(episode),
      },
      gathered,
    );
    if (endedAtMs === undefined) return [draft];
    const over = { network, change: "cleared", level, atMs: endedAtMs, reason: "recovered" } as const;
    return [draft, draftOf(warning, id, "monitoring.alert-changed", over)];
  }
  const { id, change } = transition;
  const isMore = change === "escalated" || change === "verified";
  const confirm = isMore ? confirmAsked(standing, level, warning) : undefined;
  const reason = "reason" in transition ? transition.reason : undefined;
  return [
    draftOf(warning, id, "monitoring.alert-changed", {
      network,
      change,
      level,
      ...(unverified && { unverified }),
      atMs: lastAtMs,
      peak,
      because,
      ...(reason && { reason }),
      ...(confirm && { confirm }),
    }),
  ];
};
