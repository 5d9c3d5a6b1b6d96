import type { Caller } from "#base/role.ts";
import { alone, type Siblings } from "#base/siblings.ts";

const keptMs = 2_000;
const mostKept = 10_000;

/**
 * Who a cookie stands for, remembered for two seconds, so that a busy desk does not ask the sign-in library for every
 * click. Whatever ends a session in one process of a node makes all of them forget all at once; if the word does not
 * reach one, it is two seconds late.
 */
export type SessionMemory = {
  find: (cookie: string) => Caller | undefined;
  /** Counts how often everything was forgotten: what was looked up before such a moment is not kept after it. */
  generation: () => number;
  keep: (cookie: string, caller: Caller, generation: number) => void;
  forgetAll: () => void;
};

export const sessionMemory = (
  siblings: Siblings = alone,
  now: () => number = () => performance.now(),
): SessionMemory => {
  let kept = new Map<string, { caller: Caller; until: number }>();
  let generation = 0;
  const forget = () => {
    generation += 1;
    kept = new Map();
  };
  siblings.hear("sessions-ended", forget);
  return {
    find: (cookie) => {
      const found = kept.get(cookie);
      if (found && found.until > now()) return found.caller;
      kept.delete(cookie);
      return undefined;
    },
    generation: () => generation,
    keep: (cookie, caller, asOf) => {
      if (asOf !== generation) return;
      if (kept.size >= mostKept) kept = new Map();
      kept.set(cookie, { caller, until: now() + keptMs });
    },
    forgetAll: () => {
      forget();
      siblings.tell("sessions-ended");
    },
  };
};
