import { z } from "zod";
import { Digest, type EventKind } from "#protocol/event.ts";
import { Agreement } from "./agreement.ts";

const signed = {
  agreement: Digest,
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().min(1).max(200),
  signatory: z.string().min(1).max(100), // the office that signs, never a person
};

/** What parties tell each other about their agreements. The signatures in them are over texts, not over the events. */
export const agreementEvents = {
  "agreements.proposed": z.looseObject({
    agreement: Digest,
    bundle: z.object({ agreement: Agreement, files: z.record(z.string(), z.unknown()) }),
  }),
  "agreements.signed": z.looseObject(signed),
  /** The first party to sign an end proposes it; the agreement ends when all have signed the same day. */
  "agreements.end-signed": z.looseObject({ ...signed, endsOn: z.iso.date() }),
} as const;
export type AgreementEventType = keyof typeof agreementEvents;
export type AgreementEventOf<T extends AgreementEventType> = z.infer<(typeof agreementEvents)[T]>;

const kind = (type: AgreementEventType, by: "holder" | "anyone", power: string): EventKind => ({
  type,
  version: 1,
  data: agreementEvents[type],
  by,
  needs: { grant: "governance", power },
});

export const agreementKinds: readonly EventKind[] = [
  kind("agreements.proposed", "holder", "propose"),
  kind("agreements.signed", "anyone", "sign"),
  kind("agreements.end-signed", "anyone", "end"),
];

export const subjectOf = (agreement: Digest): string => `agreement/${agreement}`;
