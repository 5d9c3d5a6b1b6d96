import type { Bilingual } from "#base/bilingual.ts";

/** An office signs in one text; where it is written in both languages (`… / …`), each reader sees their own. */
export const signatoryWords = (signatory: string): Bilingual => {
  const [zh, en] = signatory.split(/\s*\/\s*/, 2);
  return zh && en ? { zh, en } : { zh: signatory };
};
