import { z } from "zod";
import { Party } from "#base/party.ts";
import { Field } from "./field.ts";

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** A time limit as an item states it; the legal clock's rule is the procedure's (行政许可法 82: working days). */
export const Limit = z.strictObject({
  n: z.int().min(0).max(400), // 0: on the spot
  unit: z.enum(["workday", "day", "month", "year"]),
  note: Words.optional(),
});
export type Limit = z.infer<typeof Limit>;

/** One paper of the complete list (GB/T 39046 materials: issuer, originals, copies, necessary or not). */
export const Material = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: Words,
  issuer: Words,
  originals: z.int().min(0).max(10),
  copies: z.int().min(0).max(10),
  /** The original is shown and given back; a copy or scan stays in the file. */
  verifyOriginal: z.boolean(),
  necessary: z.boolean(),
  /** Obtainable by sharing: must not be asked of the applicant (国务院令716 art. 7). */
  fromSharing: z.boolean(),
  when: z.lazy(() => Field.shape.when), // only where an answer makes it necessary
  note: Words.optional(),
  /** What a good one looks like, in words a clerk and an applicant can check. */
  sample: Words.optional(),
});
export type Material = z.infer<typeof Material>;

/** The body that decides the item in one party, with the codes and the counter people need. */
export const ItemAuthority = z.strictObject({
  party: Party,
  name: Words,
  department: z.string(), // code of the deciding department on that party's node
  creditCode: z.string().length(18),
  /** Implementation code: 31 digits (USCC + level + 12-digit basic code). */
  code: z.string().length(31),
  address: Words,
  hours: Words,
  phone: z.string(),
  complaintPhone: z.string(),
});
export type ItemAuthority = z.infer<typeof ItemAuthority>;

/** A service item (政务服务事项), one file under an agreement's `services/`; fields follow GB/T 39046-2020. */
export const Item = z.strictObject({
  $schema: z.string(),
  kind: z.literal("service-item"),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  basicCode: z.string().regex(/^[0-9A-Z]{12}$/),
  version: z.int().min(1),
  effectiveFrom: z.iso.date(),
  name: Words,
  summary: Words,
  /** Scenarios and everyday words it is found by ("开店", "moving to Tongzhou"). */
  scenarios: z.array(Words),
  domain: z.enum([
    "household",
    "social-security",
    "housing-fund",
    "market",
    "transport",
    "civil-affairs",
    "notary",
  ]),
  /** GB/T 39046 A.1 / A.6 / A.4 / A.5. */
  typeCode: z.enum(["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"]),
  caseType: z.enum(["1", "2"]), // 1 即办件 2 承诺件
  serves: z.array(z.enum(["1", "2", "3", "4", "5", "6"])).min(1),
  forms: z.array(z.enum(["1", "2", "3", "4", "9"])).min(1),
  procedure: z.enum(["administrative-licence", "on-the-spot-registration"]),
  reach: z.enum(["national", "cross-province", "cross-city", "cross-county"]),
  modes: z.array(z.enum(["online", "accept-elsewhere", "joint"])).min(1),
  basis: z.array(Words).min(1),
  conditions: z.array(Words).min(1),
  legalLimit: Limit,
  promisedLimit: Limit,
  specialProcedures: z.array(
    z.enum([
      "hearing",
      "tender",
      "auction",
      "test",
      "inspection",
      "quarantine",
      "appraisal",
      "expert-review",
    ]),
  ),
  materials: z.array(Material),
  form: z.array(Field),
  fees: z.array(
    z.strictObject({ name: Words, amountFen: z.string().regex(/^\d+$/), per: Words, basis: Words }),
  ),
  result: z.strictObject({ name: Words, validity: Words.optional() }),
  delivery: z.array(z.enum(["window", "courier", "electronic"])).min(1),
  questions: z.array(z.strictObject({ ask: Words, answer: Words })),
  authorities: z.array(ItemAuthority).min(1),
  /** Paths of facts that were not read in an official source; shown as samples (示例) on screen. */
  unverified: z.array(z.string()),
  sources: z.array(z.strictObject({ fact: z.string(), from: z.string(), readOn: z.iso.date() })),
});
export type Item = z.infer<typeof Item>;

/** The three rooms an item touches, found by its implementation code. */
export const findAuthority = (
  items: readonly Item[],
  code: string,
): { item: Item; authority: ItemAuthority } | undefined => {
  for (const item of items) {
    const authority = item.authorities.find((one) => one.code === code);
    if (authority) return { item, authority };
  }
  return undefined;
};
