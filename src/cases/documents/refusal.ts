import { caseEvents } from "../events.ts";
import { isLicence, type DocumentFacts } from "./document-facts.ts";
import { under, you, yourApplication } from "./phrases.ts";
import { remedyPassages } from "./remedies.ts";
import { own, paragraph, say, type Passage, type Said } from "./sheet.ts";

const Refused = caseEvents["cases.refused"].omit({ item: true, documentNumber: true });

const grounds = (
  facts: DocumentFacts,
  outcome: "not-required" | "not-competent" | "not-conforming",
): Passage => {
  const what = yourApplication(facts);
  const why = {
    "not-required": {
      law: under(facts, "第三十二条第一款第（一）项", "article 32(1)(1)"),
      zh: isLicence(facts) ? "所申请的事项依法不需要取得行政许可" : "所申请的事项依法不需要办理本项手续",
      zhEnd: "告知不受理",
      en: "the law does not require it, and it is therefore not taken up",
    },
    "not-competent": {
      law: under(facts, "第三十二条第一款第（二）项", "article 32(1)(2)"),
      zh: "所申请的事项依法不属于本机关职权范围",
      zhEnd: "决定不予受理",
      en: "the matter is not within the powers of this authority, and it is not accepted",
    },
    "not-conforming": {
      law: under(facts, "第三十二条", "article 32"),
      zh: "申请材料不齐全或者不符合法定形式",
      zhEnd: "决定不予受理",
      en: "its papers are incomplete or not in the form the law requires, and it is not accepted",
    },
  }[outcome];
  return paragraph(
    `${what.zh}收悉。经审查，${why.zh}。${why.law.zh}，${why.zhEnd}。`,
    `${why.law.en}, this is to tell you about ${what.en}: ${why.en}.`,
  );
};

const whatNext = (facts: DocumentFacts, outcome: string, competent: string | undefined): Said => {
  if (outcome === "not-competent" && competent) return { zh: `请向有权办理的机关申请：${competent}。` };
  if (outcome === "not-competent")
    return say("请向有关行政机关申请。", "Please apply to the authority that is competent.");
  return outcome === "not-required"
    ? say(
        `${you(facts)}可以直接开展有关活动，已交的纸质材料随本告知书退还。`,
        "You may go ahead without it. Papers you handed in are returned with this notice.",
      )
    : say(
        "已交的纸质材料随本通知书退还。补齐或者更正后，可以重新提出申请，不影响申请权利。",
        "Papers you handed in are returned with this notice. You may apply again once they are complete.",
      );
};

/** 不予受理通知书 and 不受理告知书: which of the outcomes of article 32, why, where to turn, and the remedies. */
export const refusalPassages = (facts: DocumentFacts): Passage[] => {
  const { outcome, reasons, competent, remedies } = Refused.parse(facts.document.facts);
  return [
    { kind: "addressee", words: own(`${facts.file.applicant.name}：`) },
    grounds(facts, outcome),
    { kind: "heading", words: say("具体理由", "Reasons") },
    { kind: "told", text: reasons },
    { kind: "paragraph", words: whatNext(facts, outcome, competent) },
    ...remedyPassages(facts, remedies),
  ];
};
