import type { FindingTexts } from "#agreements/finding.ts";
import { officialRefusals } from "#official/refusals.ts";

/** What the checker says of a service item. */
export const itemTexts: FindingTexts = {
  ...officialRefusals,
  PROMISE_EXCEEDS_LEGAL: {
    zh: "承诺办结时限长于法定办结时限",
    en: "The promised limit is longer than the legal limit",
    basis: {
      zh: "GB/T 39046-2020；《行政许可法》第四十二条",
      en: "GB/T 39046-2020; Administrative Licensing Law, art. 42",
    },
    next: { zh: "承诺时限应等于或短于法定时限。", en: "Promise the legal limit or less." },
  },
  PROCEDURE_NOT_GRANTED: {
    zh: "流程“{procedure}”没有列入该条款的 procedures",
    en: "The procedure “{procedure}” is not listed in the clause's procedures",
    next: {
      zh: "请在授权的 procedures 中加上 {procedure}.json。",
      en: "Add {procedure}.json to the grant's procedures.",
    },
  },
  QUESTION_UNKNOWN: {
    zh: "条件引用的问题“{field}”不存在，或排在本题之后",
    en: "The condition names the question “{field}”, which does not exist or is asked later",
    next: { zh: "此处可引用：{known}。", en: "Here it may name: {known}." },
  },
  ANSWER_IMPOSSIBLE: {
    zh: "问题“{field}”不会有“{is}”这个回答，条件永远不成立",
    en: "“{is}” is no possible answer to “{field}”: the condition can never hold",
    next: { zh: "请对照该题 options 中的 value。", en: "Compare with the values in the question's options." },
  },
  CHOICE_OPTIONS: {
    zh: "问题“{field}”：选择题（choice）须有两个以上选项，其他题型不写 options",
    en: "Question “{field}”: a choice needs two options or more, other kinds have none",
    next: { zh: "请补上或删去 options。", en: "Add or remove options." },
  },
  QUESTION_WITHOUT_BASIS: {
    level: "warning",
    zh: "问题“{field}”没有写明依据",
    en: "Question “{field}” gives no basis",
    basis: {
      zh: "《行政许可法》第二十九条、第三十一条：不得要求与申请事项无关的内容",
      en: "Administrative Licensing Law, arts. 29 and 31: nothing unrelated may be asked",
    },
    next: { zh: "请补上 basis，或删去这个问题。", en: "Add its basis, or drop the question." },
  },
  SHARED_YET_ASKED: {
    zh: "材料“{material}”可通过共享取得，不得再要求申请人提交原件或复印件",
    en: "“{material}” can be had by sharing, so no original or copy may be asked of the applicant",
    basis: {
      zh: "《国务院关于在线政务服务的若干规定》（国务院令第716号）第七条",
      en: "State Council Decree No. 716, art. 7",
    },
    next: {
      zh: "请把 originals 和 copies 改为 0，或把 fromSharing 改为 false。",
      en: "Set originals and copies to 0, or fromSharing to false.",
    },
  },
  CODE_OTHER_BODY: {
    zh: "实施编码前18位不是本实施主体的统一社会信用代码",
    en: "The first 18 characters of the code are not this body's credit code",
    next: {
      zh: "实施编码 = 信用代码（18位）+ 行使层级（1位）+ 基本编码（12位）。",
      en: "Code = credit code (18) + level (1) + basic code (12).",
    },
  },
  CODE_OTHER_ITEM: {
    zh: "实施编码末12位不是本事项的基本编码 {basicCode}",
    en: "The last 12 characters of the code are not this item's basic code {basicCode}",
    next: {
      zh: "实施编码 = 信用代码（18位）+ 行使层级（1位）+ 基本编码（12位）。",
      en: "Code = credit code (18) + level (1) + basic code (12).",
    },
  },
  PATH_LEADS_NOWHERE: {
    level: "warning",
    zh: "unverified 中的“{path}”没有对应的内容",
    en: "“{path}” in unverified leads to nothing",
    next: { zh: "请核对路径，如 authorities.*.phone。", en: "Check the path, such as authorities.*.phone." },
  },
};
