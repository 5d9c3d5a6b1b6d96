import { fill, type Bilingual } from "#base/bilingual.ts";
import type { Refusal, Refusals } from "#base/outcome.ts";

export type InWords = Required<Bilingual> & { next?: Required<Bilingual> };

/** A reason and what helps, in both languages; a reason of newer software is only its code. */
export const inWords = (texts: Refusals, { code, detail }: Refusal): InWords => {
  const text = texts[code];
  if (!text) return { zh: code, en: code };
  const { zh, en, next } = text;
  const say = (words: string) => fill(words, detail);
  return { zh: say(zh), en: say(en), ...(next && { next: { zh: say(next.zh), en: say(next.en) } }) };
};
