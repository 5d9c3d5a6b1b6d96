import { z } from "zod";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { Party } from "#base/party.ts";

export const Digest = z.string().regex(/^[0-9a-f]{64}$/);
/** SHA-256 in lower-case hex. */
export type Digest = z.infer<typeof Digest>;

/** An attachment is named by the hash of its bytes and pulled before the event that names it is applied. */
export const Attachment = z.object({
  digest: Digest,
  size: z
    .int()
    .min(1)
    .max(50 * 1024 * 1024),
  mediaType: z.string().max(100),
});
export type Attachment = z.infer<typeof Attachment>;

export const ClauseRef = z.object({ agreement: Digest, clause: z.string().min(1).max(100) });
/** Which signed clause lets an event cross: the agreement by digest, the clause by id. */
export type ClauseRef = z.infer<typeof ClauseRef>;

/** Parties that may see the body, in ascending order; `public` is the open-data feed. */
export const Audience = z.union([z.literal("public"), z.array(Party).min(1)]);
export type Audience = z.infer<typeof Audience>;

/**
 * Something that happened, as it travels (DESIGN §4.1). Fields that this version does not know are kept.
 * The holder's events on a subject are linked by `previous`; a word about a subject of somebody else names `about`.
 */
export const Event = z.looseObject({
  id: z.uuidv7(),
  type: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  version: z.int().min(1),
  subject: z.string().min(1).max(200),
  previous: Digest.optional(),
  about: Digest.optional(),
  clause: ClauseRef.optional(), // absent only where the audience is the author alone
  audience: Audience,
  actor: z.object({ role: z.string().max(50), department: z.string().max(100) }),
  time: z.iso.datetime({ precision: 3 }),
  attachments: z.array(Attachment).max(100).optional(),
  data: z.record(z.string(), z.unknown()),
});
export type Event = z.infer<typeof Event>;

/** The name of an event for other events (`previous`, `about`): SHA-256 of its canonical bytes. */
export const digestOf = (event: Event): Digest => sha256Hex(canonical(event));

/** An event in a node's store. `author` is the node whose chain it is in. */
export type Recorded = { event: Event; digest: Digest; author: Party };

/**
 * What a capability says of one type of its events. `exchange` enforces the chain and the holder,
 * `agreements` the clause; the capability itself only its own state (`examine`).
 */
export type EventKind = {
  type: string;
  version: number;
  data: z.ZodType;
  /** `holder`: only the subject's holder writes it, linked by `previous`. `anyone`: a word about it, linked by `about`. */
  by: "holder" | "anyone";
  /** The party that holds the subject after this event, where the event passes it on. */
  passesTo?: (data: never) => Party | undefined;
  /** What a clause must grant: the kind of grant (`cases`) and the power (`accept`). */
  needs: { grant: string; power: string };
  /** What the grant is about, e.g. the item's implementation code. */
  matter?: (data: never) => string;
  /** Dotted paths of the personal data it carries (`applicant.name`); each must be listed by the grant. */
  discloses?: (data: never) => string[];
};
