import type { RefusalText } from "#base/outcome.ts";
import { fill } from "#base/bilingual.ts";
import type { Place } from "./json-text.ts";

/** What the checker may say of one code. A warning is worth reading and stops nothing. */
export type FindingText = Omit<RefusalText, "status"> & { level?: "warning" };
export type FindingTexts = Record<string, FindingText>;

/** Something wrong at a place in a parsed file. */
export type Fault = { pointer: string; code: string; detail?: Record<string, unknown> };
export type FileFault = Fault & { file: string };

/** A finding as a person (or an editor) reads it. */
export type Finding = FileFault &
  Place & {
    level: "error" | "warning";
    zh: string;
    en: string;
    basis?: { zh: string; en: string };
    next?: { zh: string; en: string };
  };

const filled = (words: { zh: string; en?: string } | undefined, detail: Record<string, unknown>) =>
  words && { zh: fill(words.zh, detail), en: fill(words.en ?? words.zh, detail) };

export const toFinding = (fault: FileFault, place: Place, texts: FindingTexts): Finding => {
  const text = texts[fault.code];
  if (!text) throw new Error(`no text for finding ${fault.code}`);
  const detail = fault.detail ?? {};
  const basis = filled(text.basis, detail);
  const next = filled(text.next, detail);
  return {
    level: text.level ?? "error",
    ...fault,
    ...place,
    zh: fill(text.zh, detail),
    en: fill(text.en, detail),
    ...(basis && { basis }),
    ...(next && { next }),
  };
};
