import { inLanguage, type Bilingual } from "#base/bilingual.ts";
import { dayOf, systemClock } from "#base/time.ts";
import { maskCitizenId } from "#official/citizen-id.ts";
import { identify, kindNames, type Identified } from "#official/identify.ts";
import { officialRefusals } from "#official/refusals.ts";
import { badInput, type Command } from "./command.ts";
import { refused } from "./refused.ts";

const itemSchemes: Record<string, Bilingual> = {
  basic: { zh: "基本编码，无校验位", en: "basic code, which has no check character" },
  implementation: { zh: "实施编码", en: "implementation code" },
  business: { zh: "业务办理项编码", en: "business item code" },
};

/** What the number says of itself; of a person nothing, as the reader has the number. */
const remarksOf = (found: Identified): Bilingual[] => {
  const remarks: Bilingual[] = [];
  if (found.kind === "credit-code") remarks.push(found.registry, found.category);
  if (found.kind === "item-code") remarks.push(itemSchemes[found.scheme]!);
  if (found.kind === "case-number")
    remarks.push({ zh: `${found.receivedOn} 收件`, en: `received on ${found.receivedOn}` });
  if (found.sample) remarks.push({ zh: "示例号码", en: "sample number" });
  return remarks;
};

const shown = (found: Identified): string =>
  found.kind === "citizen-id" ? maskCitizenId(found.value) : found.value;

/** `id check VALUE`: exit 0 where the number is whole, 2 where it is not. */
export const command: Command = {
  usage: "id check VALUE",
  summary: {
    zh: "识别号码种类并校验（公民身份号码、统一社会信用代码、电子证照标识、事项编码、办件编号）",
    en: "Name the kind of a number and check it (citizen id, credit code, e-licence, item code, case number)",
  },
  run: ({ words, json }, io) => {
    const [verb, ...typed] = words;
    if (verb !== "check" || typed.length === 0)
      return badInput(io, { zh: "用法：id check 号码", en: "Usage: id check VALUE" });
    const found = identify(typed.join(""), dayOf(systemClock()));
    if (!found.ok) return refused(io, found.refusal, officialRefusals, json);
    if (json) {
      io.out(JSON.stringify(found.value));
      return 0;
    }
    const name = kindNames[found.value.kind];
    const say = (language: "zh" | "en", between: string) =>
      [
        inLanguage(name, language),
        ...remarksOf(found.value).map((words) => inLanguage(words, language)),
      ].join(between);
    io.out(
      `${found.value.kind} ${shown(found.value)} 有效 · ${say("zh", "，")} / valid · ${say("en", ", ")}`,
    );
    return 0;
  },
};
