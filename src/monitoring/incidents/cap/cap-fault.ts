import { fill } from "#base/bilingual.ts";

/**
 * Everything that can be said against a CAP message, in both languages. A remark is what the standard says otherwise
 * (SHOULD, or in a way that changes no meaning): the message is taken all the same, and the person is told.
 */
const capFaultTexts = {
  TOO_LONG: { zh: "文件超过 {limit}", en: "the file is larger than {limit}" },
  NOT_UTF8: { zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8" },
  NOT_XML: { zh: "不是格式良好的 XML：{why}", en: "not well-formed XML: {why}" },
  BAD_CHARACTER: { zh: "有 XML 不允许的字符", en: "a character that XML does not allow" },
  DOCUMENT_TYPE: {
    zh: "不接受文档类型声明和实体声明",
    en: "a document type or an entity declaration is not taken",
  },
  UNKNOWN_ENTITY: { zh: "引用了没有的实体", en: "an entity that does not exist" },
  NOT_CAP: {
    zh: "根元素应是命名空间 {namespace} 的 alert",
    en: "the root must be alert in the namespace {namespace}",
  },
  UNKNOWN_ELEMENT: { zh: "CAP 1.2 没有元素 {name}", en: "CAP 1.2 has no element {name} here" },
  UNKNOWN_ATTRIBUTE: { zh: "CAP 1.2 不允许属性 {name}", en: "CAP 1.2 has no attribute {name}" },
  OUT_OF_ORDER: { zh: "元素 {name} 的位置不对", en: "{name} stands in the wrong place" },
  TOO_MANY_TIMES: { zh: "元素 {name} 只能出现一次", en: "{name} may stand only once" },
  MISSING: { zh: "缺少元素 {name}", en: "{name} is missing" },
  STRAY_TEXT: { zh: "元素之间不应有文字", en: "text between elements" },
  NOT_ONE_OF: { zh: "“{value}”不是允许的取值：{allowed}", en: "“{value}” is none of {allowed}" },
  NOT_A_TIME: {
    zh: "时间“{value}”应写作 2026-11-22T08:00:00+08:00（须带时差，不用 Z 和小数秒）",
    en: "“{value}” must be written like 2026-11-22T08:00:00+08:00 (with an offset, no Z, no fraction)",
  },
  NOT_OF_TYPE: { zh: "“{value}”不是{type}", en: "“{value}” is no {type}" },
  NAME_CHARACTERS: {
    zh: "{name} 不能为空，也不能含空格、逗号、< 或 &",
    en: "{name} may not be empty nor hold spaces, commas, < or &",
  },
  RESTRICTION_MISSING: {
    zh: "scope 为 Restricted 时须写 restriction",
    en: "scope Restricted needs a restriction",
  },
  ADDRESSES_MISSING: { zh: "scope 为 Private 时须写 addresses", en: "scope Private needs addresses" },
  REFERENCES_MISSING: {
    zh: "msgType 为 {type} 时须写 references",
    en: "msgType {type} needs references",
  },
  BAD_REFERENCE: {
    zh: "references 中“{value}”应写作 sender,identifier,sent",
    en: "“{value}” in references must be sender,identifier,sent",
  },
  REFERENCE_UNKNOWN: {
    zh: "所引用的报文 {value} 本节点没有",
    en: "the message {value} referred to is not known here",
  },
  REFERENCE_SELF: { zh: "references 引用了报文自己", en: "the message refers to itself" },
  REFERENCE_LATER: {
    zh: "所引用的报文 {value} 发出时间晚于本报文",
    en: "the message {value} referred to was sent after this one",
  },
  OPEN_QUOTE: { zh: "{name} 中双引号不成对", en: "a double quote in {name} is not closed" },
  NOT_ABSOLUTE: { zh: "“{value}”不是完整网址", en: "“{value}” is no absolute URI" },
  BAD_MEDIA_TYPE: {
    zh: "“{value}”不是媒体类型（如 image/png）",
    en: "“{value}” is no media type such as image/png",
  },
  BAD_BASE64: { zh: "derefUri 不是 Base64", en: "derefUri is not Base64" },
  CEILING_LOW: { zh: "ceiling 低于 altitude", en: "the ceiling is below the altitude" },
  RESTRICTION_UNUSED: {
    zh: "scope 不是 Restricted，restriction 不起作用",
    en: "a restriction without scope Restricted says nothing",
  },
  NOTE_MISSING: {
    zh: "{why} 的报文应在 note 中说明",
    en: "a message with {why} should say more in note",
  },
  UTC_PLUS: {
    zh: "世界时应写作 -00:00，这里写作 +00:00",
    en: "UTC is written -00:00; here it is +00:00",
  },
  EMPTY: { zh: "元素 {name} 是空的", en: "{name} is empty" },
  EXPIRES_EARLY: { zh: "expires 不晚于 {before}", en: "expires is not after {before}" },
  BAD_POLYGON: {
    zh: "polygon 至少四个“纬度,经度”，首尾相同",
    en: "a polygon needs four or more “latitude,longitude” pairs, the last the same as the first",
  },
  BAD_CIRCLE: {
    zh: "circle 应写作“纬度,经度 半径（千米）”",
    en: "a circle is “latitude,longitude radius in km”",
  },
  CEILING_ALONE: { zh: "有 ceiling 时须有 altitude", en: "a ceiling needs an altitude" },
  MORE_FAULTS: { zh: "其后还有 {n} 处错误", en: "{n} more faults from here on" },
  EMPTY_NAME: { zh: "{name} 不能为空", en: "{name} may not be empty" },
  BAD_DIGEST: { zh: "digest 应是 40 位 SHA-1 十六进制", en: "a digest is the 40 hex digits of SHA-1" },
} as const;

export type CapFaultCode = keyof typeof capFaultTexts;

const remarks = new Set<CapFaultCode>([
  "REFERENCE_UNKNOWN",
  "REFERENCE_LATER",
  "RESTRICTION_UNUSED",
  "NOTE_MISSING",
  "UTC_PLUS",
  "EMPTY",
]);
export const isRemark = ({ code }: Pick<CapFault, "code">): boolean => remarks.has(code);

export type Place = { line: number; column: number };
/** What is wrong, at which element (`info[2].area[1].polygon`) and where in the file. */
export type CapFault = Place & { code: CapFaultCode; at: string; zh: string; en: string };

export const capFault = (
  code: CapFaultCode,
  { at, line, column }: Place & { at: string },
  detail?: Record<string, unknown>,
): CapFault => {
  const { zh, en } = capFaultTexts[code];
  return { code, at, line, column, zh: fill(zh, detail), en: fill(en, detail) };
};
