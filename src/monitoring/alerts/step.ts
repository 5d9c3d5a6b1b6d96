import { isWorseMeasure, type Episode, type Ladder, type Measured } from "./ladder.ts";
import { isWorse, type Level } from "./level.ts";

/**
 * `recovered`: the condition held no more. `corrected`: late or corrected values show that it never did. `refuted`: one
 * reading had said so, and those that followed did not.
 */
export type Reason = "recovered" | "corrected" | "refuted";
/** An alert as it was last told, by the same rule on the same station. At most one of them is open. */
export type Told = {
  id: string;
  level: Level;
  sinceMs: number;
  peak: Measured;
  unverified?: Level;
  clearedAtMs?: number;
  /** Why it was cleared; `obsolete`: its rule was no more. */
  reason?: Reason | "obsolete";
};
export type Transition =
  | { change: "raised"; episode: Episode }
  | { change: "verified"; id: string; episode: Episode }
  | { change: "escalated"; id: string; from: Level; episode: Episode }
  | { change: "downgraded"; id: string; from: Level; reason: Reason; episode: Episode }
  | { change: "updated"; id: string; reason?: "corrected"; episode: Episode }
  | { change: "cleared"; id: string; level: Level; atMs: number; reason: Reason };

export type Facts = {
  ladder: Ladder;
  /** What the readings say now, recomputed: late values and corrections are among them. */
  episodes: readonly Episode[];
  /** The newest reading that was looked at. */
  lastAtMs: number;
  nowMs: number;
};

/** Beyond this age readings are history: they are recorded and judged, and nobody is called out of bed for them. */
export const newsHours = 72;
/** A peak is told again when it is worse by this much, so a slow rise makes few messages. */
const updatePercent = 20;

const overlaps = (told: Told, { sinceMs, endedAtMs = Infinity }: Episode): boolean =>
  told.sinceMs <= endedAtMs && sinceMs <= (told.clearedAtMs ?? Infinity);

const isNewPeak = (ladder: Ladder, told: Measured, now: Measured): boolean => {
  const margin = (Math.abs(told.measure) * updatePercent) / 100;
  return isWorseMeasure(ladder, now.measure, told.measure + (ladder.worse === "below" ? -margin : margin));
};

const wasTakenBack = ({ reason }: Told): boolean => reason === "corrected" || reason === "refuted";

/** An instrument that jumped and was refuted a short while ago is believed at its second reading, not at its first. */
const isCriedWolf = (told: readonly Told[], { unverified }: Ladder, { sinceMs }: Episode): boolean =>
  told.some(
    ({ reason, clearedAtMs = -Infinity }) =>
      reason === "refuted" && clearedAtMs > sinceMs - (unverified?.againAfterHours ?? 0) * 3_600_000,
  );

const follow = (ladder: Ladder, told: Told, episode: Episode): Transition[] => {
  const { id } = told;
  const { endedAtMs } = episode;
  const isVerified = told.unverified && !episode.unverified;
  const verified: Transition[] = isVerified ? [{ change: "verified", id, episode }] : [];
  if (endedAtMs !== undefined) {
    const level = isVerified ? episode.highest : told.level;
    return [...verified, { change: "cleared", id, level, atMs: endedAtMs, reason: "recovered" }];
  }
  if (isVerified) return verified;
  if (isWorse(episode.level, told.level)) return [{ change: "escalated", id, from: told.level, episode }];
  const isDoubtedNow = episode.unverified && !told.unverified;
  if (isWorse(told.level, episode.level) || isDoubtedNow) {
    const reason = isWorse(told.level, episode.highest) || isDoubtedNow ? "corrected" : "recovered";
    return [{ change: "downgraded", id, from: told.level, reason, episode }];
  }
  if (isNewPeak(ladder, told.peak, episode.peak) || isWorse(episode.unverified, told.unverified))
    return [{ change: "updated", id, episode }];
  if (isWorseMeasure(ladder, told.peak.measure, episode.peak.measure))
    return [{ change: "updated", id, reason: "corrected", episode }];
  return [];
};

/**
 * What has to be said after new readings: the difference between what was told of this rule at this station and what
 * all readings together say now. Saying it twice says nothing more, so late values, corrections and repeated runs are
 * no special cases.
 */
export const stepAlert = (
  told: readonly Told[],
  { ladder, episodes, lastAtMs, nowMs }: Facts,
): Transition[] => {
  const open = told.find(({ clearedAtMs }) => clearedAtMs === undefined);
  const transitions: Transition[] = [];
  if (open) {
    // Several short ones may have been within what was told as one: the alert follows the last that is not over.
    const own = episodes.filter((episode) => overlaps(open, episode));
    const followed = own.find(({ endedAtMs }) => endedAtMs === undefined) ?? own.at(-1);
    if (followed) transitions.push(...follow(ladder, open, followed));
    else {
      const atMs = Math.max(lastAtMs, open.sinceMs);
      const reason = open.unverified ? "refuted" : "corrected";
      transitions.push({ change: "cleared", id: open.id, level: open.level, atMs, reason });
    }
  }
  for (const episode of episodes) {
    const isNews = episode.lastAtMs >= nowMs - newsHours * 3_600_000;
    // One that is not over, although it was told to be, begins anew; what was taken back was never there.
    const isKnown = told.some(
      (one) =>
        overlaps(one, episode) && (episode.endedAtMs === undefined ? one === open : !wasTakenBack(one)),
    );
    if (isNews && !isKnown && !(episode.unverified && isCriedWolf(told, ladder, episode)))
      transitions.push({ change: "raised", episode });
  }
  return transitions;
};
