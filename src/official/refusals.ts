import type { Refusals } from "#base/outcome.ts";

const citizenId = { zh: "GB 11643-1999《公民身份号码》", en: "GB 11643-1999 (citizen identity number)" };
const creditCode = {
  zh: "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》",
  en: "GB 32100-2015 (unified social credit code)",
};
const organisationCode = {
  zh: "GB 11714-1997《全国组织机构代码编制规则》",
  en: "GB 11714-1997 (organisation code)",
};
const licence = { zh: "GB/T 36904-2018《电子证照标识规范》", en: "GB/T 36904-2018 (e-licence identifier)" };
const itemCode = {
  zh: "GB/T 39046-2020《政务服务平台基础数据规范》及国家政务服务平台编码",
  en: "GB/T 39046-2020 and the codes of the national government-service platform",
};
const compareCard = {
  zh: "请对照证件逐位核对后重新填写。",
  en: "Compare with the card digit by digit and type it again.",
};
const compareLicence = {
  zh: "请对照营业执照或登记证书逐位核对后重新填写。",
  en: "Compare with the business licence or certificate character by character and type it again.",
};
const compareNotice = {
  zh: "请对照收件凭证或通知书上的编号，或扫描其上的条码。",
  en: "Compare with the number on your receipt or notice, or scan its bar code.",
};

/** Every "no" of the official facts. Nothing here repeats what was typed: it may be somebody's identity number. */
export const officialRefusals = {
  NUMBER_EMPTY: {
    status: 422,
    zh: "没有填写号码",
    en: "No number was given",
    next: { zh: "请填写号码。", en: "Type the number." },
  },
  NUMBER_UNKNOWN: {
    status: 422,
    zh: "认不出这是哪种号码（共{length}位）",
    en: "This is no kind of number that is known here ({length} characters)",
    next: {
      zh: "可识别：公民身份号码（18位）、统一社会信用代码（18位）、电子证照标识（以1.2.156.3005.2开头）、事项编码（12、31、33位）、办件编号（43位）。请核对位数。",
      en: "Known are: citizen id (18), unified social credit code (18), e-licence id (begins 1.2.156.3005.2), item code (12, 31 or 33), case number (43). Check the length.",
    },
  },
  SAMPLE_NOT_ALLOWED: {
    status: 422,
    zh: "这是示例号码（区划99…未分配），正式业务中不能使用",
    en: "This is a sample number (division 99… is not assigned) and cannot be used in earnest",
    next: { zh: "请填写真实证件上的号码。", en: "Type the number on the real document." },
  },
  CITIZEN_ID_LENGTH: {
    status: 422,
    zh: "公民身份号码应为18位，现为{length}位",
    en: "A citizen identity number has 18 characters; this has {length}",
    basis: citizenId,
    next: compareCard,
  },
  CITIZEN_ID_FIRST_GENERATION: {
    status: 422,
    zh: "15位的第一代身份证号码已停止使用",
    en: "15-digit numbers of the first-generation card are no longer valid",
    basis: {
      zh: "《居民身份证法》第二十三条，第一代居民身份证自2013年1月1日起停止使用",
      en: "Law on Resident Identity Cards, art. 23; first-generation cards ended on 2013-01-01",
    },
    next: { zh: "请填写现用身份证上的18位号码。", en: "Type the 18-character number on the current card." },
  },
  CITIZEN_ID_CHARACTERS: {
    status: 422,
    zh: "公民身份号码前17位应为数字，末位为数字或X",
    en: "The first 17 characters of a citizen identity number are digits, the last is a digit or X",
    basis: citizenId,
    next: compareCard,
  },
  CITIZEN_ID_DIVISION: {
    status: 422,
    zh: "公民身份号码的地址码不存在（开头“{prefix}”）",
    en: "No division begins with “{prefix}”, as this citizen identity number does",
    basis: {
      zh: "GB 11643-1999、GB/T 2260；港澳台居民居住证为810000、820000、830000",
      en: "GB 11643-1999 and GB/T 2260; residence permits of Hong Kong, Macao and Taiwan residents use 810000, 820000, 830000",
    },
    next: compareCard,
  },
  CITIZEN_ID_BIRTH_DATE: {
    status: 422,
    zh: "公民身份号码第7至14位不是有效的出生日期",
    en: "Characters 7 to 14 of this citizen identity number are not a possible date of birth",
    basis: citizenId,
    next: compareCard,
  },
  CITIZEN_ID_BIRTH_IN_FUTURE: {
    status: 422,
    zh: "公民身份号码中的出生日期晚于今天",
    en: "The date of birth in this citizen identity number is later than today",
    basis: citizenId,
    next: compareCard,
  },
  CITIZEN_ID_CHECK: {
    status: 422,
    zh: "公民身份号码校验码不符，至少有一位填错",
    en: "The check character of this citizen identity number does not fit: at least one digit is wrong",
    basis: citizenId,
    next: compareCard,
  },
  CREDIT_CODE_LENGTH: {
    status: 422,
    zh: "统一社会信用代码应为18位，现为{length}位",
    en: "A unified social credit code has 18 characters; this has {length}",
    basis: creditCode,
    next: compareLicence,
  },
  CREDIT_CODE_CHARACTERS: {
    status: 422,
    zh: "统一社会信用代码第{position}位不是可用的字符（只用数字和除I、O、S、V、Z以外的大写字母，第3至8位为数字）",
    en: "Character {position} of this unified social credit code cannot occur (digits and capital letters other than I, O, S, V, Z; characters 3 to 8 are digits)",
    basis: creditCode,
    next: {
      zh: "常见的是把1看成I、0看成O、5看成S、2看成Z，请对照证照核对。",
      en: "Often 1 is read as I, 0 as O, 5 as S or 2 as Z: compare with the certificate.",
    },
  },
  CREDIT_CODE_REGISTRY: {
    status: 422,
    zh: "统一社会信用代码开头“{prefix}”不是已公布的登记管理部门和机构类别",
    en: "“{prefix}” is no published registering body and category of a unified social credit code",
    basis: creditCode,
    next: compareLicence,
  },
  CREDIT_CODE_DIVISION: {
    status: 422,
    zh: "统一社会信用代码第3至8位（{division}）不是行政区划代码",
    en: "Characters 3 to 8 ({division}) of this unified social credit code are no division code",
    basis: creditCode,
    next: compareLicence,
  },
  CREDIT_CODE_ORGANISATION: {
    status: 422,
    zh: "统一社会信用代码中的主体标识码（第9至17位）校验不符，至少有一位填错",
    en: "The organisation code inside (characters 9 to 17) does not fit its check character: at least one is wrong",
    basis: organisationCode,
    next: compareLicence,
  },
  CREDIT_CODE_CHECK: {
    status: 422,
    zh: "统一社会信用代码校验码不符，至少有一位填错",
    en: "The check character of this unified social credit code does not fit: at least one character is wrong",
    basis: creditCode,
    next: compareLicence,
  },
  E_LICENCE_SHAPE: {
    status: 422,
    zh: "电子证照标识应为“1.2.156.3005.2.证照类型代码.颁发机构代码.流水号.版本号.校验位”",
    en: "An e-licence id is “1.2.156.3005.2.type.issuer.serial.version.check”",
    basis: licence,
    next: { zh: "请从电子证照上复制完整标识。", en: "Copy the whole id from the e-licence." },
  },
  E_LICENCE_TYPE: {
    status: 422,
    zh: "电子证照标识中的证照类型代码不符（应为定义机构的统一社会信用代码加3位序号）",
    en: "The licence type in this e-licence id does not fit (credit code of the defining body and three digits)",
    basis: licence,
    next: { zh: "请从电子证照上复制完整标识。", en: "Copy the whole id from the e-licence." },
  },
  E_LICENCE_CHECK: {
    status: 422,
    zh: "电子证照标识校验位不符，至少有一位填错",
    en: "The check character of this e-licence id does not fit: at least one character is wrong",
    basis: licence,
    next: { zh: "请从电子证照上复制完整标识。", en: "Copy the whole id from the e-licence." },
  },
  ITEM_CODE_SHAPE: {
    status: 422,
    zh: "事项编码应为12位（基本编码）、31位（实施编码）或33位（业务办理项编码），现为{length}位或含有不应有的字符",
    en: "An item code has 12 (basic), 31 (implementation) or 33 (business item) characters; this has {length}, or a character that cannot occur",
    basis: itemCode,
    next: { zh: "请核对办事指南上的编码。", en: "Check the code on the item's guide." },
  },
  ITEM_CODE_BODY: {
    status: 422,
    zh: "编码前18位不是有效的实施主体统一社会信用代码",
    en: "The first 18 characters are no valid unified social credit code of the body in charge",
    basis: itemCode,
    next: { zh: "请核对办事指南上的编码。", en: "Check the code on the item's guide." },
  },
  ITEM_CODE_LEVEL: {
    status: 422,
    zh: "编码第19位（行使层级）应为1至7",
    en: "Character 19 (level of exercise) is 1 to 7",
    basis: itemCode,
    next: { zh: "请核对办事指南上的编码。", en: "Check the code on the item's guide." },
  },
  CASE_NUMBER_SHAPE: {
    status: 422,
    zh: "办件编号应为43位：31位实施编码、8位日期、4位流水号；现为{length}位或含有不应有的字符",
    en: "A case number has 43 characters: implementation code (31), date (8), sequence (4); this has {length}, or a character that cannot occur",
    basis: itemCode,
    next: compareNotice,
  },
  CASE_NUMBER_DATE: {
    status: 422,
    zh: "办件编号第32至39位不是有效日期",
    en: "Characters 32 to 39 of this case number are not a possible date",
    basis: itemCode,
    next: compareNotice,
  },
  CASE_NUMBER_SEQUENCE: {
    status: 422,
    zh: "办件流水号应为1至9999，现为{sequence}",
    en: "The sequence of a case number is 1 to 9999; this is {sequence}",
    basis: itemCode,
    next: {
      zh: "当日该事项的流水号可能已用完，请次日再编号或联系系统管理员。",
      en: "The day's numbers for this item may be used up: number it tomorrow or ask the system administrator.",
    },
  },
  PHONE_SHAPE: {
    status: 422,
    zh: "电话号码不完整：手机为11位，固定电话为区号加7至8位号码",
    en: "The telephone number is not complete: mobile numbers have 11 digits, fixed lines an area code and 7 to 8 digits",
    next: {
      zh: "请核对后重新填写；境外号码请以+和国家（地区）代码开头。",
      en: "Type it again; begin numbers abroad with + and the country code.",
    },
  },
  PERSON_NAME_SHAPE: {
    status: 422,
    zh: "姓名应为2至50个字，不含数字和符号（“·”除外）",
    en: "A name has 2 to 50 characters and no digits or symbols (other than · ' - . and spaces)",
    next: { zh: "请按证件上的姓名填写。", en: "Type the name as on the document." },
  },
  DAY_IMPOSSIBLE: {
    status: 422,
    zh: "“{day}”不是有效日期，应如2026-02-12",
    en: "“{day}” is no day of the calendar; write it as 2026-02-12",
    next: { zh: "请按 年-月-日 填写存在的日期。", en: "Write an existing day as year-month-day." },
  },
  PERIOD_NUMBER: {
    status: 422,
    zh: "期限“{n}”应为0至3650的整数",
    en: "The length “{n}” must be a whole number from 0 to 3650",
    next: { zh: "请填写整数。", en: "Give a whole number." },
  },
  PERIOD_UNIT: {
    status: 422,
    zh: "期限单位“{unit}”应为 workday（工作日）、day（日）、month（月）或 year（年）",
    en: "The unit “{unit}” must be workday, day, month or year",
    next: { zh: "请选用其中一种单位。", en: "Use one of these units." },
  },
  CALENDAR_INVALID: {
    status: 422,
    zh: "放假安排数据有误：{what}",
    en: "The holiday notice is wrong: {what}",
    basis: {
      zh: "《全国年节及纪念日放假办法》及国务院办公厅年度通知",
      en: "Regulation on Public Holidays and the yearly notice of the State Council's General Office",
    },
    next: {
      zh: "请对照通知原文改正后重新导入。",
      en: "Correct it against the notice and bring it in again.",
    },
  },
} as const satisfies Refusals;

export type OfficialRefusal = keyof typeof officialRefusals;
