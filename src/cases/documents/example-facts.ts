import type { CaseFile, IssuedDocument } from "../case-file.ts";
import { Item } from "../item.ts";
import { Procedure } from "../procedure.ts";
import type { DocumentKind } from "../view.ts";
import type { DocumentFacts } from "./document-facts.ts";
import food from "../../../definitions/agreements/2023-integration-pilot/services/food-operation-permit.json" with { type: "json" };
import licence from "../../../definitions/procedures/administrative-licence.json" with { type: "json" };

const item = Item.parse(food);
const procedure = Procedure.parse(licence);
const workday = (due: string, provisional = false) => ({ due, raw: due, provisional, unit: "workday" });

const reasons =
  "一、提交的经营场所布局图显示，粗加工、切配、烹饪和餐用具清洗消毒未按流程分开设置，生食与熟食通道交叉，不符合食品安全法第三十三条关于设备布局和工艺流程的要求。\n" +
  "二、现场核查时未见与申请的经营项目相适应的餐用具保洁设施，申请人未能在约定的期限内说明整改情况。";

const issued: Record<DocumentKind, { number: string; issuedOn: string; facts: Record<string, unknown> }> = {
  receipt: {
    number: "武收〔2026〕118号",
    issuedOn: "2026-11-20",
    facts: {
      receivedOn: "2026-11-20",
      step: workday("2026-11-27"),
      materials: [
        { material: "application", way: "paper" },
        { material: "business-licence", way: "sharing" },
        { material: "identity-card", way: "sharing" },
        { material: "premises-layout", way: "upload" },
        { material: "safety-rules", way: "upload" },
        { material: "health-certificate", way: "paper" },
        { material: "mandate", way: "later" },
      ],
    },
  },
  acceptance: {
    number: "通武受〔2026〕7号",
    issuedOn: "2026-11-23",
    facts: {
      acceptedOn: "2026-11-23",
      reason: "complete",
      legal: workday("2026-12-21"),
      promised: workday("2026-12-07"),
      handover: workday("2026-11-24"),
    },
  },
  refusal: {
    number: "通武不受〔2026〕2号",
    issuedOn: "2026-11-23",
    facts: {
      outcome: "not-competent",
      reasons: "经营场所地址在河北省廊坊市香河县，食品经营许可由经营场所所在地的市场监督管理部门实施。",
      competent: "香河县市场监督管理局",
      remedies: procedure.remedies.zh,
    },
  },
  "not-required": {
    number: "通武免受〔2026〕1号",
    issuedOn: "2026-11-23",
    facts: {
      outcome: "not-required",
      reasons: "仅销售预包装食品，依法办理备案即可，不需要取得食品经营许可。",
      remedies: procedure.remedies.zh,
    },
  },
  supplement: {
    number: "通武补〔2026〕5号",
    issuedOn: "2026-11-23",
    facts: {
      requestedOn: "2026-11-23",
      defects: [
        { material: "application", what: "第二页经营项目未勾选，法定代表人签名处空白，请补填并签名。" },
        {
          material: "premises-layout",
          what: "未标明洗手消毒设施和更衣区的位置，请重新绘制，注明面积和比例。",
        },
        {
          material: "health-certificate",
          what: "上传件第一页模糊，无法辨认有效期，请交原件核验或者重新扫描。",
        },
      ],
      answerBy: "2026-12-14",
    },
  },
  extension: {
    number: "通延〔2026〕1号",
    issuedOn: "2026-12-18",
    facts: {
      reason: "经营场所改造正在收尾，现场核查需等待设施到位后再次进行，原办理期限内不能形成核查结论。",
      approver: "TZ-0301",
      legal: workday("2027-01-06", true),
      promised: workday("2026-12-22"),
    },
  },
  "special-procedure": {
    number: "通特〔2026〕3号",
    issuedOn: "2026-12-02",
    facts: {
      procedure: "hearing",
      reason:
        "相邻住户对油烟排放提出异议，属于申请人与他人之间的重大利益关系，利害关系人在法定期限内申请听证。",
      expectedWorkdays: 15,
      pausedOn: "2026-12-02",
    },
  },
  "decision-granted": {
    number: "通准〔2026〕41号",
    issuedOn: "2026-12-04",
    facts: {
      outcome: "granted",
      officers: ["TZ-0117", "TZ-0122"],
      reasons: "",
      remedies: "",
      decidedOn: "2026-12-04",
      deliverBy: workday("2026-12-18"),
      result: { name: item.result.name.zh, number: "JY29901120000001", validUntil: "2031-12-03" },
    },
  },
  "decision-denied": {
    number: "通不准〔2026〕2号",
    issuedOn: "2026-12-04",
    facts: {
      outcome: "denied",
      officers: ["TZ-0117", "TZ-0122"],
      reasons,
      remedies: procedure.remedies.zh,
      decidedOn: "2026-12-04",
      deliverBy: workday("2026-12-18"),
    },
  },
  "service-return": {
    number: "通武送〔2026〕4号",
    issuedOn: "2026-12-07",
    facts: { way: "window", recipient: "示例·王小川", deliveredOn: "2026-12-07" },
  },
};

const documents: IssuedDocument[] = (Object.keys(issued) as DocumentKind[]).map((kind) => ({
  ...issued[kind],
  kind,
  party: ["extension", "special-procedure", "decision-granted", "decision-denied"].includes(kind)
    ? "110112"
    : "120114",
  event: kind.padEnd(64, "0"),
}));

const file: CaseFile = {
  id: "0193a7c0-0000-7000-8000-000000000001",
  number: "11990112DEM000014Y4990004001000202611200007",
  trackingCode: "K7M4QX",
  item: item.authorities[0]!.code,
  itemId: item.id,
  itemName: item.name,
  domain: item.domain,
  caseType: item.caseType,
  procedure: procedure.id,
  department: "market-regulation",
  accepting: "120114",
  deciding: "110112",
  holder: "120114",
  state: "delivered",
  channel: "window",
  applicant: {
    kind: "organisation",
    name: "（示例）运河人家餐饮有限公司",
    idNumber: "91990114MADEM002XR",
    phone: "13800000000",
    legalRepresentative: "示例·林芳",
  },
  agent: {
    name: "示例·王小川",
    idNumber: "990114198507260127",
    phone: "13800000001",
    mandate: "代办食品经营许可",
  },
  form: {},
  delivery: { way: "window" },
  materials: [],
  checked: [],
  defects: [],
  submittedAt: "2026-11-20T02:11:00.000Z",
  submittedOn: "2026-11-20",
  clocks: {},
  pauses: [],
  extended: false,
  decision: {
    outcome: "granted",
    reasons: "",
    resultName: item.result.name.zh,
    resultNumber: "JY29901120000001",
  },
  ratings: [],
  documents,
  timeline: [],
  clause: { agreement: "a".repeat(64), clause: "market.cross-region-services" },
  last: "b".repeat(64),
};

const places: Record<string, { zh: string; en: string }> = {
  "110112": { zh: "通州", en: "Tongzhou" },
  "120114": { zh: "武清", en: "Wuqing" },
  "131000": { zh: "廊坊", en: "Langfang" },
};

/** The worked example's documents: a permit for a restaurant in Tongzhou, handed in at Wuqing. Made-up people and numbers. */
export const exampleFacts = (kind: DocumentKind, changes: Partial<DocumentFacts> = {}): DocumentFacts => {
  const all = changes.file ?? file;
  const other = kind === "decision-denied" ? "decision-granted" : "decision-denied";
  return {
    file: { ...all, documents: documents.filter((one) => one.kind !== other) },
    document: documents.find((one) => one.kind === kind)!,
    item,
    procedure,
    partyName: (party) => places[party]!,
    clause: {
      agreementTitle: {
        zh: "“通武廊”区域一体化高质量发展试点示范合作协议",
        en: "Tongzhou–Wuqing–Langfang agreement on a pilot for high-quality regional integration",
      },
      clauseTitle: { zh: "一地受理、异地审批", en: "Accept here, decide there" },
    },
    trial: true,
    language: "zh",
    ...changes,
  };
};
