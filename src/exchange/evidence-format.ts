import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";

export const evidenceFormat = "tongwulang-evidence/1";

const Signature = z.string().max(200);

/** An agreement as its digest is computed: canonical `{agreement, files: {path: sha256}}`, and what each party signed. */
export const AgreementProof = z.object({
  text: z.string(),
  signatures: z.array(z.object({ party: Party, signature: Signature })),
});
export type AgreementProof = z.infer<typeof AgreementProof>;

export const EvidencePage = z.object({ header: z.string(), signature: Signature });

export const EvidenceEvent = z.object({
  author: Party,
  page: z.int().min(1),
  index: z.int().min(0),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  body: z.string(),
  proof: z.array(Digest).max(8),
});
export type EvidenceEvent = z.infer<typeof EvidenceEvent>;

/** `by` signed on its page `at` that it had applied `of` up to page `upTo`. */
export const Acknowledgement = z.object({
  of: Party,
  page: z.int().min(1),
  by: Party,
  upTo: z.int().min(1),
  at: z.int().min(1),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

export const Evidence = z.object({
  format: z.literal(evidenceFormat),
  subject: z.string(),
  /** The agreement that names the parties' keys: compare this one digest with your own copy. */
  founding: Digest,
  agreements: z.record(Digest, AgreementProof),
  /** Per party the signed headers that the rest needs, ascending. */
  pages: z.record(Party, z.array(EvidencePage)),
  events: z.array(EvidenceEvent),
  /** What parties said of keys, on pages that are here; absent as long as every chain is signed by its first key. */
  keys: z.array(EvidenceEvent).optional(),
  acknowledgements: z.array(Acknowledgement),
  /** Pages that a party in the audience had not acknowledged yet when this was written. */
  pending: z.array(z.object({ of: Party, page: z.int().min(1), by: Party })),
  madeBy: Party,
  madeAt: z.iso.datetime({ precision: 3 }),
  /** Over everything above: `tongwulang-evidence-v1\n` and the canonical text without this member. */
  signature: Signature,
});
export type Evidence = z.infer<typeof Evidence>;

export const evidenceBytes = (canonicalText: string): Buffer =>
  Buffer.from(`tongwulang-evidence-v1\n${canonicalText}`, "utf8");

/** What a party's key signs for an agreement (src/agreements says the same). */
export const agreementBytes = (digest: Digest): Buffer =>
  Buffer.from(`tongwulang-agreement-v1\n${digest}`, "utf8");
