import { z } from "zod";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/**
 * What a clause lets parties do with cases decided by another party. Deciding for another authority is not a power
 * that exists here (行政许可法 24 asks for a formal, published entrustment; a cooperation clause is none).
 */
export const CasesGrant = z.strictObject({
  items: z.array(z.string()).min(1), // files of this agreement that it brings into force (`services/*.json`)
  procedures: z.array(z.string()).min(1), // files under definitions/procedures, copied into the agreement's digest
  clockStart: z.enum(["accepting-window", "deciding-authority"]),
  powers: z
    .array(
      z.enum([
        "receive",
        "accept",
        "notify-supplement",
        "verify-original",
        "verify-identity",
        "deliver",
        "copy-for-archive",
      ]),
    )
    .min(1),
  to: z.array(Party).min(1), // who is granted these powers
  from: z.array(Party).min(1), // whose items they are for
  /** Personal data that may cross, as dotted paths; answers to an item's own questions (`form.*`) may cross as the item asks them. */
  discloses: z.array(z.string()),
  relayLimit: z.strictObject({ n: z.int().min(1), unit: z.enum(["workday", "day"]) }), // file handed over to the other side within
  /** Case numbers end in four digits; each accepting party counts in its own range, so that two never give the same. */
  numbering: z.record(Party, z.strictObject({ from: z.int().min(1), to: z.int().max(9999) })),
});
export type CasesGrant = z.infer<typeof CasesGrant>;

/** What parties may do with the agreements themselves and with the exchange: the clause that carries all others. */
export const GovernanceGrant = z.strictObject({
  agreements: z.array(z.enum(["propose", "sign", "end"])),
  exchange: z.array(z.enum(["refuse"])),
});

export type GovernanceGrant = z.infer<typeof GovernanceGrant>;

export const Grant = z.union([
  z.strictObject({ cases: CasesGrant }),
  z.strictObject({ governance: GovernanceGrant }),
]);
export type Grant = z.infer<typeof Grant>;

export const Commitment = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: Words,
  lead: Party,
  with: z.array(Party).optional(),
  due: z.iso.date().optional(),
  measure: z.string().optional(),
  target: z.number().optional(),
});

export const Clause = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9.-]*$/),
  title: Words,
  summary: Words, // in our own words; the official text is linked in sources.json
  legalBasis: z.enum(["statutory-duty", "separate-consent", "contract", "emergency"]).optional(),
  impactAssessment: z.string().optional(), // PIPL 55-56: reference of the record, kept at least three years
  grants: z.array(Grant),
  commitments: z.array(Commitment),
});
export type Clause = z.infer<typeof Clause>;

/** `agreement.json`. The founding agreement alone carries `nodes`: where trust starts (DESIGN §4.2). */
export const Agreement = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("agreement"),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().min(1),
  amends: Digest.optional(), // the version it replaces
  title: Words,
  signedOn: z.iso.date(), // the day the paper was signed
  effectiveFrom: z.iso.date(),
  endsOn: z.iso.date().optional(),
  parties: z.array(Party).min(2),
  nodes: z
    .array(
      z.strictObject({
        party: Party,
        name: Words,
        url: z.url(),
        publicKey: z.strictObject({ suite: z.literal("ed25519-sha256"), key: z.string() }),
      }),
    )
    .optional(),
  clauses: z.array(Clause).min(1),
});
export type Agreement = z.infer<typeof Agreement>;

/** An agreement with everything it brings into force: path (relative, `/`) → parsed JSON. Travels as one value. */
export type Bundle = { agreement: Agreement; files: Record<string, unknown> };

/** What a party signs: changing a tariff or a deadline in any file changes it, so it is an amendment. */
export const digestOfBundle = ({ agreement, files }: Bundle): Digest =>
  sha256Hex(
    canonical({
      agreement,
      files: Object.fromEntries(
        Object.entries(files).map(([path, content]) => [path, sha256Hex(canonical(content))]),
      ),
    }),
  );

export const signedBytes = (digest: Digest): Buffer => Buffer.from(`tongwulang-agreement-v1\n${digest}`);
