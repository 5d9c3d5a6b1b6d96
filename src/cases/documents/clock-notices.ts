import { caseEvents } from "../events.ts";
import { specialProcedureNames } from "../words.ts";
import { authorityOf, dayWords, type DocumentFacts } from "./document-facts.ts";
import { dueWords, inChinese, limitWords, under, yourApplication } from "./phrases.ts";
import { own, paragraph, say, type Passage } from "./sheet.ts";

const Extended = caseEvents["cases.extended"].omit({ item: true, documentNumber: true });
const Paused = caseEvents["cases.paused"].omit({ item: true, documentNumber: true });

/** 延期办理告知书: why, who approved it, and the new last day (行政许可法 42). */
export const extensionPassages = (facts: DocumentFacts): Passage[] => {
  const { item, procedure, file } = facts;
  const { reason, approver, legal, promised } = Extended.parse(facts.document.facts);
  const what = yourApplication(facts);
  const law = under(facts, "第四十二条第一款", "article 42(1)");
  const limit = limitWords(item.legalLimit);
  const more = procedure.clocks.extension ? limitWords(procedure.clocks.extension) : say("", "");
  return [
    { kind: "addressee", words: own(`${file.applicant.name}：`) },
    paragraph(
      `${what.zh}，本机关在法定的${limit.zh}内不能作出决定。${law.zh}，经本机关负责人批准，决定延长办理期限${more.zh}。`,
      `No decision on ${what.en} can be made within the ${limit.en} the law sets. ${law.en}, the head of this authority has approved an extension of ${more.en}.`,
    ),
    { kind: "heading", words: say("延期理由", "Reasons") },
    { kind: "told", text: reason },
    {
      kind: "pairs",
      rows: [
        { name: say("延期后法定办结日", "Now due by law"), value: dueWords(legal) },
        { name: say("延期后承诺办结日", "Now promised by"), value: dueWords(promised) },
        {
          name: say("批准人", "Approved by"),
          value: say(
            `${authorityOf(facts).name.zh}负责人（工号 ${approver}）`,
            `Head of the authority (staff number ${approver})`,
          ),
        },
      ],
    },
    paragraph(
      "延长办理期限仅限一次，本机关将在上述期限内作出决定，并依法送达。",
      "The limit may be extended only once; the decision will be made by that day.",
    ),
  ];
};

/** 特别程序所需时间告知书: which procedure, how long, and that the clock stands still (行政许可法 45). */
export const specialProcedurePassages = (facts: DocumentFacts): Passage[] => {
  const { procedure, reason, expectedWorkdays, pausedOn } = Paused.parse(facts.document.facts);
  const what = yourApplication(facts);
  const name = specialProcedureNames[procedure] ?? say(procedure, procedure);
  const law = under(facts, "第四十五条", "article 45");
  const since = dayWords(pausedOn);
  return [
    { kind: "addressee", words: own(`${facts.file.applicant.name}：`) },
    paragraph(
      `${what.zh}，在审查中依法需要进行${name.zh}。${law.zh}，${name.zh}所需时间不计算在办理期限内，现将所需时间书面告知如下：`,
      `${law.en}, the time needed for the ${name.en} that ${what.en} requires is not counted; it is told to you here in writing:`,
    ),
    {
      kind: "pairs",
      rows: [
        { name: say("特别程序", "Special procedure"), value: name },
        { name: say("停止计时自", "Clock stopped from"), value: since },
        {
          name: say("预计所需时间", "Time expected"),
          value: say(
            `${inChinese(expectedWorkdays)}个工作日`,
            `${expectedWorkdays} working day${expectedWorkdays === 1 ? "" : "s"}`,
          ),
        },
      ],
    },
    { kind: "heading", words: say("启动理由", "Reasons") },
    { kind: "told", text: reason },
    paragraph(
      "特别程序结束后，办理期限自结束之日继续计算，剩余期限不变。实际所需时间与预计不一致的，以实际结束之日为准。",
      "When the procedure ends, the limit runs on with the days that were left. What counts is the day it really ends.",
    ),
  ];
};
