import type { Instant } from "#base/time.ts";

const mostMinutes = 24 * 60;

/** When to try once more what failed so often: after one minute, two, four … and at least once a day. */
export const nextTry = (attempts: number, now: Instant): Instant => {
  const minutes = Math.min(2 ** (attempts - 1), mostMinutes);
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
};
