import type { Language } from "#base/bilingual.ts";
import type { Alert } from "../alerts/alert.ts";

export type Said = { zh: string; en: string };
export type NoticeFacts = {
  alert: Pick<Alert, "isExercise" | "isSample" | "because" | "kind">;
  step: string;
  levelWords: Said;
  name: Said;
  link: string;
};

const head = (zh: boolean, { alert, step, levelWords }: NoticeFacts): string => {
  const level = zh ? levelWords.zh : levelWords.en;
  const late = step.includes("+");
  const what =
    step === "over"
      ? zh
        ? "预警解除"
        : "Alert over"
      : late
        ? zh
          ? `${level}仍未确认`
          : `${level}, still not confirmed`
        : level;
  const marks = [
    ...(alert.isExercise ? [zh ? "演练" : "EXERCISE"] : []),
    ...(alert.isSample ? [zh ? "示例" : "SAMPLE"] : []),
  ];
  return [...marks, what].map((one) => (zh ? `【${one}】` : `[${one}]`)).join("");
};

/** What a notice says: level, place and rule, the first value that broke its limit, and where to confirm. No names. */
export const noticeText = (facts: NoticeFacts, language: Language): { subject: string; body: string } => {
  const zh = language === "zh";
  const { name, alert, link } = facts;
  const { rule, facts: values } = alert.because;
  const subject = `${head(zh, facts)}${zh ? name.zh : ` ${name.en}`} · ${zh ? rule.zh : rule.en}`;
  const [first] = values;
  const value =
    first?.value === undefined
      ? undefined
      : `${first.value}${first.unit ? ` ${first.unit}` : ""}${
          first.limit === undefined ? "" : zh ? `（界限 ${first.limit}）` : ` (limit ${first.limit})`
        }`;
  const ask = zh ? "请在页面查看并确认：" : "See and confirm it at:";
  return { subject, body: [...(value ? [value] : []), ask, link].join("\n") };
};
