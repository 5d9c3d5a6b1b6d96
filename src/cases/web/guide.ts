import type { z } from "zod";
import type { caseContract } from "#cases/contract.ts";

export type Guide = z.infer<(typeof caseContract)["readItem"]["output"]>;

/** Whose decision a person most likely wants: the only one there is, or none until they choose. */
export const startCity = (acceptableFor: readonly string[], asked: string | undefined): string | undefined =>
  asked && acceptableFor.includes(asked) ? asked : acceptableFor.length === 1 ? acceptableFor[0] : undefined;
