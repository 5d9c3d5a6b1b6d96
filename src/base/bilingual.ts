import { z } from "zod";

/** Words in both languages. Chinese is the law, English a courtesy: where `en` is missing, Chinese is shown. */
export const Bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1).optional() });
export type Bilingual = z.infer<typeof Bilingual>;

export type Language = "zh" | "en";

export const inLanguage = (words: Bilingual, language: Language): string =>
  language === "en" ? (words.en ?? words.zh) : words.zh;

/** Fills `{name}` in a sentence; a name without a value stays visible, so that a gap is seen and not hidden. */
export const fill = (sentence: string, values: Record<string, unknown> = {}): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : String(values[name]),
  );
