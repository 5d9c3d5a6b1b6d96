import { isClosed, type CaseClock, type CaseFile, type ClockKind } from "./case-file.ts";
import { completenessDue, decisionDues, deliveryDue, handoverDue } from "./clocks.ts";
import type { WrittenDue } from "./events.ts";
import type { Facts } from "./facts.ts";
import { pausesOf } from "./pause.ts";

const dueOf = (facts: Facts, kind: ClockKind, { startOn }: CaseClock): WrittenDue => {
  const { file, item, procedure, calendars, terms } = facts;
  switch (kind) {
    case "completeness":
      return completenessDue(startOn, procedure, calendars);
    case "delivery":
      return deliveryDue(startOn, procedure, calendars);
    case "handover":
      return handoverDue(startOn, terms.relayLimit, calendars);
    case "legal":
    case "promised":
      return decisionDues(startOn, item, procedure, calendars, {
        extended: file.extended,
        pauses: pausesOf(file),
      })[kind];
  }
};

/**
 * A due day is counted from facts by the calendar. One that was provisional is counted again when the notice of that
 * year is out; what had ended by then stays as it was. Undefined where nothing changes.
 */
export const recounted = (facts: Facts): CaseFile | undefined => {
  const { file } = facts;
  if (isClosed(file)) return undefined;
  const clocks = { ...file.clocks };
  let isChanged = false;
  for (const [name, clock] of Object.entries(file.clocks)) {
    const kind = name as ClockKind;
    if (!clock.provisional || clock.stoppedOn) continue;
    const { due, raw, provisional } = dueOf(facts, kind, clock);
    if (due === clock.due && raw === clock.raw && provisional === clock.provisional) continue;
    clocks[kind] = { ...clock, due, raw, provisional };
    isChanged = true;
  }
  return isChanged ? { ...file, clocks } : undefined;
};
