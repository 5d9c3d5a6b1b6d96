import { z } from "zod";
import { maskCitizenId } from "#official/citizen-id.ts";
import { caseEvents } from "../events.ts";
import { authorityOf, dayWords, windowOf, type DocumentFacts } from "./document-facts.ts";
import { deliveryWays, dueWords, limitWords, under } from "./phrases.ts";
import { own, paragraph, say, type Passage, type Said } from "./sheet.ts";

const Received = caseEvents["cases.received"].pick({ receivedOn: true, step: true }).extend({
  materials: z.array(
    z.object({
      material: z.string(),
      way: z.enum(["upload", "paper", "sharing", "later"]),
      originals: z.int().optional(),
      copies: z.int().optional(),
    }),
  ),
});

const ways = {
  upload: say("网上上传", "uploaded"),
  paper: say("纸质交收", "on paper"),
  sharing: say("数据共享取得", "obtained by sharing"),
  later: say("尚未提交", "not yet handed in"),
};

const made = say("系统生成", "made by the system");
const none = own("—");
const counted = (n: number | undefined): Said => (n ? own(String(n)) : none);

/** 收件凭证: what was handed in, who decides, and what happens by when (行政许可法 32). */
export const receiptPassages = (facts: DocumentFacts): Passage[] => {
  const { file, item } = facts;
  const { receivedOn, step, materials } = Received.parse(facts.document.facts);
  const authority = authorityOf(facts);
  const { applicant, agent } = file;
  const counter = windowOf(facts);
  const rows: Said[][] = materials.map(({ material, way, originals, copies }, at) => {
    const known = item.materials.find(({ id }) => id === material);
    const onPaper = way === "paper";
    return [
      own(String(at + 1)),
      known?.name ?? own(material),
      onPaper ? counted(originals ?? known?.originals) : none,
      onPaper ? counted(copies ?? known?.copies) : none,
      known?.madeBySystem ? made : ways[way],
    ];
  });
  const due = dueWords(step);
  const law = under(facts, "第三十二条", "article 32");
  const legal = limitWords(item.legalLimit);
  const promised = limitWords(item.promisedLimit);
  const delivery = deliveryWays[file.delivery.way]!;
  return [
    {
      kind: "pairs",
      rows: [
        { name: say("办件编号", "Case number"), value: own(file.number) },
        { name: say("申请事项", "Item"), value: file.itemName },
        {
          name: say("申请人", "Applicant"),
          value: own(`${applicant.name}（${maskCitizenId(applicant.idNumber)}）`),
        },
        ...(agent
          ? [
              {
                name: say("代理人", "Agent"),
                value: own(`${agent.name}（${maskCitizenId(agent.idNumber)}）`),
              },
            ]
          : []),
        {
          name: say("收件", "Received"),
          value: say(
            `${dayWords(receivedOn).zh}，${counter.zh}`,
            `${dayWords(receivedOn).en}, ${counter.en}`,
          ),
        },
        { name: say("审查决定机关", "Decided by"), value: authority.name },
        {
          name: say("办理时限", "Time limits"),
          value: say(
            `自受理起：承诺${promised.zh}，法定${legal.zh}`,
            `From acceptance: ${promised.en} promised, ${legal.en} by law`,
          ),
        },
        { name: say("结果送达", "Delivery"), value: delivery },
      ],
    },
    {
      kind: "table",
      columns: [
        { name: say("序号", "No."), share: 9, centred: true },
        { name: say("收到的材料", "Papers received"), share: 43 },
        { name: say("原件", "Originals"), share: 12, centred: true },
        { name: say("复印件", "Copies"), share: 12, centred: true },
        { name: say("提交方式", "How"), share: 24, centred: true },
      ],
      rows,
    },
    paragraph(
      `收件不等于受理。${law.zh}，是否受理将在${due.zh}前答复；材料不齐全或者不符合法定形式的，在此期限内一次性告知需要补正的全部内容，逾期不告知的，自收到材料之日起即为受理。`,
      `Receiving is not accepting. ${law.en}, you will be told by ${due.en} whether the application is accepted; whatever is missing must be named once and in full by then, failing which it counts as accepted from the day it was received.`,
    ),
    {
      kind: "code",
      text: `TWL:${file.number}:${file.trackingCode}`,
      label: say("查询码", "Tracking code"),
      code: file.trackingCode,
      notes: [
        say(
          "扫描二维码，或者凭办件编号和查询码，可以在合作各方的平台或者窗口查询材料在哪一方、还剩几个工作日。",
          "Scan the code, or use the case number and the tracking code, to see which side holds the file and how many working days are left.",
        ),
        say("请妥善保管，不要向他人透露查询码。", "Keep this receipt; do not share the tracking code."),
      ],
    },
  ];
};
