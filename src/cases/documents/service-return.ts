import { caseEvents } from "../events.ts";
import { dayWords, issuedBefore, windowOf, type DocumentFacts } from "./document-facts.ts";
import { deliveryWays } from "./phrases.ts";
import { own, say, type Passage, type Said } from "./sheet.ts";
import { titleOf } from "./titles.ts";

const Delivered = caseEvents["cases.delivered"].omit({ item: true, documentNumber: true });

const served = (facts: DocumentFacts): Said => {
  const decisions = issuedBefore(facts, "decision-granted", "decision-denied");
  const titles = decisions.map((document) => ({
    title: titleOf({ ...facts, document }),
    number: document.number,
  }));
  const result = facts.file.decision?.resultName;
  const licence = result
    ? `；${result}${facts.file.decision?.resultNumber ? `（${facts.file.decision.resultNumber}）` : ""}`
    : "";
  return {
    zh: titles.map(({ title, number }) => `${title.zh}（${number}）`).join("；") + licence,
    en: titles.map(({ title, number }) => `${title.en} (${number})`).join("; "),
  };
};

/** 送达回证: a form that those who were there sign; the day signed is the day served. */
export const serviceReturnPassages = (facts: DocumentFacts): Passage[] => {
  const { file } = facts;
  const { way, courierNumber, recipient, deliveredOn } = Delivered.parse(facts.document.facts);
  const counter = windowOf(facts);
  const where =
    way === "courier"
      ? { zh: `${file.delivery.address ?? ""}${courierNumber ? `（邮件号 ${courierNumber}）` : ""}` || "—" }
      : way === "window"
        ? counter
        : say("申请人在平台的账户", "the applicant's account on the platform");
  return [
    {
      kind: "pairs",
      rows: [
        { name: say("案由（事项）", "Item"), value: file.itemName },
        { name: say("办件编号", "Case number"), value: own(file.number) },
        { name: say("受送达人", "Addressee"), value: own(file.applicant.name) },
        { name: say("送达文书名称及文号", "Documents served"), value: served(facts) },
        { name: say("送达方式", "Way of service"), value: deliveryWays[way]! },
        { name: say("送达地点", "Place"), value: where },
        { name: say("送达登记日", "Recorded as served"), value: dayWords(deliveredOn) },
        { name: say("领取人", "Collected by"), value: own(recipient ?? (way === "window" ? "" : "—")) },
        {
          name: say("受送达人签名或者盖章", "Signature or seal of the addressee"),
          value: say("　　　　年　　月　　日", "Date"),
          blank: 13,
        },
        {
          name: say("代收人签名及与受送达人的关系", "Signature of who receives it instead, and relation"),
          value: say("　　　　年　　月　　日", "Date"),
          blank: 13,
        },
        {
          name: say("拒收或者未能送达的事由", "Why it was refused or not served"),
          value: own(""),
          blank: 12,
        },
        {
          name: say("送达人签名", "Signature of who served it"),
          value: say("　　　　年　　月　　日", "Date"),
          blank: 12,
        },
        {
          name: say("备注", "Remarks"),
          value: say(
            "签收日期为送达日期。本人不在的，可以由同住的成年家属或者本人指定的代收人签收；受送达人是单位的，由法定代表人、主要负责人或者负责收件的人签收（参照《中华人民共和国民事诉讼法》第八十七条、第八十八条）。",
            "The day signed is the day served. If absent, an adult of the same household or an appointed receiver may sign; for an organisation, its legal representative, its head or whoever takes in its post (by analogy with the Civil Procedure Law, arts. 87 and 88).",
          ),
        },
      ],
    },
  ];
};
