import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { administrators, Instant } from "./contract-operator.ts";

const Parked = z.object({
  id: z.int(),
  author: Party,
  subject: z.string(),
  type: z.string(),
  state: z.enum(["waiting", "refused"]),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** What helps, in words, where something can be done. */
  next: z.object({ zh: z.string(), en: z.string() }).optional(),
  detail: z.record(z.string(), z.unknown()),
  waitsFor: z.string().nullable(),
  parkedAt: Instant,
});

/** An event that is not applied, with the events of its author on the same subject that wait behind it. */
export const ParkedView = Parked.extend({
  behind: z.array(Parked.pick({ id: true, type: true, parkedAt: true })),
});
export type ParkedView = z.infer<typeof ParkedView>;

const params = z.object({ id: z.coerce.number().int().min(1) });
export const barred = ["OWN_CHAIN_BEHIND", "OWN_CHAIN_FORKED", "RESTORED_UNASKED"] as const;

/** What an operator sees of parked events, and may do about them. */
export const exchangeParkedContract = contract({
  parked: {
    method: "GET",
    path: "/api/exchange/parked",
    summary: { zh: "搁置的事件及原因", en: "Parked events and why" },
    access: administrators,
    output: z.object({ parked: z.array(ParkedView) }),
    refusals: [],
  },
  retryParked: {
    method: "POST",
    path: "/api/exchange/parked/:id/retry",
    summary: { zh: "重新处理搁置的事件", en: "Try a parked event again" },
    access: administrators,
    params,
    output: z.object({ state: z.enum(["applied", "waiting", "refused"]) }),
    refusals: ["ALREADY_REFUSED", ...barred],
  },
  refuseParked: {
    method: "POST",
    path: "/api/exchange/parked/:id/refuse",
    summary: { zh: "签名拒收搁置的事件", en: "Refuse a parked event for good, under signature" },
    access: administrators,
    params,
    body: z.object({ reason: z.string().trim().min(1).max(300) }),
    output: z.object({}),
    refusals: ["ALREADY_REFUSED", ...barred],
  },
});
