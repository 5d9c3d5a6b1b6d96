import { fill, type Bilingual } from "#base/bilingual.ts";
import type { CaseView } from "../../view.ts";

/** A sentence an officer would write anyway. `{item}`, `{result}` and `{accepting}` are filled from the case. */
export type Template = { title: Bilingual; text: string };

/** Opinions and reasons are part of a Chinese official document, so their text is Chinese; the titles follow the page. */
export const opinionTemplates: Record<"form" | "substantive", readonly Template[]> = {
  form: [
    {
      title: { zh: "材料齐全", en: "Complete" },
      text: "经审查，{item}申请材料齐全，符合法定形式，提请作出决定。",
    },
    {
      title: { zh: "内容一致", en: "Consistent" },
      text: "经核对，申请表内容与所附材料一致，与共享数据比对无异议。",
    },
    {
      title: { zh: "需补充说明", en: "Needs explanation" },
      text: "申请材料中关于____的内容需要说明，已与申请人联系核实，情况为：____。",
    },
  ],
  substantive: [
    {
      title: { zh: "现场符合", en: "Site conforms" },
      text: "经两名工作人员现场核查，场所、设备和人员与申请内容相符，符合准予条件。",
    },
    {
      title: { zh: "现场不符", en: "Site differs" },
      text: "经两名工作人员现场核查，发现____与申请内容不符，具体情况为：____。",
    },
    {
      title: { zh: "书面核查符合", en: "Papers conform" },
      text: "经两名工作人员对申请材料的实质内容进行核查，情况属实，符合准予条件。",
    },
  ],
};

export const decisionTemplates: Record<"granted" | "denied", readonly Template[]> = {
  granted: [
    {
      title: { zh: "符合条件", en: "Conditions met" },
      text: "经审查，申请人提交的{item}申请符合法定条件、标准，拟准予。",
    },
    {
      title: { zh: "核查后符合", en: "Met after examination" },
      text: "经对申请材料的实质内容核查，情况属实，符合法定条件、标准，拟准予并核发{result}。",
    },
  ],
  denied: [
    {
      title: { zh: "不符合条件", en: "Condition not met" },
      text: "经审查，申请人不符合____（依据：____）规定的条件，具体理由为：____。拟不予准许。",
    },
    {
      title: { zh: "材料不实", en: "Papers not true" },
      text: "经核查，申请材料中____与事实不符，证据为：____。依照有关规定拟不予准许。",
    },
  ],
};

export const returnTemplates: readonly Template[] = [
  {
    title: { zh: "材料不全", en: "Papers missing" },
    text: "移交材料中缺少____，请{accepting}窗口核对后重新移交。",
  },
  {
    title: { zh: "原件未核", en: "Original not verified" },
    text: "____未见原件核验记录，请{accepting}窗口核验原件后重新移交。",
  },
  {
    title: { zh: "影像不清", en: "Not legible" },
    text: "____影像不清晰，无法审查，请{accepting}窗口重新扫描后移交。",
  },
];

export const extensionTemplates: readonly Template[] = [
  {
    title: { zh: "情况复杂", en: "Complex" },
    text: "案情复杂，需进一步核实____，二十个工作日内不能作出决定，申请延长十个工作日。",
  },
  {
    title: { zh: "等待协查", en: "Awaiting an answer" },
    text: "已向____发出协查，尚未收到答复，申请延长十个工作日。",
  },
];

/** The blanks (`____`) stay for the officer: a template says how, never what. */
export const fillTemplate = (
  template: Template,
  view: Pick<CaseView, "item" | "acceptingName" | "decision">,
): string =>
  fill(template.text, {
    item: `“${view.item.name.zh}”`,
    result: view.decision?.resultName ?? "证照",
    accepting: view.acceptingName.zh,
  });

/** Blanks that were left open; a document with one must not leave the office. */
export const openBlanks = (text: string): number => text.match(/_{3,}/g)?.length ?? 0;
