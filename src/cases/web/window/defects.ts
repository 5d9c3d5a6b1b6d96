import { inLanguage, type Language } from "#base/bilingual.ts";
import type { MaterialView } from "../../view.ts";

/** Usual defects, each said so that the applicant can mend it. The letter chooses it beside the paper just marked. */
type Template = { key: string; fits: (material: MaterialView) => boolean; zh: string; en: string };

const templates: readonly Template[] = [
  {
    key: "q",
    fits: () => true,
    zh: "缺少出具单位印章，请加盖后重新提交",
    en: "The issuer's seal is missing; have it sealed and hand it in again",
  },
  { key: "w", fits: () => true, zh: "缺少签名或日期，请补齐", en: "Signature or date is missing; add it" },
  {
    key: "e",
    fits: () => true,
    zh: "已超过有效期，请提交有效期内的材料",
    en: "It has expired; hand in one that is still valid",
  },
  {
    key: "r",
    fits: () => true,
    zh: "内容与申请表填写不一致，请核对后更正",
    en: "It does not agree with the application form; check and correct it",
  },
  {
    key: "z",
    fits: (material) => material.copies > 0 || material.handedIn?.way === "upload",
    zh: "影像或复印件不清晰，请重新提交清晰件",
    en: "The scan or copy is not legible; hand in a clear one",
  },
  {
    key: "x",
    fits: (material) => material.verifyOriginal || material.originals > 0,
    zh: "未出示原件，请携带原件到窗口核验",
    en: "The original was not shown; bring it to the window",
  },
  {
    key: "v",
    fits: (material) => material.handedIn === undefined || material.handedIn.way === "later",
    zh: "未提交，请补交",
    en: "Not handed in; supply it",
  },
];

export const defectTemplates = (
  material: MaterialView,
  language: Language,
): { key: string; words: string }[] =>
  templates
    .filter((one) => one.fits(material))
    .map((one) => ({ key: one.key, words: inLanguage(one, language) }));
