import type { Answered, Asked, Contract } from "./contract.ts";
import type { Language } from "./bilingual.ts";
import type { Outcome } from "./outcome.ts";
import type { Party } from "./party.ts";
import type { Caller } from "./role.ts";
import type { Instant } from "./time.ts";

/** Who asks, in which language, and when: all that a handler knows beside what it was asked. */
export type Context = {
  /** The signed-in person; set on every route whose access is a list of roles. */
  caller?: Caller;
  /** The other party's node; set on every route whose access is `peer`. */
  peer?: Party;
  language: Language;
  requestId: string;
  now: Instant;
  /** Ends when the caller goes away: long polls and downloads stop then. */
  signal: AbortSignal;
};

/** A capability's answers, one per route of its contract. */
export type Handlers<C extends Contract> = {
  [K in keyof C]: (asked: Asked<C[K]>, context: Context) => Promise<Outcome<Answered<C[K]>>>;
};

/** The person behind a route whose access is a list of roles. A route without one cannot get here. */
export const callerOf = (context: Context): Caller => {
  if (!context.caller) throw new Error("this route has no signed-in person");
  return context.caller;
};
