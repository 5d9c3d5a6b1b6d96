import type { Bilingual } from "#base/bilingual.ts";

/** `天津市武清区` → `武清`, `Wuqing District, Tianjin` → `Wuqing`: what neighbours call each other. */
export const shortName = ({ zh, en }: Bilingual): { zh: string; en: string } => {
  const last = zh.replace(/^.+?(?:省|自治区|市)(?=.)/, "");
  const short = last.replace(/(?<=..)(?:地区|自治县|区|县|市)$/, "");
  return {
    zh: short || zh,
    en: (en ?? short).replace(/,.*$/, "").replace(/\s+(District|City|County|Prefecture)$/, ""),
  };
};
