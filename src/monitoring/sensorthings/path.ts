import { refuse, type Outcome } from "#base/outcome.ts";
import { entityTypes, findTypeOfSet, type EntityType, type Id } from "./model.ts";

/** What a path leads to: entities by steps, then perhaps one property of the last, its bare value, or the links only. */
export type Path = {
  /** The last type on the way. */
  type: EntityType;
  steps: Step[];
  property?: string;
  /** Below a property that is an object: `properties/depth`. */
  inside: string[];
  isValue: boolean;
  isReference: boolean;
  isCount: boolean;
};
/** A set or relation, and perhaps the id of one of it. */
export type Step = { name: string; type: EntityType; isMany: boolean; id?: Id };

const segmentPattern = /^([A-Za-z]+)(?:\((\d{1,15}|'(?:[^']|'')+')\))?$/;

export const readId = (text: string): Id =>
  text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : Number(text);

/** Cuts at slashes, except inside a quoted id. */
const segmentsOf = (path: string): string[] =>
  (path.match(/(?:'(?:[^']|'')*'|[^/'])+/g) ?? []).filter((segment) => segment !== "");

/** Reads a resource path (OGC 18-088, 9.2): `/Things(1)/Datastreams('tumenlou.ph')/Observations`. */
export const parsePath = (text: string): Outcome<Path, "STA_PATH"> => {
  const none = (what: string) => refuse("STA_PATH", { what });
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    return none(text);
  }
  const segments = segmentsOf(decoded);
  const steps: Step[] = [];
  const path: Omit<Path, "type"> = { steps, inside: [], isValue: false, isReference: false, isCount: false };
  for (const segment of segments) {
    const last = steps.at(-1);
    if (path.isValue || path.isReference || path.isCount) return none(segment);
    if (path.property !== undefined) {
      if (segment === "$value") path.isValue = true;
      else path.inside.push(segment);
      continue;
    }
    if (segment === "$ref" && last) {
      path.isReference = true;
      continue;
    }
    if (segment === "$count" && last?.isMany && last.id === undefined) {
      path.isCount = true;
      continue;
    }
    if (last && (!last.isMany || last.id !== undefined) && segment in last.type.properties) {
      path.property = segment;
      continue;
    }
    const match = segmentPattern.exec(segment);
    if (!match) return none(segment);
    const [, name = "", id] = match;
    // Without an id, a set has no relations to go on to.
    if (last?.isMany && last.id === undefined) return none(segment);
    const navigation = last?.type.navigation[name];
    const type = last ? navigation && entityTypes[navigation.to] : findTypeOfSet(name);
    if (!type) return none(segment);
    const isMany = last ? navigation?.many === true : true;
    if (id !== undefined && !isMany) return none(segment);
    steps.push({ name, type, isMany, ...(id !== undefined && { id: readId(id) }) });
  }
  const last = steps.at(-1);
  if (!last) return none(text);
  return { ok: true, value: { ...path, type: last.type } };
};
