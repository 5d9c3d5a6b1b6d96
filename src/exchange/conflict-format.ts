import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";
import { AgreementProof, EvidenceEvent, EvidencePage } from "./evidence-format.ts";

export const conflictFormat = "tongwulang-conflict/1";

const Signature = z.string().max(200);

/** Two headers that one node signed under one number: by itself the proof that it told two stories. */
export const ConflictFile = z.object({
  format: z.literal(conflictFormat),
  of: Party,
  number: z.int().min(1),
  stories: z.array(z.object({ header: z.string(), signature: Signature, heldBy: Party })).length(2),
  /** The agreement that names the parties' keys: compare this one digest with your own copy. */
  founding: Digest,
  agreements: z.record(Digest, AgreementProof),
  /** As in evidence, and the pages that they need; both absent as long as every chain is signed by its first key. */
  keys: z.array(EvidenceEvent).optional(),
  pages: z.record(Party, z.array(EvidencePage)).optional(),
  madeBy: Party,
  madeAt: z.iso.datetime({ precision: 3 }),
  /** Over everything above: `tongwulang-conflict-v1\n` and the canonical text without this member. */
  signature: Signature,
});
export type ConflictFile = z.infer<typeof ConflictFile>;

export const conflictBytes = (canonicalText: string): Buffer =>
  Buffer.from(`tongwulang-conflict-v1\n${canonicalText}`, "utf8");
