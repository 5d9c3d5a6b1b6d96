import { agreementRefusals } from "./refusals.ts";
import type { FindingTexts } from "./finding.ts";

const asListed = {
  zh: "请对照同目录其他文件或 docs/schemas 中的说明改正。",
  en: "Compare with the other files or with docs/schemas.",
};
const pipl55 = {
  zh: "《个人信息保护法》第五十五条、第五十六条；《网络数据安全管理条例》第十二条",
  en: "Personal Information Protection Law, arts. 55–56; Network Data Security Regulation, art. 12",
};
const { DECISION_NOT_GRANTABLE } = agreementRefusals;

/** What the checker can say of a text and of its shape; the rules' own words are in `rule-texts.ts`. */
export const shapeTexts = {
  JSON_UNEXPECTED: {
    zh: "此处是“{found}”，应为 {expected}",
    en: "“{found}” stands here; expected {expected}",
    next: {
      zh: "多半是上一行少了逗号、冒号或引号。",
      en: "Most often a comma, colon or quote is missing just before.",
    },
  },
  JSON_ENDS: {
    zh: "文件到此结束，还缺 {expected}",
    en: "The file ends here; {expected} is missing",
    next: { zh: "请检查括号和引号是否成对。", en: "Check that brackets and quotes are closed." },
  },
  JSON_DUPLICATE: {
    zh: "“{name}”在同一处写了两次，签署的文本只能有一个意思",
    en: "“{name}” is written twice here; a signed text has one meaning",
    next: { zh: "请删去其中一处。", en: "Delete one of them." },
  },
  JSON_NAME: {
    zh: "不得使用名称“{name}”",
    en: "“{name}” cannot be used as a name",
    next: { zh: "请换一个名称。", en: "Choose another name." },
  },
  JSON_STRING: {
    zh: "文字没有正确结束，或含有不能直接书写的字符",
    en: "This text is not closed, or holds a character that must be escaped",
    next: {
      zh: '换行请写作 \\n，引号请写作 \\"，反斜杠请写作 \\\\。',
      en: 'Write a line break as \\n, a quote as \\", a backslash as \\\\.',
    },
  },
  JSON_TRAILING_COMMA: {
    zh: "最后一项之后多了逗号",
    en: "There is a comma after the last entry",
    next: { zh: "请删去这个逗号。", en: "Delete this comma." },
  },
  JSON_COMMENT: {
    zh: "文件中不能写注释",
    en: "Comments are not allowed in these files",
    next: {
      zh: "请把说明写进 summary、note 或 sources.json。",
      en: "Put remarks into summary, note or sources.json.",
    },
  },
  JSON_NUMBER: {
    zh: "数字 {found} 太大或太精确，各方计算会不一致",
    en: "The number {found} is too large or too exact to be the same everywhere",
    next: { zh: "编号和金额请写成带引号的文字。", en: "Write codes and amounts as quoted text." },
  },
  JSON_DEEP: { zh: "嵌套超过 {limit} 层", en: "Nested more than {limit} levels deep", next: asListed },
  AGREEMENT_MISSING: {
    zh: "目录中没有 agreement.json",
    en: "There is no agreement.json in the folder",
    next: {
      zh: "请指明协议所在目录，例如 definitions/agreements/2023-integration-pilot。",
      en: "Name the agreement's folder, for example definitions/agreements/2023-integration-pilot.",
    },
  },
  MEMBER_UNKNOWN: {
    zh: "没有“{name}”这一项",
    en: "There is no member “{name}” here",
    next: { zh: "此处可用：{known}。", en: "Known here: {known}." },
  },
  MEMBER_MISSING: {
    zh: "缺少“{name}”。{explained_zh}",
    en: "“{name}” is missing. {explained_en}",
    next: { zh: "请补上这一项。", en: "Add it." },
  },
  ENGLISH_MISSING: {
    zh: "缺少英文（en）",
    en: "The English text (en) is missing",
    next: {
      zh: "凡人能看到的文字都要中英文齐全，请补上 en。",
      en: "Every word a person sees is complete in both languages: add en.",
    },
  },
  WRONG_KIND: {
    zh: "“{name}”应为{expected_zh}，现为{found_zh}。{explained_zh}",
    en: "“{name}” should be {expected_en}, and is {found_en}. {explained_en}",
    next: asListed,
  },
  NOT_ONE_OF: {
    zh: "“{name}”的值“{found}”不在可选之列。{explained_zh}",
    en: "“{found}” is no possible value of “{name}”. {explained_en}",
    next: { zh: "可选：{allowed}。", en: "Possible: {allowed}." },
  },
  BAD_FORMAT: {
    zh: "“{name}”的值“{found}”格式不对，应为{format_zh}。{explained_zh}",
    en: "“{found}” is not how “{name}” is written: {format_en}. {explained_en}",
    next: asListed,
  },
  TOO_SMALL: {
    zh: "“{name}”太少或太小，至少 {limit}。{explained_zh}",
    en: "“{name}” is too small or too short: at least {limit}. {explained_en}",
    next: asListed,
  },
  TOO_LARGE: {
    zh: "“{name}”太多或太大，至多 {limit}。{explained_zh}",
    en: "“{name}” is too large or too long: at most {limit}. {explained_en}",
    next: asListed,
  },
  VALUE_INVALID: {
    zh: "“{name}”不符合要求。{explained_zh}",
    en: "“{name}” does not fit. {explained_en}",
    next: asListed,
  },
  DECISION_NOT_GRANTABLE: {
    zh: "“{found}”（作出决定）不能通过合作条款授权给对方",
    en: "“{found}” (deciding) cannot be granted to another party by a clause",
    basis: DECISION_NOT_GRANTABLE.basis,
    next: {
      zh: "请删去这一项。可授权的只有：{allowed}。确需委托的，应另行依法委托并公告。",
      en: "Remove it. What can be granted: {allowed}. Entrustment, where needed, takes its own published instrument.",
    },
  },
  KIND_UNKNOWN: {
    zh: "不认识的文件种类“{found}”",
    en: "Unknown kind of file: “{found}”",
    next: { zh: "kind 可为：{allowed}。", en: "kind is one of: {allowed}." },
  },
} as const satisfies FindingTexts;

export const ruleTexts = {
  PARTY_TWICE: {
    zh: "缔约方 {party} 写了两次",
    en: "Party {party} is listed twice",
    next: { zh: "请删去一处。", en: "Delete one." },
  },
  PARTY_UNKNOWN: {
    zh: "{party} 不是本协议的缔约方",
    en: "{party} is not a party to this agreement",
    next: {
      zh: "请改为缔约方（{parties}），或先把它加入 parties。",
      en: "Use a party ({parties}), or add it to parties first.",
    },
  },
  ID_TWICE: {
    zh: "标识“{id}”用了两次",
    en: "The id “{id}” is used twice",
    next: {
      zh: "请改成不同的标识；已签署版本用过的标识不要挪作他用。",
      en: "Give it another id; never reuse one that a signed version used for something else.",
    },
  },
  VERSION_AMENDS: {
    zh: "第 1 版不写 amends，第 2 版起必须写所修订版本的摘要",
    en: "Version 1 has no amends; from version 2 on it names the digest of the version it replaces",
    next: { zh: "请核对 version 与 amends。", en: "Check version and amends." },
  },
  EFFECTIVE_BEFORE_SIGNED: {
    zh: "生效日 {effectiveFrom} 早于签署日 {signedOn}",
    en: "It takes effect on {effectiveFrom}, before it is signed on {signedOn}",
    next: { zh: "请核对两个日期。", en: "Check both days." },
  },
  ENDS_BEFORE_START: {
    zh: "终止日 {endsOn} 早于生效日 {effectiveFrom}",
    en: "It ends on {endsOn}, before it takes effect on {effectiveFrom}",
    next: { zh: "请核对两个日期。", en: "Check both days." },
  },
  LIMITS_ORDER: {
    zh: "接办时限 {deliveryHours} 小时短于送达时限 {relayHours} 小时",
    en: "Delivery is limited to {deliveryHours} hours, less than the {relayHours} hours for relay",
    next: {
      zh: "两个时限都自签出起算，接办须在送达之后；请核对。",
      en: "Both count from sealing, and nothing is taken up before it arrives; check both.",
    },
  },
  PATTERN_OUTSIDE: {
    zh: "“{pattern}”指向协议目录之外",
    en: "“{pattern}” leads out of the agreement's folder",
    next: {
      zh: "请写目录内的相对路径，如 services/*.json。",
      en: "Write a path inside the folder, such as services/*.json.",
    },
  },
  PATTERN_MATCHES_NOTHING: {
    zh: "“{pattern}”没有对应任何文件",
    en: "“{pattern}” matches no file",
    next: { zh: "请核对文件名，或删去这一项。", en: "Check the file names, or remove it." },
  },
  PROCEDURE_MISSING: {
    zh: "没有流程文件“{name}”",
    en: "There is no procedure file “{name}”",
    next: {
      zh: "流程文件在 definitions/procedures，现有：{known}。",
      en: "Procedures are in definitions/procedures; there are: {known}.",
    },
  },
  STANDARD_MISSING: {
    zh: "没有标准文件“{name}”",
    en: "There is no file of a standard “{name}”",
    next: {
      zh: "标准文件在 definitions/standards，现有：{known}。",
      en: "Standards are in definitions/standards; there are: {known}.",
    },
  },
  FILE_UNUSED: {
    level: "warning",
    zh: "没有条款用到这个文件，签署的摘要不包括它",
    en: "No clause brings this file into force, so signatures do not cover it",
    next: {
      zh: "请在某个授权的 items 中列入，或删去文件。",
      en: "List it in a grant's items, or delete it.",
    },
  },
  NUMBERING_MISSING: {
    zh: "{party} 可以收件，但没有给它分配办件流水号段",
    en: "{party} may accept papers but has no range of case numbers",
    next: { zh: "请在 numbering 中为它分配号段。", en: "Give it a range in numbering." },
  },
  NUMBERING_ORDER: {
    zh: "{party} 的号段 {from}–{to} 起止颠倒",
    en: "The range {from}–{to} of {party} is upside down",
    next: { zh: "请核对 from 与 to。", en: "Check from and to." },
  },
  NUMBERING_OVERLAP: {
    zh: "{party} 与 {other} 的号段重叠（{from}–{to}），会出现重号",
    en: "The ranges of {party} and {other} overlap ({from}–{to}): two cases could get one number",
    next: { zh: "请改成互不重叠的号段。", en: "Make them disjoint." },
  },
  DISCLOSURE_PATH: {
    zh: "“{found}”不是可以提供的信息项",
    en: "“{found}” is not something that can be disclosed",
    next: {
      zh: "请写成 applicant.name、agent.phone 这样的路径，逐项列出，不能用 *。",
      en: "Write paths such as applicant.name or agent.phone, one by one, never *.",
    },
  },
  LEGAL_BASIS_MISSING: {
    zh: "条款“{clause}”提供个人信息，但没有写明处理依据（legalBasis）",
    en: "Clause “{clause}” discloses personal data without a legal basis (legalBasis)",
    basis: {
      zh: "《个人信息保护法》第十三条、第二十三条",
      en: "Personal Information Protection Law, arts. 13 and 23",
    },
    next: {
      zh: "请写明：statutory-duty、separate-consent、contract 或 emergency。",
      en: "Say which: statutory-duty, separate-consent, contract or emergency.",
    },
  },
  IMPACT_ASSESSMENT_MISSING: {
    zh: "条款“{clause}”向他方提供个人信息，但没有个人信息保护影响评估记录（impactAssessment）",
    en: "Clause “{clause}” provides personal data to others without a record of the impact assessment (impactAssessment)",
    basis: pipl55,
    next: {
      zh: "请先做评估并写上记录编号，记录至少保存三年。",
      en: "Carry out the assessment and put its reference; the record is kept for three years at least.",
    },
  },
  ITEM_CODE_TWICE: {
    zh: "实施编码 {code} 已用于 {other}",
    en: "Implementation code {code} is already used in {other}",
    next: {
      zh: "一个编码只能对应一个事项和一个实施主体。",
      en: "One code stands for one item and one body in charge.",
    },
  },
  BUNDLE_TOO_LARGE: {
    zh: "协议及其文件共 {bytes} 字节，超过上限 {limit}，无法一次送达对方",
    en: "The agreement and its files have {bytes} bytes, above the limit of {limit} that one event can carry",
    next: { zh: "请拆分为两份协议，或精简文字。", en: "Split it into two agreements, or shorten its texts." },
  },
} as const satisfies FindingTexts;

export const findingTexts: FindingTexts = { ...shapeTexts, ...ruleTexts };
