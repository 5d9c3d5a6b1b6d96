import type { Language } from "#base/bilingual.ts";
import type { Said, Telling } from "./topic.ts";

const ask: Said = { zh: "请在页面查看并确认：", en: "See and confirm it at:" };

/** A notice as mail or push, in the language of the person: what happened, the first figure, and where to confirm. */
export const noticeText = (
  { head, title, lines }: Pick<Telling, "head" | "title" | "lines">,
  link: string,
  language: Language,
): { subject: string; body: string } => ({
  subject: `${head[language]}${language === "zh" ? "" : " "}${title[language]}`,
  body: [...lines.map((line) => line[language]), ask[language], link].join("\n"),
});
