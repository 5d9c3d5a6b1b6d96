import { caseEvents } from "../events.ts";
import { dayWords, windowOf, type DocumentFacts } from "./document-facts.ts";
import { inChinese, under, yourApplication } from "./phrases.ts";
import { own, paragraph, say, type Passage } from "./sheet.ts";

const Asked = caseEvents["cases.supplement-requested"].omit({ item: true, documentNumber: true });

/** 补正材料一次性告知书: everything that is missing, once, and what follows from it (行政许可法 32(1)(4)). */
export const supplementPassages = (facts: DocumentFacts): Passage[] => {
  const { file, item } = facts;
  const { defects, answerBy } = Asked.parse(facts.document.facts);
  const what = yourApplication(facts);
  const law = under(facts, "第三十二条第一款第（四）项", "article 32(1)(4)");
  const counter = windowOf(facts);
  const count = inChinese(defects.length);
  return [
    { kind: "addressee", words: own(`${file.applicant.name}：`) },
    paragraph(
      `${what.zh}收悉。经核对，申请材料不齐全或者不符合法定形式。${law.zh}，现将需要补正的全部内容（共${count}项）一次告知如下：`,
      `${law.en}, this names once and in full what ${what.en} still needs (${defects.length} in all):`,
    ),
    {
      kind: "table",
      columns: [
        { name: say("序号", "No."), share: 9, centred: true },
        { name: say("材料名称", "Paper"), share: 33 },
        { name: say("需要补正的内容", "What is needed"), share: 58 },
      ],
      rows: defects.map(({ material, what: needed }, at) => [
        own(String(at + 1)),
        item.materials.find(({ id }) => id === material)?.name ?? own(material),
        own(needed),
      ]),
    },
    paragraph(
      `请${answerBy ? `于${dayWords(answerBy).zh}前` : ""}通过原申请渠道或者到${counter.zh}补正。补正期间不计入办理期限；按照本告知书补齐全部材料后，本机关应当受理，不得再就其他材料要求补正。`,
      `Please supply these ${answerBy ? `by ${dayWords(answerBy).en} ` : ""}the way you applied, or at ${counter.en}. No limit runs meanwhile. Once everything named here is supplied the application must be accepted; nothing further may be asked for.`,
    ),
    paragraph(
      "未按照本告知书补正，申请材料仍不齐全或者不符合法定形式的，本机关将依法不予受理，并书面说明理由。补正后可以重新提出申请。",
      "If it is not supplied and the papers remain incomplete, the application will not be accepted, with reasons in writing. You may then apply again.",
    ),
  ];
};
