import { caseDefinitions } from "#cases/definition-kinds.ts";
import { monitoringDefinitions } from "#monitoring/definition-kinds.ts";

/** Every kind of definition file that an agreement of this software may bring into force. */
export const definitionKinds = [...caseDefinitions, ...monitoringDefinitions];
