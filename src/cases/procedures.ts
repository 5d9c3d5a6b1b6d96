import type { Instant } from "#base/time.ts";
import type { ClauseRef } from "#protocol/event.ts";
import licence from "../../definitions/procedures/administrative-licence.json" with { type: "json" };
import onTheSpot from "../../definitions/procedures/on-the-spot-registration.json" with { type: "json" };
import { Procedure, type Step } from "./procedure.ts";

const shipped = new Map(
  [licence, onTheSpot].map((text) => Procedure.parse(text)).map((one) => [one.id, one]),
);

/** Under which procedure a case runs follows from its first event: its name, its clause and its moment. */
export type Begun = { procedure: string; clause?: ClauseRef | undefined; submittedAt: Instant };
export type ProcedureOf = (begun: Begun) => Procedure | undefined;

/** What this software brings along: for cases that no agreement carries. */
export const findShippedProcedure = ({ procedure }: Pick<Begun, "procedure">): Procedure | undefined =>
  shipped.get(procedure);

export const getProcedure = (procedureOf: ProcedureOf, begun: Begun): Procedure => {
  const procedure = procedureOf(begun);
  if (!procedure) throw new Error(`no procedure ${begun.procedure}`);
  return procedure;
};

/** Steps are asked for by the names that the contract gives its commands. */
export const findStep = (procedure: Procedure, name: string): Step | undefined => procedure.steps[name];
