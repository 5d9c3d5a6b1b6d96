import type { Instant } from "#base/time.ts";

/** Wrong passwords typed for one name, whether anybody has that name or not. */
export type Attempts = { failures: number; lastAt: Instant; lockedUntil?: Instant };

const mostFailures = 5;
const lockMinutes = 15;

const minutesAfter = (instant: Instant, minutes: number): Instant =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/** The instant until which nobody gets in by this name, if one is still to come. */
export const lockedUntil = (attempts: Attempts | undefined, now: Instant): Instant | undefined =>
  attempts?.lockedUntil && attempts.lockedUntil > now ? attempts.lockedUntil : undefined;

/** One more wrong password. Failures that are a lock's length apart are not counted together. */
export const afterFailure = (attempts: Attempts | undefined, now: Instant): Attempts => {
  const isRecent = attempts && now < minutesAfter(attempts.lastAt, lockMinutes);
  const failures = (isRecent && !attempts.lockedUntil ? attempts.failures : 0) + 1;
  return {
    failures,
    lastAt: now,
    ...(failures >= mostFailures && { lockedUntil: minutesAfter(now, lockMinutes) }),
  };
};
