import { isLocal } from "../case-file.ts";
import { caseEvents } from "../events.ts";
import { authorityOf, dayWords, windowOf, type DocumentFacts } from "./document-facts.ts";
import { dueWords, limitWords, under, yourApplication } from "./phrases.ts";
import { own, paragraph, say, type Passage } from "./sheet.ts";

const Accepted = caseEvents["cases.accepted"].omit({ item: true, documentNumber: true });

const grounds = (
  facts: DocumentFacts,
  reason: "complete" | "deemed",
  day: { zh: string; en: string },
): Passage => {
  const what = yourApplication(facts);
  if (reason === "deemed") {
    const law = under(facts, "第三十二条第一款第（四）项", "article 32(1)(4)");
    return paragraph(
      `${what.zh}，在法定期限内未一次性告知需要补正的内容。${law.zh}，自收到申请材料之日（${day.zh}）起即为受理。`,
      `${law.en}, ${what.en} counts as accepted from the day its papers were received (${day.en}), because no missing papers were named within the time the law allows.`,
    );
  }
  const law = under(facts, "第三十二条第一款第（五）项", "article 32(1)(5)");
  return paragraph(
    `${what.zh}，申请材料齐全、符合法定形式，属于本机关职权范围。${law.zh}，决定自${day.zh}起予以受理。`,
    `${law.en}, ${what.en} is accepted as of ${day.en}: the papers are complete and in the form the law requires, and the matter is within the powers of this authority.`,
  );
};

/** 受理通知书: accepted since when and why, and the days that now count. */
export const acceptancePassages = (facts: DocumentFacts): Passage[] => {
  const { file, item } = facts;
  const { acceptedOn, reason, legal, promised, handover } = Accepted.parse(facts.document.facts);
  const startsThere = facts.clockStart === "deciding-authority" && !isLocal(file);
  const rows = [
    { name: say("承诺办结日", "Promised by"), due: promised, limit: limitWords(item.promisedLimit) },
    { name: say("法定办结日", "Due by law"), due: legal, limit: limitWords(item.legalLimit) },
  ].map(({ name, due, limit }) => ({
    name,
    value: say(`${dueWords(due).zh}（${limit.zh}）`, `${dueWords(due).en} (${limit.en})`),
  }));
  return [
    { kind: "addressee", words: own(`${file.applicant.name}：`) },
    grounds(facts, reason, dayWords(acceptedOn)),
    { kind: "pairs", rows },
    ...(startsThere
      ? [
          paragraph(
            "按照合作协议，办理期限自决定机关收到材料之日起计算，上列日期据此可能顺延，届时以决定机关记载为准。",
            "Under the agreement the limits run from the day the deciding authority has the file; the days above may move accordingly.",
          ),
        ]
      : []),
    paragraph(
      "办理期限以工作日计算，不含法定节假日。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计入办理期限，本机关将另行书面告知。",
      "Limits are counted in working days. Time needed for a hearing, tender, auction, test, inspection, quarantine, appraisal or expert review is not counted and will be told to you in writing.",
    ),
    ...(handover
      ? [
          paragraph(
            `申请材料由${windowOf(facts).zh}于${dueWords(handover).zh}前移交${authorityOf(facts).name.zh}审查决定，已交的材料无需再次提交。`,
            `${windowOf(facts).en.replace(/^the/, "The")} hands the file to the ${authorityOf(facts).name.en} by ${dueWords(handover).en}; nothing that was handed in has to be handed in again.`,
          ),
        ]
      : []),
    ...(item.fees.length === 0
      ? [paragraph("本事项不收取费用。", "No fee is charged.")]
      : [
          paragraph(
            `收费标准：${item.fees.map(({ name, amountFen, per }) => `${name.zh}每${per.zh}${yuan(amountFen)}元`).join("；")}。`,
            `Fees: ${item.fees.map(({ name, amountFen, per }) => `${name.en} CNY ${yuan(amountFen)} per ${per.en}`).join("; ")}.`,
          ),
        ]),
  ];
};

const yuan = (amountFen: string): string => (Number(amountFen) / 100).toFixed(2);
