import type { WaterClass } from "./water-standard.ts";

type Words = { zh: string; en: string };

/** Classes as they are shown. */
export const classWords: Readonly<Record<WaterClass, Words>> = {
  I: { zh: "Ⅰ类", en: "class I" },
  II: { zh: "Ⅱ类", en: "class II" },
  III: { zh: "Ⅲ类", en: "class III" },
  IV: { zh: "Ⅳ类", en: "class IV" },
  V: { zh: "Ⅴ类", en: "class V" },
  "inferior-V": { zh: "劣Ⅴ类", en: "worse than class V" },
};

export const noClass: Words = { zh: "不评价", en: "no class" };
