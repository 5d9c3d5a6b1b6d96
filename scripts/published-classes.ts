/**
 * Judges a file of the national real-time publication and compares with the classes published in it. With files as
 * arguments it writes docs/monitoring-classes.md: the rate, and each miss with the reason that can be told.
 */
import { createReadStream, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readNationalLayout, type NationalRow } from "#monitoring/observations/national-layout.ts";
import { evaluateWater, type WaterResult } from "#monitoring/standards/evaluate-water.ts";
import { findProperty } from "#monitoring/standards/observed-properties.ts";
import { standardAt } from "#monitoring/standards/standard-at.ts";
import type { WaterClass } from "#monitoring/standards/water-standard.ts";
import { classWords, noClass } from "#monitoring/standards/class-words.ts";
import { propertyWords } from "#monitoring/standards/words.ts";

/** Sections of Baiyangdian: a lake, though their names do not say so. */
const lakes = new Set(["南刘庄", "烧车淀", "光淀张庄", "圈头", "采蒲台"]);

const reasons = {
  rounded: "四舍五入：显示值离限值不足末位半个单位 · shown value within half a last place of a limit",
  earlier: "滞后：与上一时次的值相符 · fits the values of the reading before",
  later: "提前：与下一时次的值相符 · fits the values of the next reading",
  unknown: "未能解释 · not explained by anything in the file",
} as const;
export type Reason = keyof typeof reasons;

export type Miss = { row: NationalRow; found: WaterResult; reason: Reason };
export type Compared = {
  rows: number;
  published: number;
  withoutClass: number;
  falseClass: number;
  misses: Miss[];
};

const standard = standardAt("surface-water-standard", "2021-04-01")!;
const judge = (row: NationalRow, values: Record<string, number | null> = row.values): WaterResult =>
  evaluateWater(standard, values, { waterBody: lakes.has(row.section) ? "lake" : "river" });

/** Classes were made from raw values: could one that is shown as these have the published class? */
const isRounded = (row: NationalRow): boolean =>
  Object.entries(row.values).some(([code, value]) => {
    if (value === null) return false;
    const half = 0.5 * 10 ** -findProperty(code)!.decimals;
    return [-half, half].some(
      (by) => judge(row, { ...row.values, [code]: value + by * 0.999 }).class === row.publishedClass,
    );
  });

const reasonOf = (
  row: NationalRow,
  before: NationalRow | undefined,
  after: NationalRow | undefined,
): Reason => {
  const fits = (other: NationalRow | undefined) => other && judge(other).class === row.publishedClass;
  return isRounded(row) ? "rounded" : fits(before) ? "earlier" : fits(after) ? "later" : "unknown";
};

export const comparePublished = async (file: string): Promise<Compared> => {
  const bySection = new Map<string, NationalRow[]>();
  for await (const batch of readNationalLayout(createReadStream(file), { missingYear: { year: 2021 } }))
    for (const row of batch) {
      if (!row.ok) throw new Error(`${row.refusal.code} ${row.refusal.at}`);
      const rows = bySection.get(row.value.section) ?? [];
      bySection.set(row.value.section, [...rows, row.value]);
    }
  const compared: Compared = { rows: 0, published: 0, withoutClass: 0, falseClass: 0, misses: [] };
  for (const rows of bySection.values())
    for (const [at, row] of rows.entries()) {
      const found = judge(row);
      compared.rows += 1;
      if (row.publishedClass === null) {
        compared.withoutClass += 1;
        if (found.class !== null) compared.falseClass += 1;
      } else {
        compared.published += 1;
        if (found.class !== row.publishedClass)
          compared.misses.push({ row, found, reason: reasonOf(row, rows[at - 1], rows[at + 1]) });
      }
    }
  return compared;
};

export const rateOf = ({ published, misses }: Compared): number => (published - misses.length) / published;

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const classOf = (found: WaterClass | null | undefined): string => (found ? classWords[found].zh : noClass.zh);

const missLine = ({ row, found, reason }: Miss): string => {
  const by = found.items
    .filter((item) => item.class !== "I")
    .map(({ property, value }) => `${propertyWords(property).zh} ${value}`);
  const time = new Date(row.atMs! + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  return `| ${row.section} | ${time} | ${classOf(row.publishedClass)} | ${classOf(found.class)} | ${by.join("，") || "–"} | ${reason} |`;
};

const report = (name: string, compared: Compared): string[] => [
  `## ${name}`,
  "",
  `${compared.rows} rows, ${compared.published} with a published class: **${compared.published - compared.misses.length} reproduced, ${percent(rateOf(compared))}**. Of the ${compared.withoutClass} rows published without a class (\`*\`), ${compared.withoutClass - compared.falseClass} get none here either.`,
  "",
  ...(Object.keys(reasons) as Reason[]).map(
    (reason) =>
      `- \`${reason}\`: ${compared.misses.filter((miss) => miss.reason === reason).length} — ${reasons[reason]}`,
  ),
  "",
  "| 断面 section | 时间 time (UTC+8) | 公布 published | 评价 here | 非Ⅰ类项目 items not in class I (as shown) | 原因 reason |",
  "|---|---|---|---|---|---|",
  ...compared.misses.map(missLine),
  "",
];

if (import.meta.main) {
  const files = process.argv.slice(2);
  const parts = [];
  for (const file of files) parts.push(...report(basename(file), await comparePublished(file)));
  const text = [
    "# 公布类别的复现 · Published classes reproduced",
    "",
    "Real rows of the national real-time surface-water publication (2021-04-01 to 05, four-hourly) judged by GB 3838-2002 and",
    "环办〔2011〕22号 as shipped here, against the class published in the same row. Written by `node scripts/published-classes.ts FILE…`;",
    "the measurements are not part of this project. A reason is the first that fits: what is shown may be rounded while the class was",
    "made from raw values; a class may belong to the reading before or after. The Baiyangdian sections are judged as a lake, which",
    "is what their published classes follow (as a river 18 more would differ); 大黑汀水库 is published by the limits of rivers.",
    "",
    "**Oxygen of class I.** GB 3838-2002 gives “饱和率90%（或7.5）” and says neither which of the two decides nor how saturation is",
    "calculated (it needs temperature, pressure and salt; the formula of HJ 2.3 is for that guide's index). The publication goes by",
    "7.5 mg/L: 97 of its 344 readings of class I in the second file are below 90 % saturation by that formula, down to 65 %. So 7.5",
    "it is here. The other reading could make a class better only in water above 24.6 °C, where 90 % is less than 7.5 mg/L; here such",
    "water has class II.",
    "",
    ...parts,
  ].join("\n");
  writeFileSync(join(import.meta.dirname, "../docs/monitoring-classes.md"), text);
}
