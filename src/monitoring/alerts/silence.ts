import { episodesOf, type Episode, type Ladder } from "./ladder.ts";
import { stepAlert, type Told, type Transition } from "./step.ts";

export type Heard = { lastAtMs: number; intervalMinutes: number; nowMs: number };

/** How many of its intervals a station has been silent for, to a tenth. */
export const intervalsSilent = ({ lastAtMs, intervalMinutes, nowMs }: Heard): number =>
  Math.max(0, Math.floor((10 * (nowMs - lastAtMs)) / (intervalMinutes * 60_000)) / 10);

/** A condition that is looked at now and not read from a series: what was told of it, and what it is. */
export const stepNow = (
  told: Told | undefined,
  ladder: Ladder,
  { measure, sinceMs, nowMs }: { measure: number; sinceMs: number; nowMs: number },
): Transition[] => {
  const seed: Episode | undefined = told && {
    ...told,
    raisedAtMs: told.sinceMs,
    highest: told.level,
    lastAtMs: told.peak.atMs,
    turns: [{ atMs: told.sinceMs, level: told.level }],
  };
  const episodes = episodesOf(ladder, [{ atMs: nowMs, measure }], seed).map((episode) => ({
    ...episode,
    sinceMs: told?.sinceMs ?? sinceMs,
  }));
  // That a silence lasts, or that a wave comes nearer, is no news.
  return stepAlert(told ? [told] : [], { ladder, episodes, lastAtMs: nowMs, nowMs }).filter(
    ({ change }) => change !== "updated",
  );
};
