import { fill } from "#base/bilingual.ts";
import { commonRefusals } from "#base/contract.ts";
import type { Outcome, Refusal } from "#base/outcome.ts";
import { mayAccept } from "./accept.ts";
import type { Words } from "./case-file.ts";
import { mayCheck } from "./check.ts";
import { mayConfirm, mayPropose } from "./decide.ts";
import { mayDeliver } from "./deliver.ts";
import { isTheirs } from "./engine.ts";
import { mayExamine } from "./examine.ts";
import { mayAskExtension, mayExtend } from "./extend.ts";
import type { Facts } from "./facts.ts";
import { mayPass, mayReturn } from "./pass.ts";
import { mayPause, mayResume } from "./pause.ts";
import { findStep } from "./procedures.ts";
import { mayAnswerRating, mayRate } from "./rate.ts";
import { mayReceive } from "./receive.ts";
import { mayRefuse } from "./refuse.ts";
import { caseRefusals, type CaseRefusal } from "./refusals.ts";
import { mayRequestSupplement, maySupplement } from "./supplement.ts";
import type { CaseView } from "./view.ts";
import { mayWithdraw } from "./withdraw.ts";

/** What may be done now, asked of the very rules that decide it when it is done. */
export const preconditions = {
  receive: mayReceive,
  check: mayCheck,
  requestSupplement: mayRequestSupplement,
  supplement: maySupplement,
  accept: mayAccept,
  refuse: mayRefuse,
  pass: mayPass,
  returnToWindow: mayReturn,
  examine: mayExamine,
  pause: mayPause,
  resume: mayResume,
  askExtension: mayAskExtension,
  extend: mayExtend,
  proposeDecision: mayPropose,
  confirmDecision: mayConfirm,
  deliver: mayDeliver,
  withdraw: mayWithdraw,
  rate: mayRate,
  answerRating: mayAnswerRating,
} satisfies Record<string, (facts: Facts) => Outcome<undefined, CaseRefusal>>;
export type CommandName = keyof typeof preconditions;

/** Commands that the contract opens to other roles than the step itself names. */
const openTo: Partial<Record<CommandName, readonly string[]>> = {
  withdraw: ["applicant", "window-clerk"],
  returnToWindow: ["officer"],
  pass: ["window-clerk", "officer"],
};

export const sayRefusal = ({ code, detail }: Refusal): Words => {
  const text =
    code in caseRefusals ? caseRefusals[code as keyof typeof caseRefusals] : commonRefusals.INVALID;
  return { zh: fill(text.zh, detail), en: fill(text.en, detail) };
};

/** Every command that this person's role ever has on this side, allowed or with the reason why not. */
export const commandsFor = (facts: Facts): CaseView["commands"] => {
  const commands: CaseView["commands"] = {};
  for (const [name, may] of Object.entries(preconditions) as [
    CommandName,
    (typeof preconditions)[CommandName],
  ][]) {
    const roles = openTo[name];
    if (roles && !roles.includes(facts.role)) continue;
    const step = findStep(facts.procedure, name);
    if (!roles && !(step && isTheirs(step, facts.file, facts))) continue;
    const outcome = may(facts);
    commands[name] = outcome.ok ? { allowed: true } : { allowed: false, reason: sayRefusal(outcome.refusal) };
  }
  return commands;
};
