import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";

const Said = z.object({ zh: z.string(), en: z.string() });
const Instant = z.iso.datetime();

export const AgreementStateName = z.enum([
  "proposed",
  "signed",
  "in-force",
  "replaced",
  "ended",
  "overtaken",
]);

/** Who signed what when; a party that has not signed has no `at`. */
export const SignatureRow = z.object({
  party: Party,
  partyName: Said,
  at: Instant.optional(),
  signatory: z.string().optional(), // the office that signed
  keyId: z.string().optional(),
  signature: z.string().optional(),
  /** Checked again for this answer, with the key of the founding agreement. */
  verified: z.boolean(),
});
export type SignatureRow = z.infer<typeof SignatureRow>;

export const AgreementRow = z.object({
  digest: Digest,
  id: z.string(),
  version: z.int(),
  title: Said,
  signedOn: z.iso.date(), // the day the paper was signed
  effectiveFrom: z.iso.date(),
  parties: z.array(z.object({ party: Party, name: Said })),
  state: AgreementStateName,
  stateWords: Said,
  inForceFrom: Instant.optional(),
  inForceUntil: Instant.optional(), // exclusive
  isFounding: z.boolean(),
  amends: Digest.optional(),
  replacedBy: Digest.optional(),
  signatures: z.array(SignatureRow),
  clauses: z.int(),
  liveClauses: z.int(), // clauses that grant something today, not only say it
});
export type AgreementRow = z.infer<typeof AgreementRow>;

export const GrantView = z.object({
  kind: z.enum(["cases", "monitoring", "governance"]),
  sentences: z.array(Said),
});

export const CommitmentView = z.object({
  id: z.string(), title: Said, lead: Party, leadName: Said, with: z.array(z.object({ party: Party, name: Said })), due: z.iso.date().optional(),
}); // prettier-ignore

export const ClauseView = z.object({
  id: z.string(),
  title: Said,
  summary: Said,
  legalBasis: Said.optional(),
  impactAssessment: z.string().optional(),
  /** After how long a node records that nothing came, in words. */
  limits: Said.optional(),
  grants: z.array(GrantView),
  commitments: z.array(CommitmentView),
});
export type ClauseView = z.infer<typeof ClauseView>;

/** An end that some parties have signed; the agreement ends when all have. */
export const EndingView = z.object({
  endsOn: z.iso.date(),
  signatures: z.array(SignatureRow),
  signedByAll: z.boolean(),
});

export const AgreementView = AgreementRow.omit({ clauses: true }).extend({
  clauses: z.array(ClauseView),
  files: z.array(
    z.object({ path: z.string(), digest: Digest, name: Said.optional(), kind: z.string().optional() }),
  ),
  endings: z.array(EndingView),
  nodes: z
    .array(z.object({ party: Party, name: Said, url: z.string(), suite: z.string(), keyId: z.string() }))
    .optional(), // founding only
  versions: z.array(z.object({ digest: Digest, version: z.int(), state: AgreementStateName })), // of the same agreement, newest first
  /** What this node's supervisor may do now; the reason where not. */
  sign: z.object({ allowed: z.boolean(), reason: Said.optional() }),
  end: z.object({ allowed: z.boolean(), reason: Said.optional() }),
});
export type AgreementView = z.infer<typeof AgreementView>;

/** One difference between two versions: where, what it was, what it becomes. */
export const DifferenceRow = z.object({
  file: z.string(),
  path: z.string(), // members and ids, e.g. `clauses.market.title`
  kind: z.enum(["added", "removed", "changed"]),
  where: Said,
  before: z.string().optional(),
  after: z.string().optional(),
  said: z.object({ before: Said.optional(), after: Said.optional() }), // the same, in both languages
});
export type DifferenceRow = z.infer<typeof DifferenceRow>;

const digest = z.object({ digest: Digest });
const signatory = z.string().trim().min(1).max(60);

export const agreementContract = contract({
  listAgreements: {
    method: "GET",
    path: "/api/agreements",
    access: "anyone",
    summary: { zh: "协议、版本与签署情况", en: "Agreements, their versions and signatures" },
    output: z.object({ agreements: z.array(AgreementRow) }),
    refusals: [],
  },
  readAgreement: {
    method: "GET",
    path: "/api/agreements/:digest",
    access: "anyone",
    summary: {
      zh: "一份协议：条款、授权、任务、文件与签名",
      en: "One agreement: clauses, grants, commitments, files and signatures",
    },
    params: digest,
    output: AgreementView,
    refusals: ["AGREEMENT_NOT_FOUND"],
  },
  compareAgreements: {
    method: "GET",
    path: "/api/agreements/:digest/difference/:other",
    access: "anyone",
    summary: { zh: "两个版本的差异", en: "The difference between two versions" },
    params: digest.extend({ other: Digest }),
    output: z.object({ before: AgreementRow, after: AgreementRow, differences: z.array(DifferenceRow) }),
    refusals: ["AGREEMENT_NOT_FOUND"],
  },
  signAgreement: {
    method: "POST",
    path: "/api/agreements/:digest/sign",
    access: ["supervisor"],
    summary: { zh: "以本方密钥签署", en: "Sign with this party's key" },
    params: digest,
    body: z.object({ signatory }),
    output: z.object({ agreement: AgreementView }),
    refusals: ["AGREEMENT_NOT_FOUND", "NOT_A_PARTY", "ALREADY_SIGNED", "AGREEMENT_OVER", "FOUNDING_FIXED"],
  },
  endAgreement: {
    method: "POST",
    path: "/api/agreements/:digest/end",
    access: ["supervisor"],
    summary: {
      zh: "签署终止（各方签署同一终止日后失效）",
      en: "Sign its end; it ends when all parties signed the same day",
    },
    params: digest,
    body: z.object({ signatory, endsOn: z.iso.date() }),
    output: z.object({ agreement: AgreementView }),
    refusals: [
      "AGREEMENT_NOT_FOUND", "NOT_A_PARTY", "ALREADY_SIGNED", "AGREEMENT_OVER", "FOUNDING_FIXED", "NOT_SIGNED_BY_ALL", "END_IN_PAST",
    ], // prettier-ignore
  },
});
