import type { RefusalText } from "#base/outcome.ts";

/** Every "no" about alerts. */
export const alertRefusals = {
  ALERT_NOT_FOUND: {
    status: 404,
    zh: "没有找到这个预警",
    en: "There is no such alert here",
    next: {
      zh: "如果是其他方刚发出的，请等它的签名页到达；否则请核对地址。",
      en: "If another party has just raised it, wait for its page; otherwise check the address.",
    },
  },
  ALERT_WORSE: {
    status: 409,
    zh: "您看到的是{seen_zh}，预警已升级为{level_zh}",
    en: "You saw: {seen_en}; the alert is now: {level_en}",
    next: { zh: "请看过最新情况后再确认。", en: "Look at what it is now, then confirm." },
  },
  ALERT_NOT_GRANTED: {
    status: 403,
    zh: "现行协议没有授权本方确认监测网络 {network} 的预警",
    en: "No agreement in force lets this party confirm alerts of {network}",
    next: { zh: "请查看协议条款。", en: "See the clauses of the agreement." },
  },
} as const satisfies Record<string, RefusalText>;
