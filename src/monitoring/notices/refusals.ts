import type { RefusalText } from "#base/outcome.ts";

/** Every "no" about notices. */
export const noticeRefusals = {
  PUSH_ADDRESS: {
    status: 422,
    zh: "推送服务 {host} 不在允许之列",
    en: "The push service {host} is not among those this node may ask",
    next: {
      zh: "请换用 Chrome、Edge、Firefox 或 Safari，或请系统管理员在 pushHosts 中核准该服务。",
      en: "Use Chrome, Edge, Firefox or Safari, or ask the system administrator to approve the service in pushHosts.",
    },
  },
  NO_MAIL_SERVER: {
    status: 409,
    zh: "本节点没有设置发信服务器",
    en: "This node has no mail server",
    next: {
      zh: "请系统管理员设置 smtpUrl 和 mailFrom。",
      en: "Ask the system administrator to set smtpUrl and mailFrom.",
    },
  },
  MAIL_NEEDS_ADDRESS: {
    status: 422,
    zh: "要收邮件，请填写邮箱",
    en: "To be told by mail, give an address",
  },
  TOO_MANY_BROWSERS: {
    status: 409,
    zh: "每人最多 {most} 个浏览器",
    en: "At most {most} browsers for each person",
    next: { zh: "请先停用一个。", en: "Stop one of them first." },
  },
} as const satisfies Record<string, RefusalText>;
