import { refuse, type Outcome } from "#base/outcome.ts";
import type { Day } from "#base/time.ts";
import type { Pause } from "#official/period.ts";
import type { CaseFile } from "./case-file.ts";
import { decisionDues } from "./clocks.ts";
import type { Facts, Plan } from "./facts.ts";
import { allowed, plan, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export type PauseCommand = { procedure: string; reason: string; expectedWorkdays: number };

export const mayPause = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  const may = allowed(facts, "pause");
  if (may.ok && facts.item.specialProcedures.length === 0)
    return notNow(
      "这个事项没有特别程序，不能停表",
      "this item has no special procedure, so its clock cannot stop",
    );
  return may;
};

/** Only what the item lists stops the clock, and only with a written notice of the time it takes (行政许可法 45). */
export const pause = (facts: Facts, command: PauseCommand): Outcome<Plan, CaseRefusal> => {
  const may = mayPause(facts);
  if (!may.ok) return may;
  const { procedure, reason, expectedWorkdays } = command;
  if (!facts.item.specialProcedures.some((one) => one === procedure))
    return refuse("PROCEDURE_UNKNOWN", undefined, "procedure");
  return plan(planned(facts, "pause", { procedure, reason, expectedWorkdays, pausedOn: facts.today }));
};

/** The pauses that are over; `openUntil` closes the one that is not. */
export const pausesOf = (file: CaseFile, openUntil?: Day): Pause[] =>
  file.pauses.flatMap(({ from, resumedOn }) => {
    const end = resumedOn ?? openUntil;
    return end === undefined ? [] : [{ from, resumedOn: end }];
  });

export const mayResume = (facts: Facts) => allowed(facts, "resume");

export const resume = (facts: Facts, result: string): Outcome<Plan, CaseRefusal> => {
  const may = mayResume(facts);
  if (!may.ok) return may;
  const { file, item, procedure, calendars, today } = facts;
  const startOn = file.clocks.legal!.startOn;
  const dues = decisionDues(startOn, item, procedure, calendars, {
    extended: file.extended,
    pauses: pausesOf(file, today),
  });
  return plan(planned(facts, "resume", { result, resumedOn: today, ...dues }));
};
