import type { z } from "zod";
import type { Bundle } from "./agreement.ts";
import type { Fault, FindingTexts } from "./finding.ts";

/**
 * One kind of definition file, told apart by its member `kind`. Each capability says what its own files are; the
 * checker is given them, because agreements know no capability.
 */
export type DefinitionKind = {
  kind: string;
  schema: z.ZodType;
  /** What the schema cannot say, asked of content that fits it. */
  examine?: (content: never, bundle: Bundle) => Fault[];
  texts?: FindingTexts;
};
