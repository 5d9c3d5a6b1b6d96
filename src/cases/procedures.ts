import licence from "../../definitions/procedures/administrative-licence.json" with { type: "json" };
import onTheSpot from "../../definitions/procedures/on-the-spot-registration.json" with { type: "json" };
import { Procedure, type Step } from "./procedure.ts";

const shipped = new Map(
  [licence, onTheSpot].map((text) => Procedure.parse(text)).map((one) => [one.id, one]),
);

export const findProcedure = (id: string): Procedure | undefined => shipped.get(id);

export const getProcedure = (id: string): Procedure => {
  const procedure = shipped.get(id);
  if (!procedure) throw new Error(`no procedure ${id}`);
  return procedure;
};

/** Steps are asked for by the names that the contract gives its commands. */
export const findStep = (procedure: Procedure, name: string): Step | undefined => procedure.steps[name];
