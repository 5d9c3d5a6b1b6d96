import { isDay } from "#official/calendar-day.ts";
import { dueOn, Period, PeriodUnit } from "#official/period.ts";
import { officialRefusals } from "#official/refusals.ts";
import { shippedCalendars } from "#official/shipped-calendars.ts";
import { refuse } from "#base/outcome.ts";
import { badInput, type Command } from "./command.ts";
import { refused } from "./refused.ts";

/** `deadline 2026-02-12 5 workday` → `2026-02-26` */
export const command: Command = {
  usage: "deadline DAY N UNIT",
  summary: {
    zh: "计算法定期限的届满日（UNIT：workday 工作日、day 日、month 月、year 年），如 deadline 2026-02-12 5 workday",
    en: "The day on which a legal period ends (UNIT: workday, day, month, year), e.g. deadline 2026-02-12 5 workday",
  },
  options: {
    "same-day": { type: "boolean", help: { zh: "当日计入期间", en: "count the day itself" } },
    "no-roll": {
      type: "boolean",
      help: { zh: "末日为休假日时不顺延", en: "do not move a last day off to the next working day" },
    },
  },
  run: ({ words, options, json }, io) => {
    const [day, n, unit, ...rest] = words;
    if (!day || !n || !unit || rest.length > 0)
      return badInput(io, {
        zh: "用法：deadline 日期 数量 单位，如 deadline 2026-02-12 5 workday",
        en: "Usage: deadline DAY N UNIT, e.g. deadline 2026-02-12 5 workday",
      });
    const say = (outcome: ReturnType<typeof refuse>) => refused(io, outcome.refusal, officialRefusals, json);
    if (!isDay(day)) return say(refuse("DAY_IMPOSSIBLE", { day }));
    const read = PeriodUnit.safeParse(unit);
    if (!read.success) return say(refuse("PERIOD_UNIT", { unit }));
    const period = Period.safeParse({
      n: /^\d+$/.test(n) ? Number(n) : undefined,
      unit: read.data,
      startsNextDay: !options["same-day"],
      rollForward: !options["no-roll"],
    });
    if (!period.success) return say(refuse("PERIOD_NUMBER", { n }));
    const found = dueOn(day, period.data, shippedCalendars);
    io.out(json ? JSON.stringify(found) : found.due);
    // The day alone goes to the output, so that a script can use it; what a person must know goes beside it.
    if (!json && (found.provisional || found.due !== found.raw))
      io.err(`${found.rule.zh} / ${found.rule.en}`);
    return 0;
  },
};
