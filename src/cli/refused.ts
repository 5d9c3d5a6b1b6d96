import { fill } from "#base/bilingual.ts";
import { toProblem, type Refusal, type RefusalText, type Refusals } from "#base/outcome.ts";
import { badInput, type Io } from "./command.ts";

/** What was wrong, under which rule and what to do next: one line in both languages, or the problem as JSON. */
export const refused = (io: Io, refusal: Refusal, texts: Refusals, json: boolean): 2 => {
  const text = texts[refusal.code];
  if (!text) throw new Error(`no text for refusal ${refusal.code}`);
  if (!json) return badInput(io, { zh: inChinese(text, refusal), en: inEnglish(text, refusal) });
  io.out(JSON.stringify(toProblem(refusal, texts, "zh")));
  return 2;
};

const inChinese = ({ zh, basis, next }: RefusalText, { detail }: Refusal): string =>
  fill(zh + (basis ? `（依据：${basis.zh}）` : "") + (next ? `。${next.zh}` : ""), detail);

const inEnglish = ({ en, basis, next }: RefusalText, { detail }: Refusal): string =>
  fill(en + (basis?.en ? `; rule: ${basis.en}` : "") + (next ? `. ${next.en}` : ""), detail);
