import { z } from "zod";
import type { EventKind } from "#protocol/event.ts";

/** What a node answers to an event of another that it could not apply: signed, like everything it says. */
export const Refused = z.looseObject({
  code: z.string().max(100),
  detail: z.record(z.string(), z.unknown()),
  at: z.string().max(300).optional(),
});
export type Refused = z.infer<typeof Refused>;

export const exchangeKinds: readonly EventKind[] = [
  {
    type: "exchange.refused",
    version: 1,
    data: Refused,
    by: "anyone",
    needs: { grant: "governance", power: "refuse" },
  },
];
