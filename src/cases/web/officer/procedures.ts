import type { Bilingual } from "#base/bilingual.ts";
import type { Item } from "../../item.ts";

type Procedure = Item["specialProcedures"][number];

/** The special procedures of 行政许可法 45: their time is not counted, and the applicant is told in writing. */
const names: Record<Procedure, Bilingual> = {
  hearing: { zh: "听证", en: "Hearing" },
  tender: { zh: "招标", en: "Tender" },
  auction: { zh: "拍卖", en: "Auction" },
  test: { zh: "检验", en: "Test" },
  inspection: { zh: "检测", en: "Inspection" },
  quarantine: { zh: "检疫", en: "Quarantine" },
  appraisal: { zh: "鉴定", en: "Appraisal" },
  "expert-review": { zh: "专家评审", en: "Expert review" },
};

export const procedureName = (procedure: string): Bilingual =>
  names[procedure as Procedure] ?? { zh: procedure, en: procedure };
