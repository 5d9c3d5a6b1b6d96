import { bandsOf, type Band } from "./bands.ts";
import { dayRuleAt, type DayRule } from "../standards/day-rule.ts";
import { judgedDay } from "../standards/judge-air-series.ts";
import { dailyValue, firstHourMs, nextDay } from "./days.ts";
import { getHours, hourMs, type Hours } from "./hours.ts";
import { predictor } from "./predict.ts";
import type { Model } from "./train.ts";

/** The report names three days after the day of issue (HJ 633 §5.2). */
export const daysAhead = 3;
/** Local hours at which forecasts are issued. */
export const issueHours = [0, 6, 12, 18] as const;
/** That of the daily report, which is to be out before 20:00 (HJ 633 §5.2). */
export const reportHour = 18;
/** From 18:00 to the end of the third day after. */
export const mostAhead = 78;

/**
 * The value of a whole day: hours up to the issue as measured, the others as forecast. NaN where the forecast does not
 * reach its end or too much is missing.
 */
export const dayForecast = (
  hours: Hours,
  code: string,
  { issued, firstHour, rule }: { issued: number; firstHour: number; rule: DayRule },
  forecast: (ahead: number) => number | undefined,
): number => {
  const measured = getHours(hours, code);
  const day = Array.from({ length: 24 }, (_, k) => {
    const i = firstHour + k;
    return (i <= issued ? measured[i] : forecast(i - issued)) ?? Number.NaN;
  });
  const isWhole = firstHour + 23 <= issued || forecast(firstHour + 23 - issued) !== undefined;
  return isWhole ? dailyValue(code, day, rule) : Number.NaN;
};

/** How far daily values lay from what had been forecast of them, on the hours that `model` has not seen. */
export const dayBandsOf = (model: Model, hours: Hours, from: number, until: number): Band[][] => {
  const indexOf = (atMs: number) => Math.round((atMs - hours.startMs) / hourMs);
  const first = judgedDay(hours.startMs + from * hourMs);
  const rule = dayRuleAt(judgedDay(hours.startMs + until * hourMs));
  if (!rule) return [];
  const measured = getHours(hours, model.target);
  const predict = predictor(model, hours, from);
  const pairs = Array.from({ length: daysAhead + 1 }, () => ({ said: [] as number[], came: [] as number[] }));
  for (let day = nextDay(first); ; day = nextDay(day)) {
    const start = indexOf(firstHourMs(day)) - 1;
    if (start + 24 >= until) break;
    for (const hour of issueHours) {
      const issued = start + hour;
      for (let lead = 0; lead <= daysAhead; lead++) {
        const firstHour = start + 1 + 24 * lead;
        if (firstHour + 23 >= until) break;
        const came = dailyValue(model.target, Array.from(measured.subarray(firstHour, firstHour + 24)), rule);
        if (Number.isNaN(came)) continue;
        const said = dayForecast(
          hours,
          model.target,
          { issued, firstHour, rule },
          (ahead) => predict(issued, ahead)?.value,
        );
        if (Number.isNaN(said)) continue;
        pairs[lead]!.said.push(said);
        pairs[lead]!.came.push(came);
      }
    }
  }
  return pairs.map(({ said, came }) => bandsOf(Float64Array.from(said), Float64Array.from(came)));
};
