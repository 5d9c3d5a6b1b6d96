import { done, refuse, type Outcome } from "#base/outcome.ts";
import { decisionDues } from "./clocks.ts";
import type { Facts, Plan } from "./facts.ts";
import { pausesOf } from "./pause.ts";
import { allowed, planned } from "./plan.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";

export const mayAskExtension = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  if (facts.file.extended) return refuse("ALREADY_EXTENDED");
  const may = allowed(facts, "askExtension");
  if (may.ok && facts.desk.extensionAsked)
    return notNow("延期申请正在等负责人批准", "the extension waits for approval");
  return may;
};

export const askExtension = (facts: Facts, reason: string): Outcome<Plan, CaseRefusal> => {
  const may = mayAskExtension(facts);
  if (!may.ok) return may;
  return done({ events: [], desk: { ...facts.desk, extensionAsked: { reason, by: facts.staffNumber } } });
};

export const mayExtend = (facts: Facts): Outcome<undefined, CaseRefusal> => {
  if (facts.file.extended) return refuse("ALREADY_EXTENDED");
  const may = allowed(facts, "extend");
  if (may.ok && !facts.desk.extensionAsked)
    return notNow("没有待批准的延期申请", "no extension was asked for");
  return may;
};

/** The one extension, approved by the head, its reasons told to the applicant (行政许可法 42). */
export const extend = (
  facts: Facts,
  { approve, reason }: { approve: boolean; reason?: string },
): Outcome<Plan, CaseRefusal> => {
  const may = mayExtend(facts);
  if (!may.ok) return may;
  const { file, item, procedure, calendars, desk, staffNumber } = facts;
  const { extensionAsked, ...rest } = desk;
  if (!approve) return done({ events: [], desk: rest });
  const dues = decisionDues(file.clocks.legal!.startOn, item, procedure, calendars, {
    extended: true,
    pauses: pausesOf(file),
  });
  const data = { reason: reason?.trim() || extensionAsked!.reason, approver: staffNumber, ...dues };
  return done({ events: [planned(facts, "extend", data)], desk: rest });
};
