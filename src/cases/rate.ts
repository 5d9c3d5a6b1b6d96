import { refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Day } from "#base/time.ts";
import type { Calendars } from "#official/calendar.ts";
import { addDays } from "#official/calendar-day.ts";
import { addWorkingDays } from "#official/working-day.ts";
import ratingCodes from "../../definitions/standards/service-rating-codes.json" with { type: "json" };
import type { CaseFile } from "./case-file.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export type RateCommand = { side: Party; stars: number; codes: string[]; text?: string };

const codes = new Map(ratingCodes.codes.map((one) => [one.code, one]));

/** 不满意 and 非常不满意: to be looked into, put right and answered. */
export const isNegative = (stars: number): boolean => stars <= 2;

export const sidesToRate = ({ accepting, deciding }: Pick<CaseFile, "accepting" | "deciding">): Party[] => [
  ...new Set([accepting, deciding]),
];

export const mayRate = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "rate");
  if (!may.ok) return may;
  const { file, today, procedure } = facts;
  if (today > addDays(file.deliveredOn!, procedure.ratingDays))
    return notNow(
      `送达已超过${procedure.ratingDays}日，评价已关闭`,
      `it was delivered more than ${procedure.ratingDays} days ago`,
    );
  if (file.ratings.length >= sidesToRate(file).length) return notNow("已经评价过", "it was rated already");
  return may;
};

export const rate = (
  facts: Facts,
  { side, stars, codes: chosen, text }: RateCommand,
): Outcome<Plan, CaseRefusal> => {
  const may = mayRate(facts);
  if (!may.ok) return may;
  if (!sidesToRate(facts.file).includes(side)) return refuse("INVALID", { what: "评价对象 / side" }, "side");
  if (facts.file.ratings.some((one) => one.side === side))
    return notNow("这一方已经评价过", "this side was rated already");
  if (chosen.some((code) => codes.get(code)?.stars !== stars))
    return refuse("RATING_CODE", undefined, "codes");
  const said = text?.trim() ? { text: text.trim() } : {};
  return plan(planned(facts, "rate", { side, stars, codes: [...new Set(chosen)], ...said, channel: "web" }));
};

export const mayAnswerRating = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "answerRating");
  if (!may.ok) return may;
  const own = facts.file.ratings.find(({ side }) => side === facts.here);
  if (!own) return notNow("本方没有被评价", "this side was not rated");
  if (own.answer) return notNow("这条评价已经回访", "this rating was answered already");
  return isNegative(own.stars) ? may : notNow("不是差评，不需要回访", "it is no negative rating");
};

export const answerRating = (
  facts: Facts,
  { calledBack, what }: { calledBack: boolean; what: string },
): Outcome<Plan, CaseRefusal> => {
  const may = mayAnswerRating(facts);
  return may.ok ? plan(planned(facts, "answerRating", { side: facts.here, calledBack, what })) : may;
};

/** Each jurisdiction sets its own limit for putting a negative rating right; there is no national one. */
export const answerDue = (party: Party, ratedOn: Day, calendars: Calendars): Day => {
  const limits: Record<string, { n: number } | undefined> = ratingCodes.answerLimits.parties;
  return addWorkingDays(ratedOn, (limits[party] ?? ratingCodes.answerLimits.otherwise).n, calendars);
};
