import { done, refuse, type Outcome } from "#base/outcome.ts";
import { streamsOfFeature } from "./extra-store.ts";
import type { Entity } from "./model.ts";
import { idText, readObservationId } from "./naming.ts";
import { featureOf, findObservation, sourcesOf, streamOf } from "./observation-rows.ts";
import type { Asking, Members } from "./page.ts";
import type { Path, Step } from "./path.ts";

/** Where a path ends: at one entity, or at a collection and, if it hangs on one, at whose. */
export type Target = { kind: "one"; entity: Entity } | { kind: "many"; members: Members; of?: Entity };

export const membersOf = async ({ db, graph }: Asking, entity: Entity, name: string): Promise<Members> => {
  if (name !== "Observations") return { kind: "entities", entities: graph.related(entity, name) };
  if (entity.type === "Datastream") return { kind: "observations", sources: sourcesOf([entity]) };
  const others = new Set(await streamsOfFeature(db, entity.id));
  const datastreams = graph
    .all("Datastream")
    .filter((datastream) => featureOf(datastream) === entity.id || others.has(streamOf(datastream)));
  return { kind: "observations", sources: sourcesOf(datastreams), feature: entity.id };
};

const first = async ({ db, graph }: Asking, { type, id }: Step): Promise<Target | undefined> => {
  if (id === undefined) {
    if (type.name !== "Observation")
      return { kind: "many", members: { kind: "entities", entities: graph.all(type.name) } };
    return { kind: "many", members: { kind: "observations", sources: sourcesOf(graph.all("Datastream")) } };
  }
  const observation = type.name === "Observation" ? readObservationId(id) : undefined;
  const entity = observation ? await findObservation(db, graph, observation) : graph.find(type.name, id);
  return entity && { kind: "one", entity };
};

const onward = async (
  asking: Asking,
  from: Entity,
  { name, type, isMany, id }: Step,
): Promise<Target | undefined> => {
  if (!isMany) {
    const [entity] = asking.graph.related(from, name);
    return entity && { kind: "one", entity };
  }
  if (id === undefined) return { kind: "many", members: await membersOf(asking, from, name), of: from };
  const target = await first(asking, { name, type, isMany, id });
  if (target?.kind !== "one") return undefined;
  const { entity } = target;
  const isOwn =
    type.name === "Observation"
      ? (entity.links[from.type] ?? []).includes(from.id)
      : asking.graph.related(from, name).includes(entity);
  return isOwn ? target : undefined;
};

/** Walks a path through the entities there are. */
export const resolve = async (path: Path, asking: Asking): Promise<Outcome<Target, "STA_PATH">> => {
  let target: Target | undefined;
  for (const step of path.steps) {
    const from: Target | undefined = target;
    target = from?.kind === "one" ? await onward(asking, from.entity, step) : await first(asking, step);
    if (!target)
      return refuse("STA_PATH", {
        what: step.id === undefined ? step.name : `${step.name}(${idText(step.id)})`,
      });
  }
  return target ? done(target) : refuse("STA_PATH", { what: "/" });
};
