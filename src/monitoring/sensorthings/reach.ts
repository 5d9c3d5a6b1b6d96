import type { Reach } from "./evaluate.ts";
import type { Value } from "./functions.ts";
import type { Graph } from "./graph.ts";
import { entityTypes, type Entity } from "./model.ts";
import { findTime } from "./time.ts";

/** Observations of an entity, where a condition asks for them; they were read before. */
export type ObservationsOf = (entity: Entity) => readonly Entity[];

const inside = (value: unknown, steps: readonly string[]): Value => {
  let at = value;
  for (const step of steps)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : null;
  return at ?? null;
};

/** Follows paths from an entity: its properties, their insides, and relations to any depth. */
export const reachFrom = (entity: Entity, graph: Graph, observationsOf?: ObservationsOf): Reach => {
  const type = entityTypes[entity.type];
  return ([first = "", ...rest]) => {
    if (first === "id" || first === "@iot.id") return [entity.id];
    const property = type.properties[first];
    if (property) {
      const value = entity.properties[first];
      if (
        (property.kind === "time" || property.kind === "period") &&
        typeof value === "string" &&
        rest.length === 0
      )
        return [findTime(value) ?? null];
      return [inside(value, rest)];
    }
    const navigation = type.navigation[first];
    if (!navigation) return [null];
    const related =
      navigation.to === "Observation" ? (observationsOf?.(entity) ?? []) : graph.related(entity, first);
    if (rest.length === 0) return related.map(({ id }) => id);
    return related.flatMap((next) => reachFrom(next, graph, observationsOf)(rest));
  };
};
