import type { Refusals } from "#base/outcome.ts";

export const protocolRule = {
  zh: "交换格式（docs/exchange-format.md）：签名页须连续、完整、未经改动",
  en: "Exchange format (docs/exchange-format.md): signed pages are consecutive, whole and unaltered",
};
export const tellPeer = {
  zh: "本节点没有写入该页。请联系对方系统管理员核对其节点；核对后会自动继续。",
  en: "The page was not taken. Ask the other side's administrator to check their node; it goes on by itself afterwards.",
};
const page = (zh: string, en: string) => ({ status: 422, zh, en, basis: protocolRule, next: tellPeer });
const requestRule = {
  zh: "节点之间的请求须用协议所载密钥签名，限本节点、限时、限一次（RFC 9421）",
  en: "Requests between nodes are signed with the key in the agreement, for this node, in time and once (RFC 9421)",
};
const peerRequest = (status: number, zh: string, en: string) => ({
  status,
  zh,
  en,
  basis: requestRule,
  next: {
    zh: "请核对两个节点的时钟、密钥和地址。",
    en: "Check the clocks, keys and addresses of both nodes.",
  },
});

/** What is wrong with a peer's request or with its page. */
export const pageRefusals = {
  NOT_SIGNED: peerRequest(401, "请求没有按规范签名", "The request is not signed as it must be"),
  UNKNOWN_PARTY: peerRequest(
    401,
    "协议中没有这个缔约方的这把密钥",
    "The agreement names no such party with this key",
  ),
  WRONG_RECIPIENT: peerRequest(403, "请求是发给{recipient}的", "The request is addressed to {recipient}"),
  REQUEST_EXPIRED: peerRequest(
    401,
    "请求的签名时间与本节点相差超过5分钟",
    "The request was signed more than five minutes from now",
  ),
  BODY_ALTERED: peerRequest(401, "请求内容与其摘要不符", "The body does not match its digest"),
  BAD_REQUEST_SIGNATURE: peerRequest(401, "请求的签名不成立", "The signature of the request does not hold"),
  REPLAYED: peerRequest(401, "这个请求已经用过一次", "This request was used before"),
  NOT_CANONICAL: page("页头不是规范格式", "The page header is not in canonical form"),
  UNKNOWN_FORMAT: {
    ...page(
      "签名页格式为“{format}”，本程序只识别“{known}”：对方程序较新",
      "The page is of format “{format}”; this software reads “{known}”: the other side runs newer software",
    ),
    next: {
      zh: "请升级本节点的程序。本节点没有写入该页；升级后自动继续，不会丢失。",
      en: "Upgrade this node's software. The page was not taken; after the upgrade it goes on by itself and nothing is lost.",
    },
  },
  BAD_HEADER: page("页头“{field}”不合规范", "“{field}” of the page header does not fit"),
  UNKNOWN_SUITE: page("签名算法“{suite}”未知", "Signature suite “{suite}” is unknown"),
  WRONG_NODE: page("签名页属于{node}，不属于{expected}", "The page is of {node}, not of {expected}"),
  UNKNOWN_KEY: page("签名页不是用协议所载密钥签的", "The page is not signed with the key in the agreement"),
  BAD_SIGNATURE: page("签名页的签名不成立", "The signature of the page does not hold"),
  FROM_THE_FUTURE: page(
    "签名页的时间比本节点快5分钟以上",
    "The page is dated more than five minutes ahead of this node",
  ),
  PAGE_SEEN: page("第{number}页已经收过", "Page {number} was taken before"),
  PAGE_GAP: page(
    "缺页：应为第{expected}页，来的是第{number}页",
    "Pages are missing: {expected} was due, {number} came",
  ),
  PAGE_FORK: page("第{number}页不接前一页", "Page {number} does not follow the page before it"),
  POSITION_GAP: page("第{number}页的事件编号不连续", "The events of page {number} are not numbered on"),
  BAD_COUNT: page(
    "第{number}页的事件数与页头不符",
    "Page {number} does not hold as many events as its header says",
  ),
  BAD_LEAF: page("第{number}页第{index}项书写不规范", "Entry {index} of page {number} is malformed"),
  BAD_ROOT: page(
    "第{number}页的内容与其签名不符",
    "The content of page {number} does not match its signature",
  ),
  HEAD_UNPROVEN: {
    ...page(
      "对方称持有本节点的第{number}页，却没有出示本节点对该页的签名",
      "The other side says to hold page {number} of this node and does not show this node's signature on it",
    ),
    next: {
      zh: "本节点不据此认定任何事，会自动再问。一再出现的，请联系对方系统管理员核对其节点和中间的网络设备。",
      en: "Nothing is concluded from it; this node asks again by itself. If it stays, ask the other administrator to check their node and what lies between.",
    },
  },
  KEY_REVOKED: page(
    "密钥 {key} 已吊销，第 {number} 页无效",
    "The key {key} is revoked; page {number} is void",
  ),
  KEY_CHANGE_NOT_LAST: page(
    "第 {number} 页在更换密钥之后还有内容",
    "Page {number} goes on after the change of its key",
  ),
} as const satisfies Refusals;
