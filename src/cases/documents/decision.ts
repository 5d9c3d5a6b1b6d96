import { caseEvents } from "../events.ts";
import { dayWords, isLicence, type DocumentFacts } from "./document-facts.ts";
import { deliveryWays, dueWords, under, yourApplication } from "./phrases.ts";
import { remedyPassages } from "./remedies.ts";
import { own, paragraph, say, type Passage, type Said } from "./sheet.ts";

const Decided = caseEvents["cases.decided"].omit({ item: true, documentNumber: true });

const resultRows = (facts: DocumentFacts, result: { name: string; number: string; validUntil?: string }) => {
  const { item } = facts;
  const name: Said = result.name === item.result.name.zh ? item.result.name : own(result.name);
  return [
    { name: say("结果名称", "Result"), value: name },
    ...(result.number ? [{ name: say("证照编号", "Number"), value: own(result.number) }] : []),
    ...(result.validUntil
      ? [{ name: say("有效期至", "Valid until"), value: dayWords(result.validUntil) }]
      : []),
  ];
};

const granted = (facts: DocumentFacts): Passage[] => {
  const { reasons, remedies, deliverBy, result, officers } = Decided.parse(facts.document.facts);
  const what = yourApplication(facts);
  const law = under(facts, "第三十八条第一款", "article 38(1)");
  const act = isLicence(facts)
    ? say("准予行政许可", "the licence is granted")
    : say("准予办理", "it is granted");
  const way = deliveryWays[facts.file.delivery.way]!;
  const due = dueWords(deliverBy);
  return [
    paragraph(
      `${what.zh}，经审查，符合法定条件、标准。${law.zh}，决定${act.zh}。`,
      `${law.en}, ${what.en} was examined and meets the conditions and standards of the law; ${act.en}.`,
    ),
    ...(reasons.trim() === "" ? [] : ([{ kind: "told", text: reasons }] satisfies Passage[])),
    {
      kind: "pairs",
      rows: [
        ...(result ? resultRows(facts, result) : []),
        { name: say("送达", "Delivery"), value: say(`${due.zh}前，${way.zh}`, `By ${due.en}, ${way.en}`) },
        { name: say("审查人员", "Examined by"), value: officersWords(officers) },
      ],
    },
    ...(remedies.trim() === "" ? [] : remedyPassages(facts, remedies)),
  ];
};

const denied = (facts: DocumentFacts): Passage[] => {
  const { reasons, remedies, officers } = Decided.parse(facts.document.facts);
  const what = yourApplication(facts);
  const law = under(facts, "第三十八条第二款", "article 38(2)");
  const act = isLicence(facts)
    ? say("不予行政许可", "the licence is not granted")
    : say("不予办理", "it is not granted");
  return [
    paragraph(
      `${what.zh}，经审查，不符合法定条件、标准。${law.zh}，决定${act.zh}，理由如下：`,
      `${law.en}, ${what.en} was examined and does not meet the conditions and standards of the law; ${act.en}, for these reasons:`,
    ),
    { kind: "told", text: reasons },
    { kind: "pairs", rows: [{ name: say("审查人员", "Examined by"), value: officersWords(officers) }] },
    ...remedyPassages(facts, remedies),
  ];
};

/** Two people at least, by their numbers: names of staff stay off what crosses and what is printed. */
const officersWords = (officers: readonly string[]): Said =>
  say(`工号 ${officers.join("、")}`, `staff numbers ${officers.join(", ")}`);

/** 准予、不予行政许可决定书, with reasons and remedies (行政许可法 38). */
export const decisionPassages = (facts: DocumentFacts): Passage[] => [
  { kind: "addressee", words: own(`${facts.file.applicant.name}：`) },
  ...(facts.document.kind === "decision-granted" ? granted(facts) : denied(facts)),
];
