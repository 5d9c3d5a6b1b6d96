import { entityTypes, type Entity, type Id, type TypeName } from "./model.ts";

/** Entities in memory with both ends of every relation. There are thousands of them; observations are elsewhere. */
export type Graph = {
  find: (type: TypeName, id: Id) => Entity | undefined;
  /** In the order of their ids. */
  all: (type: TypeName) => Entity[];
  /** What a relation leads to; never observations. */
  related: (entity: Entity, name: string) => Entity[];
};

export type WritableGraph = Graph & {
  put: (entity: Entity) => void;
  remove: (type: TypeName, id: Id) => void;
};

/** Numbers before words, each in their order. */
export const compareIds = (a: Id, b: Id): number => {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

const byId = (a: Entity, b: Entity) => compareIds(a.id, b.id);

export const openGraph = (): WritableGraph => {
  const entities = new Map<TypeName, Map<Id, Entity>>();
  const sorted = new Map<TypeName, Entity[]>();
  /** `Datastream.Thing` → id of the thing → datastreams. */
  const back = new Map<string, Map<Id, Set<Entity>>>();

  const ofType = (type: TypeName): Map<Id, Entity> => {
    let known = entities.get(type);
    if (!known) entities.set(type, (known = new Map()));
    return known;
  };
  const referring = (type: TypeName, name: string, id: Id): Set<Entity> => {
    const key = `${type}.${name}`;
    let targets = back.get(key);
    if (!targets) back.set(key, (targets = new Map()));
    let sources = targets.get(id);
    if (!sources) targets.set(id, (sources = new Set()));
    return sources;
  };
  const find = (type: TypeName, id: Id): Entity | undefined => entities.get(type)?.get(id);
  const remove = (type: TypeName, id: Id): void => {
    const entity = find(type, id);
    if (!entity) return;
    for (const [name, ids] of Object.entries(entity.links))
      for (const target of ids) referring(type, name, target).delete(entity);
    ofType(type).delete(id);
    sorted.delete(type);
  };
  return {
    find,
    all: (type) => {
      let list = sorted.get(type);
      if (!list) sorted.set(type, (list = [...ofType(type).values()].sort(byId)));
      return list;
    },
    related: (entity, name) => {
      const navigation = entityTypes[entity.type].navigation[name];
      if (!navigation) return [];
      if (navigation.keptAs === undefined)
        return (entity.links[name] ?? []).flatMap((id) => find(navigation.to, id) ?? []);
      return [...referring(navigation.to, navigation.keptAs, entity.id)].sort(byId);
    },
    put: (entity) => {
      remove(entity.type, entity.id);
      ofType(entity.type).set(entity.id, entity);
      for (const [name, ids] of Object.entries(entity.links))
        for (const id of ids) referring(entity.type, name, id).add(entity);
      sorted.delete(entity.type);
    },
    remove,
  };
};
