import { fill, inLanguage, type Bilingual, type Language } from "#base/bilingual.ts";
import type { Party } from "#base/party.ts";
import type { Refusal, Refusals } from "#base/outcome.ts";

export type InWords = Required<Bilingual> & { next?: Required<Bilingual> };

type Named = { party: Party; name: Bilingual };

/** The parties that did it, or are waited for, by their names where they are of `named`. */
const withNames = (detail: Refusal["detail"], named: readonly Named[], language: Language) => {
  const spoken = Object.entries(detail ?? {}).map(([key, value]) =>
    key === "by" || key === "parties"
      ? [
          key,
          named.reduce(
            (text, { party, name }) => text.replaceAll(party, inLanguage(name, language)),
            String(value),
          ),
        ]
      : [key, value],
  );
  return Object.fromEntries(spoken) as Refusal["detail"];
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
    zh: fill(words.zh, withNames(detail, named, "zh")),
    en: fill(words.en, withNames(detail, named, "en")),
  });
  return { ...say({ zh, en }), ...(next && { next: say(next) }) };
};
