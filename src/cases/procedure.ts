import { z } from "zod";
import { Role } from "#base/role.ts";
import { CaseState, DocumentKind } from "./view.ts";

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const Unit = z.enum(["workday", "day"]);
const Period = z.strictObject({ n: z.int().min(0).max(400), unit: Unit, basis: Words });

/** Which side of the border a node is on in one case; `same` where it accepts and decides. */
export const Side = z.enum(["accepting", "deciding"]);
export type Side = z.infer<typeof Side>;

/** The state after a step; where it depends on who holds the file then, one for each. */
const Target = z.union([
  CaseState,
  z.strictObject({ accepting: CaseState, deciding: CaseState, same: CaseState }),
]);

/** One thing that may be done: by whom, under which power, from where to where, with which paper and clock. */
export const Step = z.strictObject({
  title: Words,
  event: z
    .string()
    .regex(/^cases\.[a-z-]+$/)
    .optional(), // absent: a note on the desk that crosses no border
  /** Tells apart two steps that write the same type of event. */
  matches: z.record(z.string(), z.string()).optional(),
  by: z.array(z.strictObject({ side: Side, role: Role })).min(1),
  /** A word about a case that another party may hold; the others are the holder's alone. */
  word: z.boolean().default(false),
  power: z.string().optional(), // what the accepting side must have been granted; the deciding side has it by law
  unlessPower: z.string().optional(),
  from: z.array(CaseState).min(1),
  to: Target.optional(), // absent: the state stays
  document: DocumentKind.optional(),
  starts: z.array(z.string()).optional(),
  stops: z.array(z.string()).optional(),
  basis: Words.optional(),
});
export type Step = z.infer<typeof Step>;

/** Counted from the day a case was closed; `provisional` where the period was not verified. */
export const Retention = z.strictObject({
  years: z.int().min(1).max(100),
  basis: z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(250) }),
  provisional: z.boolean().optional(),
});
export type Retention = z.infer<typeof Retention>;

/** What the law prescribes, step by step. Data: a change of procedure is a new version of this file. */
export const Procedure = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("procedure"),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().min(1),
  effectiveFrom: z.iso.date(),
  title: Words,
  basis: z.array(Words).min(1),
  clocks: z.strictObject({
    completeness: Period.extend({ onExpiry: z.literal("deemed-accepted") }),
    decision: Period, // where the item names no legal limit of its own
    extension: Period.extend({ times: z.literal(1), approver: Role }).optional(),
    delivery: Period,
    pause: z
      .strictObject({ by: z.literal("special-procedures"), notice: DocumentKind, basis: Words })
      .optional(),
    onTheSpot: z.boolean(), // complete papers are accepted and decided the same day
  }),
  lights: z.strictObject({ yellowPercent: z.int().min(0).max(100), yellowWorkdays: z.int().min(0) }),
  ratingDays: z.int().min(1),
  /** How long a closed case is kept before its personal data is erased; absent: the signed text names no period. */
  retention: Retention.optional(),
  remedies: Words,
  steps: z.record(z.string(), Step),
  sources: z.array(z.strictObject({ fact: z.string(), from: z.string(), readOn: z.iso.date().optional() })),
});
export type Procedure = z.infer<typeof Procedure>;
