import type { Party } from "#base/party.ts";
import type { CasesGrant, Clause, Grant, Limits, MonitoringGrant } from "./agreement.ts";

export type Said = { zh: string; en: string };
export type NameOf = (party: Party) => Said;

const powerWords: Record<CasesGrant["powers"][number], Said> = {
  receive: { zh: "收件", en: "receive papers" },
  accept: { zh: "受理（出具受理通知书）", en: "accept (and issue the notice of acceptance)" },
  "notify-supplement": { zh: "一次性告知补正", en: "ask once for what is missing" },
  "verify-original": { zh: "原件核验", en: "verify originals" },
  "verify-identity": { zh: "身份核验", en: "verify identity" },
  deliver: { zh: "结果送达", en: "deliver the result" },
  "copy-for-archive": { zh: "留存归档副本", en: "keep a copy for the archive" },
};

const whose: Record<string, Said> = {
  applicant: { zh: "申请人", en: "applicant’s" },
  agent: { zh: "代理人", en: "agent’s" },
  delivery: { zh: "送达", en: "delivery" },
};
const what: Record<string, Said> = {
  kind: { zh: "类型", en: "kind" },
  name: { zh: "姓名或名称", en: "name" },
  idNumber: { zh: "证件号码", en: "identity or credit code" },
  phone: { zh: "电话", en: "telephone" },
  address: { zh: "地址", en: "address" },
  legalRepresentative: { zh: "法定代表人", en: "legal representative" },
  mandate: { zh: "授权委托内容", en: "mandate" },
  recipient: { zh: "收件人", en: "recipient" },
};

const legalBases: Record<NonNullable<Clause["legalBasis"]>, Said> = {
  "statutory-duty": {
    zh: "为履行法定职责所必需（《个人信息保护法》第十三条第一款第三项）",
    en: "needed for statutory duties (Personal Information Protection Law, art. 13(1)(3))",
  },
  "separate-consent": {
    zh: "取得个人的单独同意（《个人信息保护法》第二十三条）",
    en: "separate consent of the person (Personal Information Protection Law, art. 23)",
  },
  contract: {
    zh: "为订立、履行个人作为一方当事人的合同所必需（《个人信息保护法》第十三条第一款第二项）",
    en: "needed for a contract of the person (Personal Information Protection Law, art. 13(1)(2))",
  },
  emergency: {
    zh: "应对突发公共卫生事件，或紧急情况下保护生命健康和财产安全（《个人信息保护法》第十三条第一款第四项）",
    en: "public-health emergency, or protection of life, health and property (Personal Information Protection Law, art. 13(1)(4))",
  },
};

export const sayLegalBasis = (basis: NonNullable<Clause["legalBasis"]>): Said => legalBases[basis];

const hoursEn = (n: number): string => `${n} hour${n === 1 ? "" : "s"}`;

export const sayLimits = ({ relayHours, deliveryHours }: Limits): Said => ({
  zh: `签出后 ${relayHours} 小时内对方节点没有签收，或移交后 ${deliveryHours} 小时内没有接办，发出方节点自动签名留证；此后到达的，以到达为准。`,
  en: `If the other node has not signed for something within ${hoursEn(relayHours)} of its sealing, or has not taken up what was passed on within ${hoursEn(deliveryHours)}, the sending node records that under its signature; a later arrival overrules it.`,
});

const join = (list: readonly Said[]): Said => ({
  zh: list.map(({ zh }) => zh).join("、"),
  en:
    list.length < 2
      ? (list[0]?.en ?? "")
      : `${list
          .slice(0, -1)
          .map(({ en }) => en)
          .join(", ")} and ${list.at(-1)!.en}`,
});

const sayField = (path: string): Said => {
  const [owner = "", member = ""] = path.split(".");
  const field = what[member] ?? { zh: member, en: member };
  const of = whose[owner] ?? { zh: owner, en: owner };
  return { zh: `${of.zh}${field.zh}`, en: `${of.en} ${field.en}` };
};

const units = { workday: { zh: "个工作日", en: "working day" }, day: { zh: "日", en: "day" } };

const sayCases = (grant: CasesGrant, nameOf: NameOf, items: number): Said[] => {
  const to = join(grant.to.map(nameOf));
  const from = join(grant.from.map(nameOf));
  const powers = join(grant.powers.map((power) => powerWords[power]));
  const fields = join(grant.discloses.map(sayField));
  const { n, unit } = grant.relayLimit;
  const ranges = grant.to.flatMap((party) => {
    const range = grant.numbering[party];
    const pad = (number: number) => String(number).padStart(4, "0");
    return range
      ? [
          {
            zh: `${nameOf(party).zh} ${pad(range.from)}–${pad(range.to)}`,
            en: `${nameOf(party).en} ${pad(range.from)}–${pad(range.to)}`,
          },
        ]
      : [];
  });
  return [
    {
      zh: `${to.zh}的窗口可以为${from.zh}负责决定的 ${items} 个事项：${powers.zh}。`,
      en: `Windows of ${to.en} may, for ${items} items decided by ${from.en}: ${powers.en}.`,
    },
    {
      zh: "决定权不变：由事项所属地区的主管部门作出决定，任何条款都不能转授。",
      en: "Deciding stays where it is: only the authority in charge decides, and no clause can grant it.",
    },
    grant.clockStart === "accepting-window"
      ? { zh: "办理时限自收件窗口受理之日起算。", en: "Time limits run from acceptance at the window." }
      : {
          zh: "办理时限自决定机关收到之日起算。",
          en: "Time limits run from receipt by the deciding authority.",
        },
    {
      zh: `窗口应在 ${n} ${units[unit].zh}内把办件转交决定方。`,
      en: `The window hands the case over within ${n} ${units[unit].en}${n === 1 ? "" : "s"}.`,
    },
    grant.discloses.length > 0
      ? {
          zh: `可以提供的个人信息仅限：${fields.zh}，以及事项申请表所问的内容；只提供给收件方和决定方。`,
          en: `Personal data that may be given is only: ${fields.en}, and what the item’s own form asks; only to the accepting and the deciding side.`,
        }
      : {
          zh: "除事项申请表所问的内容外，不提供个人信息。",
          en: "No personal data is given beyond what the item’s own form asks.",
        },
    ...(ranges.length > 0
      ? [{ zh: `办件流水号段：${join(ranges).zh}。`, en: `Case numbers end within: ${join(ranges).en}.` }]
      : []),
  ];
};

const governanceWords: Record<string, Said> = {
  propose: { zh: "提出协议", en: "propose agreements" },
  sign: { zh: "签署协议", en: "sign them" },
  end: { zh: "签署终止", en: "sign their end" },
  "change-key": { zh: "更换本方密钥", en: "change its own key" },
  "revoke-key": {
    zh: "与其余各方共同吊销他方遗失或被盗的密钥",
    en: "with the others revoke a party’s lost or stolen key",
  },
  refuse: { zh: "对不符合条款的内容签名拒绝", en: "refuse, signed, what does not fit a clause" },
};

const monitoringWords: Record<MonitoringGrant["powers"][number], Said> = {
  observe: { zh: "互通监测值", en: "share readings" },
  forecast: { zh: "互通预报", en: "share forecasts" },
  warn: { zh: "发出预警和通报", en: "warn and inform" },
  confirm: { zh: "确认预警和签回执", en: "confirm warnings and sign receipts" },
  respond: { zh: "协同处置", en: "respond together" },
  patrol: { zh: "联合巡查和互查", en: "patrol together and inspect each other" },
};

const sayMonitoring = ({ to, powers, publishes }: MonitoringGrant, nameOf: NameOf): Said[] => {
  const who = join(to.map(nameOf));
  const what = join(powers.map((power) => monitoringWords[power]));
  const open = join(
    publishes.map((one) =>
      one === "observe" ? { zh: "监测值", en: "Readings" } : { zh: "预报", en: "forecasts" },
    ),
  );
  return [
    {
      zh: `${who.zh}就条款所列监测网络可以：${what.zh}。`,
      en: `For the networks listed here ${who.en} may: ${what.en}.`,
    },
    publishes.length > 0
      ? {
          zh: `${open.zh}向社会公开，其余只在各方之间。`,
          en: `${open.en} are public; the rest stays between the parties.`,
        }
      : { zh: "内容只在各方之间，不向社会公开。", en: "All of it stays between the parties." },
  ];
};

/** What a grant lets whom do, as sentences that a citizen and a lawyer can both read. */
export const sayGrant = (grant: Grant, nameOf: NameOf, items: number): Said[] => {
  if ("cases" in grant) return sayCases(grant.cases, nameOf, items);
  if ("monitoring" in grant) return sayMonitoring(grant.monitoring, nameOf);
  const { agreements, exchange, keys = [] } = grant.governance;
  const words = join([...agreements, ...exchange, ...keys].map((power) => governanceWords[power]!));
  return [{ zh: `各方都可以：${words.zh}。`, en: `Every party may ${words.en}.` }];
};
