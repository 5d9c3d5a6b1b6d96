import { fill, inLanguage, type Bilingual, type Language } from "./bilingual.ts";

/** A foreseeable "no" that a person will read. It is a value; a fault (bug, broken world) throws. */
export type Refusal<C extends string = string> = {
  code: C;
  /** Where in what was handed in: a field path (`applicant.idNumber`) or file, line and field. */
  at?: string;
  /** Values for the placeholders of the sentence, and facts for a machine. Never personal data. */
  detail?: Record<string, unknown>;
};

export type Outcome<T, C extends string = string> =
  | { ok: true; value: T }
  | { ok: false; refusal: Refusal<C> };

export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refuse = <C extends string>(
  code: C,
  detail?: Record<string, unknown>,
  at?: string,
): { ok: false; refusal: Refusal<C> } => ({
  ok: false,
  refusal: { code, ...(detail && { detail }), ...(at && { at }) },
});

/** What one "no" says: HTTP status, both languages, the rule it follows from and what to do next. */
export type RefusalText = {
  status: number;
  zh: string;
  en: string;
  basis?: Bilingual;
  next?: { zh: string; en: string };
};

/** One table per capability (`refusals.ts`): code → what it says. */
export type Refusals = Record<string, RefusalText>;

/** A refusal as sent over HTTP (RFC 9457) and printed at a terminal. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  zh: string;
  en: string;
  at?: string;
  basis?: string;
  next?: string;
  detail?: Record<string, unknown>;
};

export const toProblem = (refusal: Refusal, texts: Refusals, language: Language): Problem => {
  const text = texts[refusal.code];
  if (!text) throw new Error(`no text for refusal ${refusal.code}`);
  const say = (words: Bilingual) => fill(inLanguage(words, language), refusal.detail);
  return {
    type: `urn:tongwulang:refusal:${refusal.code}`,
    title: say(text),
    status: text.status,
    code: refusal.code,
    zh: fill(text.zh, refusal.detail),
    en: fill(text.en, refusal.detail),
    ...(refusal.at && { at: refusal.at }),
    ...(text.basis && { basis: say(text.basis) }),
    ...(text.next && { next: say(text.next) }),
    ...(refusal.detail && { detail: refusal.detail }),
  };
};
