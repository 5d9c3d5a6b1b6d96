import type { AgreementRow } from "../contract.ts";

/** In force is green, waiting is yellow, over is neither good nor bad. */
export const stateColour = (state: AgreementRow["state"]): "green" | "yellow" | "none" =>
  state === "in-force" ? "green" : state === "proposed" || state === "signed" ? "yellow" : "none";
