import type { Bilingual } from "#base/bilingual.ts";
import { refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import { caseNumber, type CaseNumber } from "./case-number.ts";
import { citizenId, type CitizenId } from "./citizen-id.ts";
import { creditCode, type CreditCode } from "./credit-code.ts";
import { eLicence, type ELicence } from "./e-licence.ts";
import { itemCode, type ItemCode } from "./item-code.ts";
import type { OfficialRefusal } from "./refusals.ts";
import { tidy } from "./tidy.ts";

export type Identified = CitizenId | CreditCode | ELicence | ItemCode | CaseNumber;

export const kindNames: Readonly<Record<Identified["kind"], Bilingual>> = {
  "citizen-id": { zh: "公民身份号码", en: "citizen identity number" },
  "credit-code": { zh: "统一社会信用代码", en: "unified social credit code" },
  "e-licence": { zh: "电子证照标识", en: "e-licence identifier" },
  "item-code": { zh: "事项编码", en: "item code" },
  "case-number": { zh: "办件编号", en: "case number" },
};

/**
 * Says what kind of number this is and reads it, or says why it is none. Where `samples` is false, as on a node that
 * works in earnest, numbers of the unassigned division 99… are refused too.
 */
export const identify = (
  typed: string,
  today: Day,
  { samples = true }: { samples?: boolean } = {},
): Outcome<Identified, OfficialRefusal> => {
  const found = read(tidy(typed), today);
  return found.ok && found.value.sample && !samples ? refuse("SAMPLE_NOT_ALLOWED") : found;
};

const read = (value: string, today: Day): Outcome<Identified, OfficialRefusal> => {
  const { length } = value;
  if (length === 0) return refuse("NUMBER_EMPTY");
  if (value.includes(".")) return eLicence(value);
  if (length === 15 && /^\d+$/.test(value)) return citizenId(value, today);
  if (length === 18) return ofEighteen(value, today);
  if (length === 12 || length === 31 || length === 33) return itemCode(value);
  if (length === 43) return caseNumber(value);
  // One character too few or too many is a slip; further off, nobody knows what was meant.
  if (/^\d{16,19}$|^\d{16,18}X$/.test(value)) return citizenId(value, today);
  if (/^[0-9A-Z]{17}$|^[0-9A-Z]{19}$/.test(value)) return creditCode(value);
  if (length >= 40 && length <= 46 && /^[0-9A-Z]+$/.test(value)) return caseNumber(value);
  return refuse("NUMBER_UNKNOWN", { length });
};

/** Identity numbers and credit codes both have 18 characters, and a credit code may be all digits. */
const ofEighteen = (value: string, today: Day): Outcome<Identified, OfficialRefusal> => {
  const asCode = creditCode(value);
  if (!/^\d{17}[\dX]$/.test(value)) return asCode;
  const asPerson = citizenId(value, today);
  const looksLikeCode = value.startsWith("91") || value.startsWith("92") || value.startsWith("93");
  if (asCode.ok && (looksLikeCode || !asPerson.ok)) return asCode;
  if (asPerson.ok) return asPerson;
  const hasBirthYear = /^(19|20)/.test(value.slice(6));
  return looksLikeCode && !hasBirthYear ? asCode : asPerson;
};
