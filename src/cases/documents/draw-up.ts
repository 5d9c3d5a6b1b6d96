import type { Words } from "../case-file.ts";
import type { DocumentKind } from "../view.ts";
import { acceptancePassages } from "./acceptance.ts";
import { extensionPassages, specialProcedurePassages } from "./clock-notices.ts";
import { decisionPassages } from "./decision.ts";
import {
  authorityOf,
  dayWords,
  isForAnother,
  isSample,
  windowOf,
  type DocumentFacts,
} from "./document-facts.ts";
import { receiptPassages } from "./receipt.ts";
import { refusalPassages } from "./refusal.ts";
import { serviceReturnPassages } from "./service-return.ts";
import { say, type Passage, type Said, type Sheet } from "./sheet.ts";
import { supplementPassages } from "./supplement-notice.ts";
import { titleOf } from "./titles.ts";

const bodies: Record<DocumentKind, (facts: DocumentFacts) => Passage[]> = {
  receipt: receiptPassages,
  acceptance: acceptancePassages,
  refusal: refusalPassages,
  "not-required": refusalPassages,
  supplement: supplementPassages,
  extension: extensionPassages,
  "special-procedure": specialProcedurePassages,
  "decision-granted": decisionPassages,
  "decision-denied": decisionPassages,
  "service-return": serviceReturnPassages,
};

const forms: readonly DocumentKind[] = ["receipt", "service-return"];

/** What the window does in the authority's name: a clause lets it receive and accept, never decide. */
const actingOf = (facts: DocumentFacts): Words | undefined => {
  if (!isForAnother(facts)) return undefined;
  const counter = windowOf(facts);
  const verbs: Partial<Record<DocumentKind, [string, string]>> = {
    receipt: ["收件", "received"],
    "service-return": ["送达", "served"],
    supplement: ["告知", "notified"],
  };
  const [zh, en] = verbs[facts.document.kind] ?? ["受理", "handled"];
  return say(`由${counter.zh}代为${zh}`, `${en} on its behalf by ${counter.en}`);
};

const footOf = (facts: DocumentFacts): Said[] => {
  const { clause, file, item } = facts;
  const { phone, complaintPhone } = authorityOf(facts);
  const nearby = isForAnother(facts) && item.authorities.find(({ party }) => party === file.accepting);
  return [
    ...(forms.includes(facts.document.kind)
      ? []
      : [say(`办件编号：${file.number}`, `Case number: ${file.number}.`)]),
    say(
      `决定机关咨询电话：${phone}　　监督投诉电话：${complaintPhone}`,
      `Deciding authority: enquiries ${phone}, complaints ${complaintPhone}.`,
    ),
    ...(nearby
      ? [
          say(
            `收件地咨询电话：${nearby.phone}　　监督投诉电话：${nearby.complaintPhone}`,
            `Where it was handed in: enquiries ${nearby.phone}, complaints ${nearby.complaintPhone}.`,
          ),
        ]
      : []),
    ...(clause && file.clause
      ? [
          say(
            `协议依据：《${clause.agreementTitle.zh}》“${clause.clauseTitle.zh}”条款（${file.clause.clause}）`,
            `Agreement: ${clause.agreementTitle.en}, clause “${clause.clauseTitle.en}” (${file.clause.clause}).`,
          ),
        ]
      : []),
  ];
};

/** The document in full, before it becomes a page or a file. */
export const drawUp = (facts: DocumentFacts): Sheet => {
  const { document } = facts;
  const issuer = authorityOf(facts).name;
  const acting = actingOf(facts);
  return {
    language: facts.language,
    shape: forms.includes(document.kind) ? "form" : "letter",
    issuer,
    ...(acting && { acting }),
    title: titleOf(facts),
    number: document.number,
    sample: isSample(facts),
    passages: bodies[document.kind](facts),
    closing: {
      issuer,
      day: dayWords(document.issuedOn),
      sealed: facts.trial ? "sample" : "empty",
    },
    foot: footOf(facts),
  };
};
