import type { EventKind } from "#protocol/event.ts";
import type { MonitoringGrant } from "#agreements/agreement.ts";

type Power = MonitoringGrant["powers"][number];

/** A kind of event about a network: its clause has to grant the power for the one that it names. */
export const monitoringKind = (
  type: string,
  data: EventKind["data"],
  power: Power,
  more: Partial<Pick<EventKind, "by" | "passesTo">> = {},
): EventKind => ({
  type,
  version: 1,
  data,
  by: "holder",
  needs: { grant: "monitoring", power },
  matter: ({ network }: { network: string }) => network,
  ...more,
});
