import type { DefinitionKind } from "#agreements/definition-kind.ts";
import { serviceItemKind } from "./check-item.ts";
import { Procedure } from "./procedure.ts";

/** What casework brings into agreements: service items and the procedures they follow. */
export const caseDefinitions: readonly DefinitionKind[] = [
  serviceItemKind,
  { kind: "procedure", schema: Procedure },
];
