import type { Refusals } from "#base/outcome.ts";

export const standardRefusals = {
  STANDARD_UNKNOWN: {
    status: 404,
    zh: "没有标准“{name}”，有：{known}",
    en: "There is no standard “{name}”; there are: {known}",
    next: { zh: "也可以给出一个 .json 文件。", en: "A .json file can be given as well." },
  },
  STANDARD_NONE: {
    status: 422,
    zh: "{day} 没有有效的标准",
    en: "On {day} no standard was in force",
  },
  AIR_ITEM_UNKNOWN: {
    status: 422,
    zh: "第 {column} 个字符处：没有项目“{name}”，有：{known}",
    en: "At character {column}: there is no item “{name}”; there are: {known}",
  },
  AIR_ITEM_TWICE: {
    status: 422,
    zh: "第 {column} 个字符处：“{name}”写了两次",
    en: "At character {column}: “{name}” is given twice",
  },
  AIR_VALUE: {
    status: 422,
    zh: "第 {column} 个字符处：{name} 的“{found}”不是浓度",
    en: "At character {column}: “{found}” of {name} is no concentration",
    next: { zh: "没有数据的写 NA。", en: "Write NA where there is none." },
  },
  AIR_RANGE: {
    status: 422,
    zh: "第 {column} 个字符处：{name}={found} 不在 {min}～{max} {unit} 之内，请核对单位",
    en: "At character {column}: {name}={found} is not within {min} to {max} {unit}; check the unit",
  },
} satisfies Refusals;
export type StandardRefusal = keyof typeof standardRefusals;
