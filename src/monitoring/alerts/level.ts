/**
 * How bad it is, in the colours of the regional heavy-pollution plan (yellow III, orange II, red I); a notice is
 * below any of them: somebody should look, nobody is warned.
 */
export const levels = ["notice", "yellow", "orange", "red"] as const;
export type Level = (typeof levels)[number];

/** 0 is calm, 1 a notice, 4 red. */
export const rankOf = (level: Level | undefined): number => (level ? levels.indexOf(level) + 1 : 0);
export const levelAt = (rank: number): Level | undefined => levels[rank - 1];

export const milderOf = (a: Level, b: Level): Level => (rankOf(a) < rankOf(b) ? a : b);
export const isWorse = (a: Level | undefined, b: Level | undefined): boolean => rankOf(a) > rankOf(b);
