import type { RefusalText } from "#base/outcome.ts";

/** Every "no" about profiles and images. */
export const profileRefusals = {
  PROFILE_SUBJECT: {
    status: 422,
    zh: "廓线内容与站点 {station} 或附件不符",
    en: "The profile does not fit station {station} or its file",
  },
  PROFILE_FILE: {
    status: 422,
    zh: "只接收 JPEG、PNG 图像或“高度,值”的 CSV 文件，不接收 {kind}",
    en: "Taken are JPEG and PNG images and CSV files of “height,value”, not {kind}",
    next: { zh: "请转换格式后重新上传。", en: "Convert the file and send it again." },
  },
  PROFILE_LINE: {
    status: 422,
    zh: "第 {line} 行“{found}”不是“高度（米）,值”，或高度没有递增",
    en: "Line {line}, “{found}”, is not “height in metres,value”, or the height does not rise",
    next: { zh: "没有值的高度写 --。", en: "Write -- where a height has no value." },
  },
} as const satisfies Record<string, RefusalText>;
