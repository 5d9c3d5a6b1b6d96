import { fill, type Language } from "#base/bilingual.ts";

/** English (or any further language) has exactly the keys that Chinese has; the compiler says which is missing. */
export type Words<Z extends Record<string, string>> = { readonly [K in keyof Z]: string };

export type Say<Z> = (key: keyof Z & string, values?: Record<string, unknown>) => string;

/** `{n|day|days}` takes the first form for one, the second for anything else; Chinese never needs it. */
export const fillWords = (sentence: string, values: Record<string, unknown> = {}): string =>
  fill(
    sentence.replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, other: string) =>
      Math.abs(Number(values[name])) === 1 ? one : other,
    ),
    values,
  );

export const sayIn =
  <Z extends Record<string, string>>(language: Language, zh: Z, en: Words<Z>): Say<Z> =>
  (key, values) =>
    fillWords((language === "en" ? en : zh)[key] ?? key, values);

/** Cuts a sentence at its placeholders, so that a page can put an element (a coloured party) where a name stands. */
export const cutAtNames = (sentence: string): { text?: string; name?: string }[] =>
  sentence
    .split(/(\{\w+\})/)
    .filter((part) => part !== "")
    .map((part) => (/^\{\w+\}$/.test(part) ? { name: part.slice(1, -1) } : { text: part }));
