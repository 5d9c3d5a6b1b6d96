import type { Refusals } from "#base/outcome.ts";

export const nodeRefusals = {
  KEY_FILE_OPEN: {
    status: 422,
    zh: "密钥文件 {file} 可被其他账户读取",
    en: "Other accounts may read the key file {file}",
    next: {
      zh: "请改为仅本账户可读（chmod 600）；已被他人读取的，更换密钥。",
      en: "Make it readable by its own account only (chmod 600); if somebody has read it, change the key.",
    },
  },
  SIGN_IN_FAILED: {
    status: 401,
    zh: "用户名或密码不正确",
    en: "The user name or the password is not right",
    next: {
      zh: "请核对后重试；连续 5 次错误将锁定 15 分钟。",
      en: "Check both and try again; five wrong attempts lock the name for 15 minutes.",
    },
  },
  LOCKED_OUT: {
    status: 429,
    zh: "错误次数过多，请于 {time} 之后再试",
    en: "Too many wrong attempts; try again after {time}",
    next: {
      zh: "忘记密码请联系本单位安全管理员。",
      en: "If you forgot the password, ask your security administrator.",
    },
  },
  PERSON_LOCKED: {
    status: 403,
    zh: "该账户已停用",
    en: "This account has been locked",
    next: { zh: "请联系本单位安全管理员。", en: "Ask your security administrator." },
  },
  PASSWORD_WEAK: {
    status: 422,
    zh: "新密码太容易猜到",
    en: "The new password is too easy to guess",
    next: {
      zh: "请用至少 10 位的密码：不用常见密码，不含用户名、本人姓名、工号、证件号码或出生日期，也不与原密码相同。",
      en: "Take one of at least 10 characters that is not a common one, holds no user name, name, staff number, identity number or date of birth of yours, and is not the old one.",
    },
  },
  NO_SUCH_AGENT: {
    status: 422,
    zh: "没有找到该代理人",
    en: "There is no such person to act for you",
    next: { zh: "请核对代理人的用户名。", en: "Check the agent's user name." },
  },
  MANDATE_OWN: { status: 422, zh: "不能委托自己", en: "One cannot be one's own agent" },
  MANDATE_PERIOD: {
    status: 422,
    zh: "委托期限不正确：起始日不得晚于截止日，且最长三年",
    en: "The period does not fit: it starts before it ends and lasts three years at most",
    basis: {
      zh: "《民法典》第一百六十五条（授权委托书载明期限）",
      en: "Civil Code, article 165 (a mandate states its period)",
    },
  },
  METRICS_CLOSED: {
    status: 401,
    zh: "监测数据只对持有令牌者开放",
    en: "Metrics are for whoever holds the token",
    next: {
      zh: "请设置 metricsToken，并以 Authorization: Bearer 携带。",
      en: "Set metricsToken and send it as Authorization: Bearer.",
    },
  },
  LOCK_OWN: { status: 422, zh: "不能停用自己的账户", en: "One cannot lock one's own account" },
  PORT_TAKEN: {
    status: 500,
    zh: "端口 {port} 已被占用，请用 --port 换一个起始端口",
    en: "Port {port} is taken; choose another base port with --port",
  },
  FOUNDED_ELSEWHERE: {
    status: 500,
    zh: "该试用网络建立在起始端口 {port} 上，协议写明了节点地址：请用 --port {port}，或用 --fresh 重新开始",
    en: "This trial was founded on base port {port}, and the agreement names the addresses: use --port {port}, or --fresh to begin anew",
  },
  FOUNDED_UNDER: {
    status: 500,
    zh: "该试用网络的密钥属于签名套件 {suites}：请去掉 --suite，或用 --fresh 重新开始",
    en: "The keys of this trial are of {suites}: leave --suite out, or use --fresh to begin anew",
  },
  DATA_IN_USE: {
    status: 500,
    zh: "数据目录 {folder} 正被另一进程（{process}）使用",
    en: "The data folder {folder} is in use by another process ({process})",
  },
  NODE_FAILED: {
    status: 500,
    zh: "节点没有启动，原因见 {log}",
    en: "A node did not start; see {log}",
  },
  CONFIG_INVALID: {
    status: 500,
    zh: "配置项 {name} 不正确：{what}",
    en: "The setting {name} does not fit: {what}",
  },
  DATABASE_NEWER: {
    status: 500,
    zh: "数据库由更新版本的程序建立（{migration}），本程序不会改动它",
    en: "The database was made by a newer version ({migration}) and is left alone",
    next: { zh: "请使用新版本启动。", en: "Start it with the newer version." },
  },
  MIGRATION_CHANGED: {
    status: 500,
    zh: "数据库结构脚本 {migration} 在执行之后被修改",
    en: "The migration {migration} was changed after it had been applied",
    next: {
      zh: "请恢复该文件；试用环境可用 npm start -- --fresh 重新开始。",
      en: "Restore the file; a trial can begin anew with npm start -- --fresh.",
    },
  },
} as const satisfies Refusals;
