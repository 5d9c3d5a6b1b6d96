import type { Refusals } from "#base/outcome.ts";

/** What can be wrong in a table of measurements; always with the line, and the column where there is one. */
export const tableRefusals = {
  TABLE_EMPTY: {
    status: 422,
    zh: "文件里没有表头",
    en: "The file has no header",
    next: {
      zh: "第一行应写列名，如“断面名称,监测时间,pH(无量纲)”。",
      en: "The first line names the columns, such as section,time,ph.",
    },
  },
  TABLE_ENCODING: {
    status: 422,
    zh: "第 {line} 行起不是 {encoding} 文字",
    en: "From line {line} on this is no {encoding} text",
    next: { zh: "请另存为 UTF-8 后再试。", en: "Save it as UTF-8 and try again." },
  },
  TABLE_UNREADABLE: {
    status: 422,
    zh: "读不到这个文件，可能已被移动、修改或占用",
    en: "This file can no longer be read; it may have been moved, changed or locked",
    next: { zh: "请重新选择文件。", en: "Choose the file again." },
  },
  TABLE_WORKBOOK: {
    status: 422,
    zh: "这是电子表格程序的工作簿，不是文本表格",
    en: "This is a workbook of a spreadsheet program, not a table of text",
    next: {
      zh: "请在表格程序中“另存为”CSV（UTF-8 或 GB18030 均可）后再试。",
      en: "Save it as CSV in the spreadsheet program (UTF-8 or GB18030) and try again.",
    },
  },
  TABLE_JSON: {
    status: 422,
    zh: "第 {line} 行（JSON 第一条记为第 2 行）起不是 JSON 对象",
    en: "At line {line} (the first JSON record counts as line 2) there is no JSON object",
    next: {
      zh: '请给出对象的数组，或每行一个对象，如 {"section":"东店","time":"2021-04-01 08:00","ph":7.8}。',
      en: 'Give an array of objects, or one on each line, such as {"section":"dongdian","time":"2021-04-01 08:00","ph":7.8}.',
    },
  },
  TABLE_JSON_VALUE: {
    status: 422,
    zh: "第 {line} 行（JSON 第一条记为第 2 行）“{name}”的值既不是数也不是文字",
    en: "Line {line} (the first JSON record counts as line 2), “{name}”: neither a number nor a text",
    next: { zh: "没有上报的写 null。", en: "Write null where nothing was reported." },
  },
  TABLE_JSON_CUT: {
    status: 422,
    zh: "第 {line} 行（JSON 第一条记为第 2 行）之后括号不成对，文件可能不完整",
    en: "After line {line} (the first JSON record counts as line 2) brackets do not match; the file may be cut off",
    next: { zh: "请重新取得完整文件。", en: "Get the whole file." },
  },
  TABLE_QUOTE: {
    status: 422,
    zh: "从第 {line} 行起引号不成对，文件可能不完整",
    en: "From line {line} on quotes do not match; the file may be cut off",
    next: { zh: "请核对该行，或重新取得完整文件。", en: "Check that line, or get the whole file." },
  },
  TABLE_COLUMN_MISSING: {
    status: 422,
    zh: "第 1 行缺少“{name}”列，现有：{known}",
    en: "Line 1 has no column “{name}”; there are: {known}",
    next: { zh: "请补上该列，或指明哪一列是它。", en: "Add it, or say which column it is." },
  },
  TABLE_COLUMN_TWICE: {
    status: 422,
    zh: "第 1 行第 {column} 列“{name}”与第 {other} 列重复",
    en: "Line 1, column {column}: “{name}” is column {other} already",
    next: { zh: "请删去或改名其中一列。", en: "Delete or rename one of them." },
  },
  TABLE_UNIT: {
    status: 422,
    zh: "第 1 行第 {column} 列“{name}”的单位是 {found}，应为 {expected}",
    en: "Line 1, column {column}: “{name}” is in {found}; expected {expected}",
    next: { zh: "请换算后再导入；单位不会被猜测。", en: "Convert it first; units are never guessed." },
  },
  TABLE_SWAPPED: {
    status: 422,
    zh: "第 {line} 行第 {column} 列起，“{name}”的值（如 {found}）全都不在 {min}～{max} 之内：列可能错位或单位不对",
    en: "From line {line}, column {column}: no value of “{name}” (such as {found}) lies in {min} to {max}; columns may be swapped or the unit wrong",
    next: { zh: "请核对表头与数据的次序。", en: "Check the header against the order of the values." },
  },
  TABLE_ROW_SHORT: {
    status: 422,
    zh: "第 {line} 行在第 {column} 列后中断，应有 {expected} 列：文件可能不完整",
    en: "Line {line} ends after column {column} of {expected}; the file may be cut off",
    next: { zh: "请核对该行，或重新取得完整文件。", en: "Check that line, or get the whole file." },
  },
  TABLE_ROW_LONG: {
    status: 422,
    zh: "第 {line} 行从第 {column} 列起多出内容，应有 {expected} 列",
    en: "Line {line} goes on at column {column}; there are {expected} columns",
    next: { zh: "含逗号的内容请加引号。", en: "Quote what contains a comma." },
  },
  TABLE_NUMBER: {
    status: 422,
    zh: "第 {line} 行第 {column} 列“{name}”：“{found}”不是数字",
    en: "Line {line}, column {column}, “{name}”: “{found}” is no number",
    next: {
      zh: "没有上报的写 --，没有传感器的写 *。",
      en: "Write -- where nothing was reported, * where there is no sensor.",
    },
  },
  TABLE_TIME: {
    status: 422,
    zh: "第 {line} 行第 {column} 列“{name}”：“{found}”不是时间",
    en: "Line {line}, column {column}, “{name}”: “{found}” is no time",
    next: {
      zh: "请写作 04-01 08:00 或 2021-04-01 08:00（北京时间）。",
      en: "Write 04-01 08:00 or 2021-04-01 08:00 (Beijing time).",
    },
  },
  TABLE_TIME_SERIAL: {
    status: 422,
    zh: "第 {line} 行第 {column} 列“{name}”：“{found}”像是 Excel 日期序号，应为 {guess}",
    en: "Line {line}, column {column}, “{name}”: “{found}” looks like an Excel serial date, meant {guess}",
    next: {
      zh: "请把该列设为文本格式后重新导出；日期不会被猜测。",
      en: "Format the column as text and export again; dates are never guessed.",
    },
  },
  TABLE_SECTION: {
    status: 422,
    zh: "第 {line} 行第 {column} 列“{name}”是空的",
    en: "Line {line}, column {column}, “{name}” is empty",
    next: { zh: "请写上断面名称。", en: "Write the name of the section." },
  },
  TABLE_CLASS: {
    status: 422,
    zh: "第 {line} 行第 {column} 列“{name}”：没有“{found}”这个类别",
    en: "Line {line}, column {column}, “{name}”: there is no class “{found}”",
    next: { zh: "类别写作 Ⅰ 至 Ⅴ、劣Ⅴ 或 *。", en: "Classes are Ⅰ to Ⅴ, 劣Ⅴ or *." },
  },
} satisfies Refusals;
export type TableRefusal = keyof typeof tableRefusals;
