import { fill, inLanguage, type Bilingual, type Language } from "#base/bilingual.ts";
import type { Party } from "#base/party.ts";
import type { Refusal, Refusals } from "#base/outcome.ts";

export type InWords = Required<Bilingual> & { next?: Required<Bilingual> };

type Named = { party: Party; name: Bilingual };

/** The party that did it by its name, where it is one of `named`. */
const withName = (detail: Refusal["detail"], named: readonly Named[], language: Language) => {
  const by = named.find(({ party }) => party === detail?.["by"]);
  return by ? { ...detail, by: inLanguage(by.name, language) } : detail;
};

/** A reason and what helps, in both languages; a reason of newer software is only its code. */
export const inWords = (
  texts: Refusals,
  { code, detail }: Refusal,
  named: readonly Named[] = [],
): InWords => {
  const text = texts[code];
  if (!text) return { zh: code, en: code };
  const { zh, en, next } = text;
  const say = (words: Required<Bilingual>) => ({
    zh: fill(words.zh, withName(detail, named, "zh")),
    en: fill(words.en, withName(detail, named, "en")),
  });
  return { ...say({ zh, en }), ...(next && { next: say(next) }) };
};
