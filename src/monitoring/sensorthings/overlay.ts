import { compareIds, type Graph, type WritableGraph } from "./graph.ts";
import { entityTypes, type Entity, type Id, type TypeName } from "./model.ts";

export type Overlay = WritableGraph & {
  /** What differs from the graph below. */
  written: () => Entity[];
  removed: () => Entity[];
  isChanged: () => boolean;
};

const keyOf = (type: TypeName, id: Id): string => `${type} ${typeof id} ${id}`;
const byId = (a: Entity, b: Entity) => compareIds(a.id, b.id);

/** A graph as it will be after a request, over the one that is: nothing below changes until all of it is accepted. */
export const overlay = (below: Graph): Overlay => {
  const changed = new Map<string, { now?: Entity; before?: Entity | undefined }>();
  const isOver = ({ type, id }: Entity) => changed.has(keyOf(type, id));
  const nowOf = (type: TypeName): Entity[] =>
    [...changed.values()].flatMap(({ now }) => (now?.type === type ? [now] : []));
  const find = (type: TypeName, id: Id): Entity | undefined => {
    const change = changed.get(keyOf(type, id));
    return change ? change.now : below.find(type, id);
  };
  const change = (type: TypeName, id: Id, now?: Entity): void => {
    const key = keyOf(type, id);
    const before = changed.has(key) ? changed.get(key)!.before : below.find(type, id);
    changed.set(key, { ...(now && { now }), before });
  };
  return {
    find,
    all: (type) => [...below.all(type).filter((entity) => !isOver(entity)), ...nowOf(type)].sort(byId),
    related: (entity, name) => {
      const navigation = entityTypes[entity.type].navigation[name];
      if (!navigation) return [];
      const { to, keptAs } = navigation;
      if (keptAs === undefined) return (entity.links[name] ?? []).flatMap((id) => find(to, id) ?? []);
      const kept = below.related(entity, name).filter((other) => !isOver(other));
      return [...kept, ...nowOf(to).filter(({ links }) => links[keptAs]?.includes(entity.id))].sort(byId);
    },
    put: (entity) => change(entity.type, entity.id, entity),
    remove: (type, id) => change(type, id),
    written: () => [...changed.values()].flatMap(({ now }) => now ?? []),
    isChanged: () => changed.size > 0,
    removed: () => [...changed.values()].flatMap(({ now, before }) => (now ? [] : (before ?? []))),
  };
};
