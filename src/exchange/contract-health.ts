import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { administrators, Instant, PeerView } from "./contract-operator.ts";

const Said = z.object({ zh: z.string(), en: z.string() });

export const HealthView = z.object({
  at: Instant,
  level: z.enum(["good", "warning", "bad"]),
  findings: z.array(
    z.object({
      id: z.string(),
      level: z.enum(["warning", "bad"]),
      party: Party.optional(),
      zh: z.string(),
      en: z.string(),
      next: Said,
    }),
  ),
  unsealed: z.object({
    events: z.int(),
    seconds: z.number(),
    limitEvents: z.int(),
    limitMinutes: z.number(),
  }),
  head: z.int(),
  peers: z.array(PeerView),
  /** What did not come within the limits of its clause, on either side; `arrivedAt` once it came after all. */
  missed: z.array(
    z.object({
      about: Digest,
      subject: z.string(),
      party: Party,
      kind: z.enum(["relay", "delivery"]),
      saidBy: Party,
      saidAt: Instant,
      limitHours: z.int(),
      since: Instant,
      arrivedAt: Instant.nullable(),
    }),
  ),
});
export type HealthView = z.infer<typeof HealthView>;

export const exchangeHealthContract = contract({
  health: {
    method: "GET",
    path: "/api/exchange/health",
    summary: { zh: "运行状况及该做什么", en: "How the node is doing, and what to do" },
    access: administrators,
    output: HealthView,
    refusals: [],
  },
});
