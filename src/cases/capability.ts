import { shippedCalendars } from "#official/shipped-calendars.ts";
import type { Calendars } from "#official/calendar.ts";
import type { Capability } from "#exchange/capability.ts";
import { applyWith, examine } from "./apply.ts";
import { caseKinds } from "./events.ts";

export const casesCapabilityWith = (calendars: Calendars): Capability => ({
  name: "cases",
  kinds: caseKinds,
  examine,
  apply: applyWith(calendars),
});

export const casesCapability: Capability = casesCapabilityWith(shippedCalendars);
