import type { Refusals } from "#base/outcome.ts";

/** Every "no" of the SensorThings door. `what` says the exact place; names are those of the standard (OGC 18-088). */
export const sensorThingsRefusals = {
  STA_PATH: {
    status: 404,
    zh: "没有这个地址：{what}",
    en: "There is nothing at this address: {what}",
    basis: {
      zh: "OGC 18-088 第 9.2 节（资源路径）",
      en: "OGC 18-088, 9.2 (resource path)",
    },
    next: {
      zh: "请从服务根 /api/sensorthings/v1.1 逐级查找。",
      en: "Walk down from the service root, /api/sensorthings/v1.1.",
    },
  },
  STA_QUERY: {
    status: 400,
    zh: "{option} 第 {position} 个字符处有误：{what}",
    en: "{option}, character {position}: {what}",
    basis: { zh: "OGC 18-088 第 9.3 节（查询选项）", en: "OGC 18-088, 9.3 (query options)" },
  },
  STA_OPTION: {
    status: 400,
    zh: "本服务不认识查询选项 {option}",
    en: "There is no query option {option} here",
    basis: { zh: "OGC 18-088 第 9.3 节（查询选项）", en: "OGC 18-088, 9.3 (query options)" },
    next: {
      zh: "可用的有 $filter、$orderby、$top、$skip、$count、$select、$expand、$resultFormat。",
      en: "There are $filter, $orderby, $top, $skip, $count, $select, $expand and $resultFormat.",
    },
  },
  STA_ENTITY: {
    status: 400,
    zh: "{type} 的 {field} 不符合要求：{what}",
    en: "{field} of {type} does not fit: {what}",
    basis: { zh: "OGC 18-088 第 8 节（数据模型）", en: "OGC 18-088, 8 (data model)" },
  },
  STA_BODY: {
    status: 400,
    zh: "请求内容无法读取：{what}",
    en: "The body cannot be read: {what}",
  },
  STA_FIXED: {
    status: 405,
    zh: "{what} 由协议的监测网络定义给出，不能在这里改动",
    en: "{what} comes from the agreement's network definition and is not changed here",
    next: {
      zh: "请修改网络定义并由各方签署生效。",
      en: "Amend the network definition; all parties sign it into force.",
    },
  },
  STA_METHOD: {
    status: 405,
    zh: "此地址不支持 {method}",
    en: "{method} is not offered at this address",
  },
  STA_TOO_WIDE: {
    status: 400,
    zh: "该查询需读取超过 {limit} 个观测值",
    en: "This query would read more than {limit} observations",
    next: {
      zh: "请用 phenomenonTime 缩小范围，或从某个 Datastream 查询。",
      en: "Narrow it by phenomenonTime, or ask one Datastream.",
    },
  },
  STA_NOT_OFFERED: {
    status: 501,
    zh: "本服务不提供：{what}",
    en: "Not offered by this service: {what}",
  },
  STA_READ_ONLY: {
    status: 403,
    zh: "您可以查阅，但不能在这里写入",
    en: "You may read here, but not write",
    next: {
      zh: "供数单位凭令牌写入；本节点自建对象由值班员，或列有 local 的令牌写入。",
      en: "Suppliers write with their token; what is made at this node, duty officers and tokens that list “local”.",
    },
  },
  SUPPLIER_UNKNOWN: {
    status: 401,
    zh: "供数令牌不正确或已停用",
    en: "The supplier's token is not right, or has been revoked",
    next: {
      zh: "请向本节点系统管理员索取新令牌（./tongwulang supplier add）。",
      en: "Ask this node's system administrator for a new one (./tongwulang supplier add).",
    },
  },
  SUPPLIER_STATION: {
    status: 403,
    zh: "供数单位 {supplier} 无权向 {station} 写入",
    en: "The supplier {supplier} may not write to {station}",
    next: {
      zh: "请系统管理员把该站点列入其供数范围。",
      en: "The system administrator can add the station to what it supplies.",
    },
  },
  SUPPLIER_NAME_TAKEN: {
    status: 409,
    zh: "已有名为 {name} 的供数单位",
    en: "There is a supplier named {name} already",
  },
} as const satisfies Refusals;
