import type { Language } from "#base/bilingual.ts";
import type { Words } from "../case-file.ts";

/** Words without English are somebody's own (reasons, names): they are shown as they were written. */
export type Said = { zh: string; en?: string };

export type Column = { name: Words; share: number; centred?: boolean };

/** What a document consists of, before it becomes a page or a file. Both drawings read this and nothing else. */
export type Passage =
  | { kind: "addressee"; words: Said }
  | { kind: "paragraph"; words: Said }
  | { kind: "heading"; words: Said }
  /** Something told at length in its writer's own words. */
  | { kind: "told"; text: string }
  /** Two columns: what, and its value; `blank` leaves room for a hand, in millimetres. */
  | { kind: "pairs"; rows: { name: Words; value: Said; blank?: number }[] }
  | { kind: "table"; columns: Column[]; rows: Said[][] }
  | { kind: "code"; text: string; label: Words; code: string; notes: Said[] };

export type Sheet = {
  language: Language;
  /** Forms are set smaller than letters, so that a receipt stays on one page. */
  shape: "letter" | "form";
  issuer: Words;
  /** Who acts in the issuer's name, where another does. */
  acting?: Words;
  title: Words;
  number: string;
  sample: boolean;
  passages: Passage[];
  closing: { issuer: Words; day: Words; sealed: "sample" | "empty" };
  foot: Said[];
};

export const say = (zh: string, en: string): Words => ({ zh, en });
export const own = (text: string): Said => ({ zh: text });
export const paragraph = (zh: string, en: string): Passage => ({ kind: "paragraph", words: { zh, en } });

/** Line breaks become paragraphs; what could hide or reorder text on paper is left out. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => printable(line).trim())
    .filter((line) => line !== "");

export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}|\p{Co}/gu, " ");
