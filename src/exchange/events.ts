import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest, type EventKind } from "#protocol/event.ts";

/** What a node answers to an event of another that it could not apply: signed, like everything it says. */
export const Refused = z.looseObject({
  code: z.string().max(100),
  detail: z.record(z.string(), z.unknown()),
  at: z.string().max(300).optional(),
});
export type Refused = z.infer<typeof Refused>;

/** What a node records when a limit of a clause has passed: `party` had not signed for the page, or not taken up the subject. */
export const Missed = z.looseObject({
  party: Party,
  page: z.int().min(1),
  limitHours: z.int().min(1),
  since: z.iso.datetime({ precision: 3 }),
});
export type Missed = z.infer<typeof Missed>;

/** Which event says it, for each of the two limits. */
export const missedTypes = { relay: "exchange.not-relayed", delivery: "exchange.not-delivered" } as const;
export type MissedKind = keyof typeof missedTypes;

const kind = (type: string, data: EventKind["data"]): EventKind => ({
  type,
  version: 1,
  data,
  by: "anyone",
  needs: { grant: "governance", power: "refuse" },
});

export const exchangeKinds: readonly EventKind[] = [
  kind("exchange.refused", Refused),
  kind(missedTypes.relay, Missed),
  kind(missedTypes.delivery, Missed),
];

/** Why personal data is erased; the closed list of 个人信息保护法 47 as far as it concerns closed files. */
export const ErasureReason = z.enum(["retention-over", "person-asked", "unlawful"]);
export type ErasureReason = z.infer<typeof ErasureReason>;

/** Bodies of a subject are erased wherever they are held. Nothing in it may name a person. */
export const Erased = z.object({
  subject: z.string().min(1).max(190),
  /** The holder's newest event on the subject. */
  after: Digest,
  reason: ErasureReason,
  basis: z.object({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) }),
  closedOn: z.iso.date(),
  approvedBy: z.array(z.object({ role: z.string().max(50), department: z.string().max(100) })).length(2),
});
export type Erased = z.infer<typeof Erased>;

/** An erasure as capabilities are told of it. */
export type Erasure = Erased & { at: string; by: Party };

/** What is decided where an erasure is approved; the exchange adds whom it concerns. */
export type EraseCommand = Omit<Erased, "after"> & { actor: { role: string; department: string } };

export const erasurePrefix = "erasure:";

export const erasureKinds: readonly EventKind[] = [
  {
    type: "exchange.erased",
    version: 1,
    data: Erased,
    by: "holder",
    needs: { grant: "governance", power: "erase" },
  },
];
