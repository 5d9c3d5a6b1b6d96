import type { Words } from "../case-file.ts";
import type { WrittenDue } from "../events.ts";
import type { Limit } from "../item.ts";
import { dayWords, isLicence, type DocumentFacts } from "./document-facts.ts";
import { say } from "./sheet.ts";

/** How the law is named: a licence follows it, another service goes by it. */
export const under = (facts: DocumentFacts, articleZh: string, articleEn: string): Words =>
  isLicence(facts)
    ? say(
        `根据《中华人民共和国行政许可法》${articleZh}`,
        `Under the Administrative Licensing Law, ${articleEn}`,
      )
    : say(
        `参照《中华人民共和国行政许可法》${articleZh}`,
        `By analogy with the Administrative Licensing Law, ${articleEn}`,
      );

export const you = ({ file }: DocumentFacts): string =>
  file.applicant.kind === "organisation" ? "你单位" : "你";

/** `你于2026年11月22日提交的“食品经营许可（新办）”申请` */
export const yourApplication = (facts: DocumentFacts): Words => {
  const { itemName, submittedOn } = facts.file;
  const day = dayWords(submittedOn);
  return say(
    `${you(facts)}于${day.zh}提交的“${itemName.zh}”申请`,
    `your application for “${itemName.en}” of ${day.en}`,
  );
};

/** A due day, and that it may still move where next year's calendar has not been announced. */
export const dueWords = ({ due, provisional }: WrittenDue): Words => {
  const day = dayWords(due);
  return provisional
    ? say(
        `${day.zh}（暂定，以届时公布的放假安排为准）`,
        `${day.en} (provisional: that year's holidays are not announced yet)`,
      )
    : day;
};

const digits = "〇一二三四五六七八九";

/** Numbers up to 99 as official texts write them. */
export const inChinese = (n: number): string => {
  if (n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const ones = n % 10 === 0 && n > 0 ? "" : digits[n % 10]!;
  return tens === 0 ? digits[n]! : `${tens === 1 ? "" : digits[tens]}十${ones}`;
};

const units: Record<Limit["unit"], [string, string]> = {
  workday: ["个工作日", "working day"],
  day: ["日", "day"],
  month: ["个月", "month"],
  year: ["年", "year"],
};

export const limitWords = ({ n, unit }: Pick<Limit, "n" | "unit">): Words =>
  n === 0
    ? say("当场办结", "on the spot")
    : say(`${inChinese(n)}${units[unit][0]}`, `${n} ${units[unit][1]}${n === 1 ? "" : "s"}`);

export const deliveryWays: Record<string, Words> = {
  window: say("窗口领取", "collected at the counter"),
  courier: say("邮寄送达", "sent by courier"),
  electronic: say("电子送达", "delivered electronically"),
};
