import type { Level } from "../alerts/level.ts";
import type { MessageKind } from "./response-plan.ts";

type Words = { zh: string; en: string };

/** The words of the border mechanism; pages, CAP files and the terminal use the same. */
export const kindWords: Record<MessageKind, Words> = {
  warning: { zh: "预警", en: "Warning" },
  information: { zh: "通报", en: "Information" },
  search: { zh: "溯源协查", en: "Search for the source" },
  end: { zh: "解除", en: "End of alert" },
};

export const levelWords: Record<Level, Words> = {
  notice: { zh: "提示", en: "Notice" },
  yellow: { zh: "黄色", en: "Yellow" },
  orange: { zh: "橙色", en: "Orange" },
  red: { zh: "红色", en: "Red" },
};

export const exerciseWords: Words = { zh: "【演练】", en: "[EXERCISE] " };
