import type { Refusals } from "#base/outcome.ts";
import type { FolderRefusal } from "./folder.ts";
import type { FoundingRefusal } from "./found.ts";
import type { MayRefusal } from "./may.ts";
import type { SignRefusal } from "./sign.ts";

const license24 = {
  zh: "《行政许可法》第二十四条：委托实施行政许可须依法进行并公告，合作条款不构成委托",
  en: "Administrative Licensing Law, art. 24: entrustment must follow the law and be published; a cooperation clause is none",
};
const minimal = {
  zh: "《个人信息保护法》第六条、第三十四条：限于履行法定职责所必需的最小范围",
  en: "Personal Information Protection Law, arts. 6 and 34: no more than statutory duties need",
};
const clauseRule = {
  zh: "跨界内容须有各方签署且现行有效的条款",
  en: "Nothing crosses a border without a clause in force that all parties signed",
};
const seeAgreement = {
  zh: "请在“协议公开”页核对该条款的授权内容；确需办理的，提出修订并由各方签署。",
  en: "Compare with the clause on the agreements page; where it is needed, propose an amendment for all parties to sign.",
};
const askAdministrator = {
  zh: "请把此提示告诉系统管理员。",
  en: "Tell your system administrator what this message says.",
};
const foundingAgain = {
  zh: "请向其他各方重新索取创始协议文件 founding.json，核对摘要后再启动。",
  en: "Ask another party for founding.json again, compare its digest, then start.",
};

/** Every "no" of the agreements. */
export const agreementRefusals = {
  NO_CLAUSE: {
    status: 403,
    zh: "没有可依据的条款，“{type}”不能跨界",
    en: "No known clause lets “{type}” cross a border",
    basis: clauseRule,
    next: {
      zh: "请确认所依据的协议已由各方签署并已送达本节点。",
      en: "Make sure that all parties have signed the agreement and that it has reached this node.",
    },
  },
  CLAUSE_NOT_IN_FORCE: {
    status: 403,
    zh: "协议“{agreement}”的条款“{clause}”当时尚未生效",
    en: "Clause “{clause}” of “{agreement}” was not yet in force at that time",
    basis: clauseRule,
    next: {
      zh: "请等各方签署完毕并到生效日后再办。",
      en: "Wait until every party has signed and the day it takes effect has come.",
    },
  },
  CLAUSE_ENDED: {
    status: 403,
    zh: "协议“{agreement}”的条款“{clause}”当时已经失效",
    en: "Clause “{clause}” of “{agreement}” had already ended at that time",
    basis: clauseRule,
    next: {
      zh: "请改按现行有效的协议版本办理；没有新版本的，由本地按自有权限办理。",
      en: "Go by the version now in force; where there is none, each side acts within its own powers.",
    },
  },
  NOT_A_PARTY: {
    status: 403,
    zh: "{party} 不是所依据协议的缔约方",
    en: "{party} is not a party to the agreement",
    basis: clauseRule,
    next: {
      zh: "请核对收发双方；新加入的地区须先签署该协议。",
      en: "Check both sides; a party that joins signs the agreement first.",
    },
  },
  POWER_NOT_GRANTED: {
    status: 403,
    zh: "条款“{clause}”没有授权 {party} 行使“{power}”",
    en: "Clause “{clause}” does not grant {party} the power “{power}”",
    basis: clauseRule,
    next: seeAgreement,
  },
  DECISION_NOT_GRANTABLE: {
    status: 403,
    zh: "决定只能由 {deciding} 的主管部门作出，收件方 {party} 不能代为决定",
    en: "Only the authority of {deciding} may decide; {party}, which accepts the papers, may not decide for it",
    basis: license24,
    next: { zh: "请把办件转交有权决定的一方。", en: "Pass the case to the party that may decide." },
  },
  FIELD_NOT_GRANTED: {
    status: 403,
    zh: "条款“{clause}”没有列出可以提供的信息项“{field}”",
    en: "Clause “{clause}” does not list “{field}” among what may be disclosed",
    basis: minimal,
    next: seeAgreement,
  },
  ITEM_NOT_GRANTED: {
    status: 403,
    zh: "条款“{clause}”不包括事项 {item}",
    en: "Clause “{clause}” does not bring item {item} into force",
    basis: clauseRule,
    next: seeAgreement,
  },
  NETWORK_NOT_GRANTED: {
    status: 403,
    zh: "条款“{clause}”没有监测授权，或不包括监测网络 {network}",
    en: "Clause “{clause}” grants no monitoring, or not for the network {network}",
    basis: clauseRule,
    next: seeAgreement,
  },
  AUDIENCE_TOO_WIDE: {
    status: 403,
    zh: "只能发给收件方和决定方，不能发给 {audience}",
    en: "It may go to the accepting and the deciding party only, not to {audience}",
    basis: minimal,
    next: { zh: "请只发给办理该件的两方。", en: "Send it to the two sides that handle the case." },
  },
  AGREEMENT_NOT_FOUND: {
    status: 404,
    zh: "没有找到这份协议",
    en: "This agreement was not found",
    next: {
      zh: "请核对协议摘要，或从“协议公开”列表进入。",
      en: "Check the digest, or open it from the list of agreements.",
    },
  },
  AGREEMENT_FAULTY: {
    status: 422,
    zh: "协议内容有误（{file} {pointer}）：{zh}",
    en: "The agreement has a mistake ({file} {pointer}): {en}",
    next: {
      zh: "请用 ./tongwulang agreement check 检查并改正后重新提出。",
      en: "Check it with ./tongwulang agreement check, correct it and propose it again.",
    },
  },
  ALREADY_PROPOSED: {
    status: 409,
    zh: "协议“{agreement}”的这一版本已经提出过",
    en: "This very version of “{agreement}” has been proposed already",
    next: { zh: "请在“协议公开”页查看并签署。", en: "Open it on the agreements page and sign it there." },
  },
  DIGEST_DIFFERS: {
    status: 422,
    zh: "协议“{agreement}”的内容与摘要不符",
    en: "The content of “{agreement}” does not match its digest",
    next: {
      zh: "内容在途中被改动或损坏，请提出方重新发送。",
      en: "It was altered or damaged on the way; the proposing party sends it again.",
    },
  },
  NOT_IN_NETWORK: {
    status: 422,
    zh: "{party} 不在创始协议中，不能成为“{agreement}”的缔约方",
    en: "{party} is not in the founding agreement and cannot be a party to “{agreement}”",
    next: {
      zh: "请先由各方签署含该地区节点的创始协议。",
      en: "First have all parties sign a founding agreement that names its node.",
    },
  },
  AMENDS_UNKNOWN: {
    status: 422,
    zh: "“{agreement}”第{version}版所修订的上一版本不存在或版本号不连续",
    en: "The version that “{agreement}” version {version} amends is unknown, or the numbers do not follow each other",
    next: {
      zh: "请在 amends 中填写现行版本的摘要，版本号加一。",
      en: "Put the digest of the version in force into amends and count the version one up.",
    },
  },
  AMENDS_NOT_NEWEST: {
    status: 409,
    zh: "“{agreement}”已有更新的版本，不能再修订旧版本",
    en: "“{agreement}” has a newer version; an old one can no longer be amended",
    next: { zh: "请以最新版本为基础重新提出。", en: "Propose it again on the newest version." },
  },
  ALREADY_SIGNED: {
    status: 409,
    zh: "{party} 已经签署",
    en: "{party} has signed already",
    next: { zh: "无需重复签署。", en: "There is no need to sign twice." },
  },
  NOT_SIGNED_BY_ALL: {
    status: 409,
    zh: "协议“{agreement}”尚未由各方签署，无从终止",
    en: "“{agreement}” is not signed by all parties, so there is nothing to end",
    next: {
      zh: "不同意的一方不签署即可，协议不会生效。",
      en: "A party that does not agree simply does not sign; it will not take effect.",
    },
  },
  AGREEMENT_OVER: {
    status: 409,
    zh: "协议“{agreement}”的这一版本已失效或已被其他版本取代",
    en: "This version of “{agreement}” has ended or was overtaken by another",
    next: { zh: "请查看现行版本。", en: "See the version in force." },
  },
  FOUNDING_FIXED: {
    status: 409,
    zh: "创始协议由启动文件确定，不能在此签署、终止或修改",
    en: "The founding agreement comes from the file the node starts with and is not signed, ended or changed here",
    next: {
      zh: "变更节点地址或公钥，请各方重新签署创始协议文件。",
      en: "To change addresses or keys, all parties sign the founding file again.",
    },
  },
  SIGNATURE_FALSE: {
    status: 422,
    zh: "{party} 的签名与其公钥不符",
    en: "The signature of {party} does not fit its key",
    next: {
      zh: "请该方用创始协议所列的密钥重新签署。",
      en: "That party signs again with the key listed in the founding agreement.",
    },
  },
  END_IN_PAST: {
    status: 422,
    zh: "终止日 {endsOn} 早于签署当日",
    en: "{endsOn} is before the day of signing",
    next: { zh: "请选择今天或以后的日期。", en: "Choose today or a later day." },
  },
  FOLDER_NOT_FOUND: {
    status: 422,
    zh: "没有找到目录“{path}”",
    en: "There is no folder “{path}”",
    next: {
      zh: "请指明协议所在目录，例如 definitions/agreements/2023-integration-pilot。",
      en: "Name the agreement's folder, for example definitions/agreements/2023-integration-pilot.",
    },
  },
  DEFINITION_TOO_LARGE: {
    status: 422,
    zh: "文件 {file} 超过 {limit}",
    en: "{file} is larger than {limit}",
    next: {
      zh: "协议文件只写规则；附件请另行存放。",
      en: "Agreement files hold rules only; keep attachments elsewhere.",
    },
  },
  DEFINITION_ENCODING: {
    status: 422,
    zh: "文件 {file} 不是 UTF-8 编码",
    en: "{file} is not UTF-8",
    next: { zh: "请用编辑器另存为 UTF-8。", en: "Save it as UTF-8 in your editor." },
  },
  FOUNDING_UNREADABLE: {
    status: 422,
    zh: "创始协议文件无法读取：{what}",
    en: "The founding file cannot be read: {what}",
    next: foundingAgain,
  },
  FOUNDING_DIGEST: {
    status: 422,
    zh: "创始协议文件的内容与其摘要不符，可能被改动",
    en: "The founding file does not match its digest; it may have been altered",
    next: foundingAgain,
  },
  FOUNDING_NODES: {
    status: 422,
    zh: "创始协议没有为每一方各列出一个节点、地址和公钥",
    en: "The founding agreement does not list exactly one node, address and key for every party",
    next: foundingAgain,
  },
  FOUNDING_ADDRESS: {
    status: 422,
    zh: "创始协议所列节点地址不能使用（{party}）：须为 http 或 https，不含用户名和密码，不得指向各方自己的机器",
    en: "A node address in the founding agreement cannot be used ({party}): it is http or https, without name and password, and not of a machine that asks itself",
    next: foundingAgain,
  },
  FOUNDING_UNSIGNED: {
    status: 422,
    zh: "创始协议缺少 {party} 的签名",
    en: "The founding agreement lacks the signature of {party}",
    next: foundingAgain,
  },
  FOUNDING_SIGNATURE: {
    status: 422,
    zh: "创始协议中 {party} 的签名无效",
    en: "The signature of {party} under the founding agreement is not valid",
    next: foundingAgain,
  },
  FOUNDING_NOT_OURS: {
    status: 422,
    zh: "创始协议所列 {party} 的公钥不是本节点的密钥（{key}）",
    en: "The founding agreement names another key for {party} than this node holds ({key})",
    next: askAdministrator,
  },
} as const satisfies Refusals &
  Record<MayRefusal | SignRefusal | FoundingRefusal | FolderRefusal | "AGREEMENT_FAULTY", unknown>;
