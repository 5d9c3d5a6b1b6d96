import { z } from "zod";

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** A closed little language, because a signed text has one meaning: an absent answer satisfies nothing. */
export type Condition =
  | { field: string; is: string | boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ field: z.string(), is: z.union([z.string(), z.boolean()]) }),
    z.strictObject({ all: z.array(Condition) }),
    z.strictObject({ any: z.array(Condition) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** The closed vocabulary of field kinds: schema, renderer and canonical form exist once per kind. */
export const FieldKind = z.enum([
  "text",
  "long-text",
  "identity",
  "credit-code",
  "phone",
  "division",
  "date",
  "count",
  "amount",
  "choice",
  "consent",
]);
export type FieldKind = z.infer<typeof FieldKind>;

/** One question of a form. Answers are strings (amounts in fen, days as YYYY-MM-DD) or booleans (consent). */
export const Field = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  kind: FieldKind,
  label: Words,
  hint: Words.optional(),
  required: z.boolean(),
  when: Condition.optional(),
  options: z.array(z.strictObject({ value: z.string(), label: Words })).optional(),
  maxLength: z.int().min(1).max(2000).optional(),
  /** 行政许可法 31: no question without a reason. */
  basis: Words.optional(),
});
export type Field = z.infer<typeof Field>;

export const Answers = z.record(z.string(), z.union([z.string().max(2000), z.boolean()]));
export type Answers = z.infer<typeof Answers>;

export const isMet = (condition: Condition, answers: Answers): boolean => {
  if ("field" in condition) return answers[condition.field] === condition.is;
  if ("all" in condition) return condition.all.every((part) => isMet(part, answers));
  if ("any" in condition) return condition.any.some((part) => isMet(part, answers));
  return !isMet(condition.not, answers);
};
