import type { Party } from "#base/party.ts";
import type { Day } from "#base/time.ts";
import type { CaseFile } from "./case-file.ts";
import type { DocumentKind } from "./view.ts";
import type { PartyNames } from "./words.ts";

/** 公文 marks of the kinds of documents. */
const marks: Record<DocumentKind, string> = {
  receipt: "收",
  acceptance: "受",
  refusal: "不受",
  "not-required": "免受",
  supplement: "补",
  extension: "延",
  "special-procedure": "特",
  "decision-granted": "准",
  "decision-denied": "不准",
  "service-return": "送",
};

/** Each node counts each kind of its documents within a year, without gaps. */
export const counterOf = (kind: DocumentKind, today: Day): string => `document:${kind}:${today.slice(0, 4)}`;

/** `武收〔2026〕118号`; where a side acts on what another decides, both are named: `通武受〔2026〕7号`. */
export const documentNumber = (
  kind: DocumentKind,
  file: Pick<CaseFile, "deciding">,
  here: Party,
  today: Day,
  sequence: bigint,
  name: PartyNames,
): string => {
  const own = [...name(here).zh][0]!;
  const joint = kind !== "receipt" && here !== file.deciding ? [...name(file.deciding).zh][0]! : "";
  return `${joint}${own}${marks[kind]}〔${today.slice(0, 4)}〕${sequence}号`;
};

const read = /^(.+)〔(\d{4})〕(\d+)号$/;

/** The series that a document's number belongs to, and its place in it. */
export const documentCounterOf = (number: string): { name: string; value: number } | undefined => {
  const [, before, year, value] = read.exec(number) ?? [];
  if (!before || !value) return undefined;
  // 不受 ends in 受 too: the longest mark is the one that is meant.
  const kind = (Object.keys(marks) as DocumentKind[])
    .filter((one) => before.endsWith(marks[one]))
    .toSorted((a, b) => marks[b].length - marks[a].length)[0];
  return kind && { name: counterOf(kind, `${year}-01-01`), value: Number(value) };
};

/** Cases of one item on one day, counted by the party that accepts them, in its own range. */
export const caseCounterOf = (item: string, today: Day): string => `case:${item}:${today}`;

/** No letter or digit that is mistaken for another one when read aloud or off a receipt. */
const unambiguous = "23456789ABCDEFGHJKMNPQRTUVWXY";

/** Six characters out of 29: half a billion, with attempts limited at the door. */
export const trackingCodeFrom = (random: Uint8Array): string =>
  [...random.subarray(0, 6)].map((byte) => unambiguous[byte % unambiguous.length]!).join("");

/** What the code on a receipt says. */
export const receiptText = ({ number, trackingCode }: Pick<CaseFile, "number" | "trackingCode">): string =>
  `TWL:${number}:${trackingCode}`;

/** What somebody scanned or typed to find a case: the whole receipt, a number, or its last digits. */
export const readFindText = (typed: string): { number?: string; ending?: string } => {
  const text = typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const scanned = /^TWL:([0-9A-Z]{43}):/.exec(text);
  if (scanned) return { number: scanned[1]! };
  if (/^[0-9A-Z]{43}$/.test(text)) return { number: text };
  const ending = text.replace(/^…|^\.+/, "");
  return /^[0-9]{1,42}$/.test(ending) ? { ending } : {};
};
