import type { Answers } from "./field.ts";
import { isMet } from "./field.ts";
import type { CaseFile, Words } from "./case-file.ts";
import type { Item, Material } from "./item.ts";

/** The papers that an applicant with these answers has to hand in; what sharing obtains is never asked for. */
export const neededPapers = (item: Pick<Item, "materials">, answers: Answers): Material[] =>
  item.materials.filter(
    ({ necessary, fromSharing, when }) => necessary && !fromSharing && (!when || isMet(when, answers)),
  );

export type PaperCount = { unchecked: Material[]; defective: Material[] };

/** What still stands between a case and its acceptance. */
export const openPapers = (
  item: Pick<Item, "materials">,
  file: Pick<CaseFile, "form" | "checked">,
): PaperCount => {
  const verdicts = new Map(file.checked.map(({ material, verdict }) => [material, verdict]));
  const needed = neededPapers(item, file.form);
  return {
    unchecked: needed.filter(({ id }) => !verdicts.has(id)),
    defective: item.materials.filter(({ id }) => verdicts.get(id) === "defective"),
  };
};

/** `1 份材料不合要求，1 份未核` */
export const openPaperWords = ({ unchecked, defective }: PaperCount): Words => {
  const zh: string[] = [];
  const en: string[] = [];
  if (defective.length > 0) {
    zh.push(`${defective.length} 份材料不合要求`);
    en.push(`${defective.length} ${defective.length === 1 ? "paper does" : "papers do"} not conform`);
  }
  if (unchecked.length > 0) {
    zh.push(`${unchecked.length} 份未核`);
    en.push(`${unchecked.length} not yet checked`);
  }
  return { zh: zh.join("，"), en: en.join(", ") };
};

export const namesOf = (materials: readonly { name: Words }[]): Words => ({
  zh: materials.map(({ name }) => name.zh).join("、"),
  en: materials.map(({ name }) => name.en).join(", "),
});
