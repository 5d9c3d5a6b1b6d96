import { z } from "zod";
import type { Party } from "#base/party.ts";
import written from "../../definitions/divisions.json" with { type: "json" };

const Division = z.object({
  code: z.string().regex(/^\d{6}(\d{3})?$/),
  name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  level: z.enum(["city", "county", "subdistrict", "town", "township", "park"]),
  parent: z.string(),
  /** A code for counting or for administration only, not a civil division. */
  statistical: z.boolean().optional(),
  /** A day, or a year where no more is known. Without one: valid as far back as is known. */
  validFrom: z.string().optional(),
  validUntil: z.string().optional(),
  successor: z.string().optional(),
});
export type Division = z.infer<typeof Division>;

/** The divisions of the three parties, retired codes among them, in the order of their codes. */
export const divisions: readonly Division[] = z.array(Division).parse(written.divisions);
const byCode = new Map(divisions.map((division) => [division.code, division]));

/** The parties in the order in which they always stand. */
export const partiesInOrder: readonly Party[] = written.parties;

/** Six, nine or twelve digits, as different systems write the same place (`110112`, `110112104`, `110112104000`). */
export const findDivision = (code: string): Division | undefined => {
  const short = code.length === 12 && code.endsWith("000") ? code.slice(0, 9) : code;
  return byCode.get(short.length === 9 && short.endsWith("000") ? short.slice(0, 6) : short);
};

/** The party in whose area a division lies; a retired code counts for its successor. */
export const findParty = (code: string): Party | undefined => {
  const division = findDivision(code);
  if (!division) return undefined;
  if (partiesInOrder.includes(division.code)) return division.code;
  return findParty(division.successor ?? division.parent);
};

/** What lies directly within a division and is in use; parks and other statistical codes only where asked for. */
export const divisionsWithin = (parent: string, { statistical = false } = {}): readonly Division[] =>
  divisions.filter(
    (division) =>
      division.parent === parent && !division.validUntil && (statistical || !division.statistical),
  );
