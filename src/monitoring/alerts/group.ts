import type { AlertPlan } from "./plan.ts";

/** What gathers alerts: one river (or one region) at one time, real things apart from exercises. */
export type Gathered = {
  id: string;
  group: string;
  place: string;
  isExercise: boolean;
  /** From its first reading to its end; the newest reading of one that is open. */
  sinceMs: number;
  untilMs: number;
};

export type Newcomer = Pick<Gathered, "id" | "place" | "isExercise" | "sinceMs" | "untilMs">;

/**
 * The group that a new alert joins: that of the alert nearest in time on the same river, if it is near enough; else its
 * own. A group is named by its first alert, so every node names it the same.
 */
export const groupOf = (
  { group: { withinHours } }: Pick<AlertPlan, "group">,
  known: readonly Gathered[],
  newcomer: Newcomer,
): string => {
  const apartMs = ({ sinceMs, untilMs }: Gathered): number =>
    Math.max(0, newcomer.sinceMs - untilMs, sinceMs - newcomer.untilMs);
  const near = known
    .filter((one) => one.place === newcomer.place && one.isExercise === newcomer.isExercise)
    .filter((one) => apartMs(one) <= withinHours * 3_600_000)
    .sort((a, b) => apartMs(a) - apartMs(b) || a.sinceMs - b.sinceMs);
  return near[0]?.group ?? newcomer.id;
};
