import type { Outcome } from "#base/outcome.ts";
import { done, refuse } from "#base/outcome.ts";
import { edition11 } from "../naming.ts";
import { parseOptions, type Options } from "../options.ts";
import { parsePath, type Path } from "../path.ts";
import type { Entity } from "../model.ts";
import type { Graph } from "../graph.ts";
import type { Target } from "../resolve.ts";

/** What a client may subscribe to: a path below the service root, and perhaps `?$select=` (18-088, clause 14). */
export type Topic = { text: string; path: Path; options: Options };

const prefix = `${edition11.path}/`;

export const readTopic = (text: string): Outcome<Topic> => {
  // A wildcard would reach what the client may not read, and a path with options is no level of a topic.
  if (!text.startsWith(prefix) || /[#+]/.test(text)) return refuse("STA_PATH", { what: text });
  const [below = "", query = ""] = text.slice(prefix.length).split(/\?(.*)/s);
  const path = parsePath(below);
  if (!path.ok) return path;
  const options = parseOptions(query, path.value.type);
  if (!options.ok) return options;
  const isRead = path.value.isCount || path.value.isReference || path.value.isValue;
  // Whoever filters would be told what the filter leaves out.
  return isRead || options.value.filter
    ? refuse("STA_PATH", { what: text })
    : done({ text, path: path.value, options: options.value });
};

const isSame = (a: Entity, b: Entity): boolean => a.type === b.type && a.id === b.id;

/** What changed, for whoever subscribes to it. */
export type Changed = { entity: Entity; before?: Entity | undefined };

/** Whether a changed entity is one that the topic is about; of a property, whether that property changed. */
export const isAbout = (
  { path }: Topic,
  target: Target,
  graph: Graph,
  { entity, before }: Changed,
): boolean => {
  if (entity.type !== path.type.name) return false;
  if (target.kind === "one") {
    if (!isSame(target.entity, entity)) return false;
    const { property } = path;
    return (
      property === undefined ||
      JSON.stringify(entity.properties[property]) !== JSON.stringify(before?.properties[property])
    );
  }
  const { of } = target;
  if (!of) return true;
  if (entity.type === "Observation") return (entity.links[of.type] ?? []).includes(of.id);
  return graph.related(of, path.steps.at(-1)!.name).some((one) => isSame(one, entity));
};
