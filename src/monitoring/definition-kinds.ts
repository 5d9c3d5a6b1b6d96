import type { DefinitionKind } from "#agreements/definition-kind.ts";

/** What monitoring brings into agreements: networks, standards, alert plans, patrol routes. */
export const monitoringDefinitions: readonly DefinitionKind[] = [];
