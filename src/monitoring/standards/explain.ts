import type { AirIndexStandard } from "./air-standard.ts";
import type { AirResult } from "./evaluate-air.ts";
import type { WaterResult } from "./evaluate-water.ts";
import type { SurfaceWaterStandard } from "./water-standard.ts";
import { classWords } from "./class-words.ts";
import { propertyWords, withUnit } from "./words.ts";

type Words = { zh: string; en: string };

/** A limit that is met, and one that is broken. */
const signs = { "at-most": ["≤", ">"], "at-least": ["≥", "<"] } as const;

/** One sentence for each item: what was measured, against which limit, in which row of which table. */
export const explainWater = (result: WaterResult, standard: SurfaceWaterStandard): Words[] => [
  ...result.items.map(({ property, row, class: found, value, isBelowDetection, limit, rule }): Words => {
    const name = propertyWords(property);
    const said = `${isBelowDetection ? "<" : ""}${withUnit(value, property)}`;
    const isBroken = found === "inferior-V";
    const against =
      typeof limit === "number"
        ? `${signs[rule === "at-most" ? "at-most" : "at-least"][isBroken ? 1 : 0]} ${limit}`
        : `${isBroken ? "∉" : "∈"} ${limit[0]}–${limit[1]}`;
    const words = classWords[found];
    return {
      zh: `${name.zh} ${said} ${against}：${words.zh}（${standard.id} ${standard.table.zh}第${row}行）`,
      en: `${name.en} ${said} ${against}: ${words.en} (${standard.id}, ${standard.table.en}, row ${row})`,
    };
  }),
  ...result.missing.map((property): Words => {
    const name = propertyWords(property);
    return {
      zh: `${name.zh} 未上报：不给出类别`,
      en: `${name.en} was not reported: no class is given`,
    };
  }),
];

/** One sentence for each item, and one for what gaps did. */
export const explainAir = (result: AirResult, standard: AirIndexStandard): Words[] => [
  ...result.items.map(({ item, row, key, value, used, iaqi, between }): Words => {
    const property = key.split("_")[0]!;
    const said = withUnit(value, property);
    const [zhUsed, enUsed] = used === value ? ["", ""] : [`，修约为 ${used}`, `, rounded to ${used}`];
    const place = between ? `${between.low}–${between.high}` : undefined;
    return {
      zh: `${item} ${said}${zhUsed}，${place ? `在 ${place} 之间` : "高于表中限值"}：分指数 ${iaqi}（${standard.id} ${standard.table.zh} ${row}）`,
      en: `${item} ${said}${enUsed}, ${place ? `between ${place.replace("–", " and ")}` : "above the table"}: index ${iaqi} (${standard.id}, ${standard.table.en}, ${row})`,
    };
  }),
  ...result.missing.map((item): Words => ({
    zh: `${item} 无有效数据（NA）`,
    en: `${item} has no valid value (NA)`,
  })),
  ...(result.flags.includes("not-publishable")
    ? [
        {
          zh: `AQI 不予发布（${standard.id} ${standard.gaps.basis.zh}）`,
          en: `No AQI may be published (${standard.id}, ${standard.gaps.basis.en})`,
        },
      ]
    : []),
];
