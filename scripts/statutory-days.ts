/**
 * Writes definitions/calendars/statutory.json: the thirteen days of 全国年节及纪念日放假办法 (2024-11-10) for years whose
 * notice may not be out. Lunar days come from the Chinese calendar of ICU, Qingming from the usual formula for 2000–2099.
 * Run: node scripts/statutory-days.ts
 */
import { writeFileSync } from "node:fs";

const firstYear = 2025; // the year from which thirteen days are given
const lastYear = 2035;

const lunarDay = (year: number, month: string, day: number): Temporal.PlainDate => {
  let date = Temporal.PlainDate.from(`${year}-01-01`);
  for (; date.year === year; date = date.add({ days: 1 })) {
    const lunar = date.withCalendar("chinese");
    if (lunar.monthCode === month && lunar.day === day) return date;
  }
  throw new Error(`${year} has no lunar day ${month}-${day}`);
};

const qingming = (year: number): string => {
  const short = year % 100;
  const day = Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4);
  return `${year}-04-0${day}`;
};

const daysOf = (year: number) => {
  const newYear = lunarDay(year, "M01", 1);
  const spring = [-1, 0, 1, 2].map((days) => newYear.add({ days }).toString());
  return [
    { name: { zh: "元旦", en: "New Year's Day" }, days: [`${year}-01-01`] },
    { name: { zh: "春节", en: "Spring Festival" }, days: spring },
    { name: { zh: "清明节", en: "Qingming Festival" }, days: [qingming(year)] },
    { name: { zh: "劳动节", en: "Labour Day" }, days: [`${year}-05-01`, `${year}-05-02`] },
    { name: { zh: "端午节", en: "Dragon Boat Festival" }, days: [lunarDay(year, "M05", 5).toString()] },
    { name: { zh: "中秋节", en: "Mid-Autumn Festival" }, days: [lunarDay(year, "M08", 15).toString()] },
    { name: { zh: "国庆节", en: "National Day" }, days: [1, 2, 3].map((day) => `${year}-10-0${day}`) },
  ];
};

const years: Record<string, ReturnType<typeof daysOf>> = {};
for (let year = firstYear; year <= lastYear; year += 1) years[year] = daysOf(year);

const basis = {
  zh: "《全国年节及纪念日放假办法》（2024年11月10日修订）第二条",
  en: "Regulation on Public Holidays for National Annual Festivals and Memorial Days (as amended 2024-11-10), art. 2",
};
const festivals = (year: string) =>
  years[year]!.map((festival) => `      ${JSON.stringify(festival)}`).join(",\n");
const table = Object.keys(years).map((year) => `    "${year}": [\n${festivals(year)}\n    ]`);
const target = new URL("../definitions/calendars/statutory.json", import.meta.url);
writeFileSync(
  target,
  `{\n  "basis": ${JSON.stringify(basis)},\n  "years": {\n${table.join(",\n")}\n  }\n}\n`,
);
