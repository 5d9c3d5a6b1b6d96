import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";

const longestYears = 3;

/** Whether one person may let another act for them from one day to another. */
export const checkMandate = (mandate: {
  principal: string;
  agent: string;
  validFrom: Day;
  validUntil: Day;
}): Outcome<void, "MANDATE_OWN" | "MANDATE_PERIOD"> => {
  if (mandate.principal === mandate.agent) return refuse("MANDATE_OWN", undefined, "agentUsername");
  const from = Temporal.PlainDate.from(mandate.validFrom);
  const until = Temporal.PlainDate.from(mandate.validUntil);
  const isOrdered = Temporal.PlainDate.compare(from, until) <= 0;
  const isShort = Temporal.PlainDate.compare(until, from.add({ years: longestYears })) <= 0;
  return isOrdered && isShort ? done(undefined) : refuse("MANDATE_PERIOD", undefined, "validUntil");
};
