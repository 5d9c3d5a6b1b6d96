import type { Bilingual } from "#base/bilingual.ts";
import type { Day } from "#base/time.ts";
import type { Pause, Period, PeriodUnit } from "./period.ts";

const units: Record<PeriodUnit, { zh: string; one: string; many: string }> = {
  workday: { zh: "个工作日", one: "working day", many: "working days" },
  day: { zh: "日", one: "day", many: "days" },
  month: { zh: "个月", one: "month", many: "months" },
  year: { zh: "年", one: "year", many: "years" },
};

const civilCode = {
  zh: "《民法典》第二百零一条至第二百零三条",
  en: "Civil Code, arts 201–203",
};
const generalBasis: Record<PeriodUnit, Bilingual> = {
  workday: { zh: "《行政许可法》第八十二条", en: "Administrative Licensing Law, art. 82" },
  day: civilCode,
  month: civilCode,
  year: civilCode,
};

export const lengthInWords = (n: number, unit: PeriodUnit): { zh: string; en: string } => ({
  zh: `${n}${units[unit].zh}`,
  en: `${n} ${n === 1 ? units[unit].one : units[unit].many}`,
});

const dayZh = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

type Result = {
  raw: Day;
  due: Day;
  extended?: boolean;
  pauses?: readonly Pause[];
  unsettled: readonly string[];
};

/** How the due day came about, as one would explain it to the applicant. */
export const ruleOf = (startOn: Day, period: Period, result: Result): { zh: string; en: string } => {
  const { raw, due } = result;
  const length = lengthInWords(period.n, period.unit);
  const basis = period.basis ?? generalBasis[period.unit];
  const zh = [`自${dayZh(startOn)}${period.startsNextDay ? "的次日" : "当日"}起计算${length.zh}`];
  const en = [`${length.en} counted from ${period.startsNextDay ? "the day after " : ""}${startOn}`];
  if (period.unit === "workday") {
    zh.push("法定节假日和休息日不计");
    en.push("public holidays and days of rest not counted");
  }
  if (result.extended && period.extension) {
    const more = lengthInWords(period.extension.n, period.extension.unit ?? period.unit);
    zh.push(`经批准延长${more.zh}`);
    en.push(`extended with approval by ${more.en}`);
  }
  for (const { from, resumedOn } of result.pauses ?? []) {
    zh.push(`${dayZh(from)}起至${dayZh(resumedOn)}前不计`);
    en.push(`not counted from ${from} until before ${resumedOn}`);
  }
  if (due !== raw) {
    zh.push(`末日${dayZh(raw)}为法定休假日，顺延至${dayZh(due)}`);
    en.push(`the last day, ${raw}, is a day off and moves to ${due}`);
  } else {
    zh.push(`${dayZh(due)}届满`);
    en.push(`ends on ${due}`);
  }
  const provisional = result.unsettled.length > 0 && {
    zh: `暂定：${result.unsettled.join("、")}年的放假安排通知尚未载入，按法定节日和周末推算，载入后重新计算。`,
    en: ` Provisional: the holiday notice for ${result.unsettled.join(", ")} is not loaded; statutory days and weekends are assumed, to be counted again with the notice.`,
  };
  return {
    zh: `${zh.join("，")}（${basis.zh}）。${provisional ? provisional.zh : ""}`,
    en: `${en.join("; ")} (${basis.en ?? basis.zh}).${provisional ? provisional.en : ""}`,
  };
};
