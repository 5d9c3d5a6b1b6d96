import type { Bilingual } from "#base/bilingual.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { creditCheck, organisationCheck } from "./check-characters.ts";
import { registries } from "./credit-registry.ts";
import { isInProvince, isSampleDivision } from "./province.ts";
import type { OfficialRefusal } from "./refusals.ts";
import { tidy } from "./tidy.ts";

export type CreditCode = {
  kind: "credit-code";
  value: string;
  registry: Bilingual;
  category: Bilingual;
  /** Of the registering body; 100000 is the national one. */
  division: string;
  /** The nine-character organisation code inside (GB 11714). */
  organisation: string;
  sample: boolean;
};

const usable = /^[0-9A-HJ-NP-RTUWXY]$/;

/** Reads a unified social credit code (GB 32100) and the organisation code inside it. */
export const creditCode = (typed: string): Outcome<CreditCode, OfficialRefusal> => {
  const value = tidy(typed);
  if (value.length !== 18) return refuse("CREDIT_CODE_LENGTH", { length: value.length });
  const wrong = value
    .split("")
    .findIndex((character, index) =>
      index >= 2 && index <= 7 ? !/\d/.test(character) : !usable.test(character),
    );
  if (wrong >= 0) return refuse("CREDIT_CODE_CHARACTERS", { position: wrong + 1 });
  const registry = registries[value[0]!];
  const category = registry?.categories[value[1]!];
  if (!registry || !category) return refuse("CREDIT_CODE_REGISTRY", { prefix: value.slice(0, 2) });
  const division = value.slice(2, 8);
  const sample = isSampleDivision(division);
  if (division !== "100000" && !isInProvince(division) && !sample)
    return refuse("CREDIT_CODE_DIVISION", { division });
  const organisation = value.slice(8, 17);
  // First the inner check: where it fails, the slip is among characters 9 to 17.
  if (organisationCheck(organisation) !== organisation[8]) return refuse("CREDIT_CODE_ORGANISATION");
  if (creditCheck(value) !== value[17]) return refuse("CREDIT_CODE_CHECK");
  return done({
    kind: "credit-code",
    value,
    registry: registry.body,
    category,
    division,
    organisation,
    sample,
  });
};
