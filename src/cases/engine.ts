import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Role } from "#base/role.ts";
import type { CaseFile } from "./case-file.ts";
import type { Procedure, Side, Step } from "./procedure.ts";
import { notNow, type CaseRefusal } from "./refusals.ts";
import type { CaseState } from "./view.ts";
import { stateNames } from "./state-words.ts";

type Sides = Pick<CaseFile, "accepting" | "deciding">;

/** The sides a party is on; both where it accepts and decides itself. */
export const sidesOf = (party: Party, { accepting, deciding }: Sides): Side[] => [
  ...(party === accepting ? (["accepting"] as const) : []),
  ...(party === deciding ? (["deciding"] as const) : []),
];

/** The state after a step, as the side that holds the file then sees it. */
export const targetOf = (step: Step, from: CaseState, holder: Party, file: Sides): CaseState => {
  if (step.to === undefined) return from;
  if (typeof step.to === "string") return step.to;
  if (file.accepting === file.deciding) return step.to.same;
  return holder === file.deciding ? step.to.deciding : step.to.accepting;
};

/** The step that an event of this type is, taken from this state; undefined where the procedure knows none. */
export const findStepOf = (
  procedure: Procedure,
  type: string,
  data: Record<string, unknown>,
  state: CaseState,
): Step | undefined => {
  const steps = Object.values(procedure.steps).filter(
    (step) =>
      step.event === type &&
      Object.entries(step.matches ?? {}).every(([name, value]) => data[name] === value),
  );
  return steps.find((step) => step.from.includes(state)) ?? steps[0];
};

export type Doer = { here: Party; role: Role | "node"; powers: ReadonlySet<string> };

/** Whether a role ever has this step on this node: commands it never has are not shown at all. */
export const isTheirs = (step: Step, file: Sides, { here, role }: Doer): boolean => {
  const sides = sidesOf(here, file);
  return step.by.some((one) => (role === "node" || one.role === role) && sides.includes(one.side));
};

/** Whether the step may be taken now by this doer: role, side, holder, state, power; nothing of its own conditions. */
export const ready = (step: Step, file: CaseFile, doer: Doer): Outcome<Step, CaseRefusal> => {
  const sides = sidesOf(doer.here, file);
  const able = step.by.filter((one) => doer.role === "node" || one.role === doer.role).map((one) => one.side);
  const acting = able.filter((side) => sides.includes(side));
  if (acting.length === 0) return notNow("这一步不由本方办理", "this step is not for this side");
  if (!step.word && file.holder !== doer.here)
    return notNow("材料现在在对方，由对方办理", "the file is with the other side, which acts now");
  if (!step.from.includes(file.state)) {
    const { zh, en } = stateNames[file.state];
    return notNow(`办件处于“${zh}”环节`, `the case is at the step “${en}”`);
  }
  const hasByLaw = doer.here === file.deciding;
  if (step.unlessPower && (hasByLaw || doer.powers.has(step.unlessPower)))
    return notNow("本窗口可以直接受理", "this window can accept it itself");
  if (step.power && !hasByLaw && !doer.powers.has(step.power))
    return refuse("NOT_GRANTED", { zh: step.title.zh, en: step.title.en });
  return done(step);
};
