import type { Language } from "#base/bilingual.ts";
import { inLanguage } from "#base/bilingual.ts";
import type { Outcome } from "#base/outcome.ts";
import type { Field } from "#cases/field.ts";
import { citizenId } from "#official/citizen-id.ts";
import { creditCode } from "#official/credit-code.ts";
import { officialRefusals, type OfficialRefusal } from "#official/refusals.ts";
import { fill } from "#base/bilingual.ts";
import { dayOfInstant } from "../show.ts";

/** Fen from what a person types as yuan: `1,234.5` → `123450`. Undefined where it is no amount. */
export const findFen = (typed: string): string | undefined => {
  const tidy = typed.replace(/[,，\s¥￥]/g, "");
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(tidy);
  if (!parts) return undefined;
  return `${parts[1]}${(parts[2] ?? "").padEnd(2, "0")}`.replace(/^0+(?=\d)/, "");
};

export const yuanFromFen = (fen: string): string => {
  if (!/^\d+$/.test(fen)) return fen; // not yet an amount: shown as typed
  const digits = fen.padStart(3, "0");
  return digits.endsWith("00") ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export type Verdict = { good: boolean; sentence?: string };

const verdictOf = (outcome: Outcome<unknown, OfficialRefusal>, language: Language): Verdict => {
  if (outcome.ok) return { good: true };
  const text = officialRefusals[outcome.refusal.code];
  return {
    good: false,
    sentence: text ? fill(inLanguage(text, language), outcome.refusal.detail) : outcome.refusal.code,
  };
};

/** What a page can say about a number while it is typed: nothing until it could be whole. */
export const findVerdict = (
  kind: Field["kind"],
  typed: string,
  language: Language,
  now: string = new Date().toISOString(),
): Verdict | undefined => {
  const length = typed.replace(/\s/g, "").length;
  if (kind === "identity" && length >= 18) return verdictOf(citizenId(typed, dayOfInstant(now)), language);
  if (kind === "credit-code" && length >= 18) return verdictOf(creditCode(typed), language);
  if (kind === "phone" && length >= 11 && !/^[+\d][\d\s-]{5,18}$/.test(typed.trim()))
    return {
      good: false,
      sentence:
        language === "zh"
          ? "电话只能是数字，可带区号和横线"
          : "A phone number has only digits; area code and dashes are fine",
    };
  return undefined;
};
