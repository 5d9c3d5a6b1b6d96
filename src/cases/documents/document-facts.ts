import type { Language } from "#base/bilingual.ts";
import { findDivision } from "#official/division.ts";
import type { Party } from "#base/party.ts";
import type { Day } from "#base/time.ts";
import { isLocal, type CaseFile, type IssuedDocument, type Words } from "../case-file.ts";
import type { Terms } from "../facts.ts";
import type { Item, ItemAuthority } from "../item.ts";
import type { Procedure } from "../procedure.ts";
import type { PartyNames } from "../words.ts";

/** All that a document may say. The case is folded; what changes later is taken from the document's own facts. */
export type DocumentFacts = {
  file: CaseFile;
  document: IssuedDocument;
  item: Item;
  procedure: Procedure;
  /** For parties whose division is not in the shipped list. */
  partyName: PartyNames;
  clause?: { agreementTitle: Words; clauseTitle: Words };
  clockStart?: Terms["clockStart"];
  /** A trial node draws a sample seal and marks every document; in earnest the place for the seal stays empty. */
  trial: boolean;
  /** The Chinese text is the document; `en` puts a courtesy translation below each paragraph. */
  language: Language;
};

/** `通州区`: as the party is called where its government, court or window is meant. */
export const placeOf = (party: Party, partyName: PartyNames): Words => {
  const named = partyName(party);
  const division = findDivision(party)?.name;
  return { zh: division?.zh ?? named.zh, en: division?.en ?? named.en };
};

/** The body in whose name the document stands (行政许可法 24): the one that decides, whoever hands it out. */
export const authorityOf = ({ item, file }: DocumentFacts): ItemAuthority => {
  const found = item.authorities.find(({ party }) => party === file.deciding);
  if (!found) throw new Error(`item ${item.id} has no authority of ${file.deciding}`);
  return found;
};

/** The counter that took the papers in. */
export const windowOf = ({ file, partyName }: DocumentFacts): Words => {
  const place = placeOf(file.accepting, partyName);
  return { zh: `${place.zh}政务服务窗口`, en: `the ${place.en} government service counter` };
};

/** Whether the accepting side acts for the deciding one. */
export const isForAnother = ({ file, document }: DocumentFacts): boolean =>
  !isLocal(file) && document.party === file.accepting;

/** 01 is a licence; other items follow the same law by analogy and must not be called one. */
export const isLicence = ({ item }: DocumentFacts): boolean => item.typeCode === "01";

/** Sample people and companies have the unassigned division 99 in their numbers. */
export const isSample = ({ file, item, trial }: DocumentFacts): boolean =>
  trial ||
  item.unverified.length > 0 ||
  file.applicant.idNumber.slice(file.applicant.kind === "organisation" ? 2 : 0).startsWith("99");

/** The case's earlier documents of some kinds, newest last: what a proof of service serves. */
export const issuedBefore = ({ file, document }: DocumentFacts, ...kinds: string[]): IssuedDocument[] => {
  const upTo = file.documents.findIndex(({ event }) => event === document.event);
  const earlier = upTo < 0 ? file.documents : file.documents.slice(0, upTo);
  return earlier.filter(({ kind }) => kinds.includes(kind));
};

export const dayWords = (day: Day): Words => {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const name = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(
    Date.UTC(year, month - 1),
  );
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${name} ${year}` };
};
