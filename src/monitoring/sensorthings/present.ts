import { done, type Outcome } from "#base/outcome.ts";
import { entityTypes, type Entity, type TypeName } from "./model.ts";
import { pathOf, type Naming } from "./naming.ts";
import { latestObservations, sourcesOf, streamOf } from "./observation-rows.ts";
import { writeAfter, type Expand, type Options } from "./options.ts";
import type { Keys } from "./order.ts";
import { readPage, withExtents, type Asking, type Members } from "./page.ts";
import { membersOf } from "./resolve.ts";

export type Presenting = Asking & { naming: Naming; root: string };

type Json = Record<string, unknown>;

/** The same question, from where this page ended. */
export const nextLink = (address: string, options: Options, after: Keys): string => {
  const kept = options.written.filter(([name]) => name !== "$skip" && name !== "$skiptoken");
  return `${address}?${[...kept, ["$skiptoken", writeAfter(after)] as const]
    .map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
    .join("&")}`;
};

export const selfLink = ({ root }: Presenting, { type, id }: Pick<Entity, "type" | "id">): string =>
  `${root}/${encodeURI(pathOf(type, id))}`;

/** Where only the newest observation of each datastream is wanted, it is read for all of them at once. */
const isLatestOnly = ({ filter, top, skip, orderBy: [order, second] }: Options): boolean =>
  !filter &&
  top === 1 &&
  skip === 0 &&
  !second &&
  order?.isDescending === true &&
  order.by.kind === "path" &&
  order.by.steps.join() === "phenomenonTime";

const latestOf = async (asking: Asking, datastreams: readonly Entity[]): Promise<Map<Entity, Entity>> => {
  const latest = await latestObservations(asking.db, sourcesOf(datastreams));
  return new Map(
    datastreams.flatMap((datastream) => {
      const found = latest.get(streamOf(datastream));
      return found ? [[datastream, found] as const] : [];
    }),
  );
};

const expandMany = async (
  asking: Presenting,
  entity: Entity,
  { name, options }: Expand,
  latest: Map<Entity, Entity> | undefined,
): Promise<Outcome<Json>> => {
  const { naming } = asking;
  const to = entityTypes[entity.type].navigation[name]!.to;
  const known = latest?.get(entity);
  const members: Members | undefined =
    known && !options.count ? undefined : await membersOf(asking, entity, name);
  const page = members ? await readPage(members, options, asking) : done({ rows: [known!] });
  if (!page.ok) return page;
  const { rows, count, after } = page.value as { rows: Entity[]; count?: number; after?: Keys };
  const presented = await presentAll(asking, to, rows, options);
  if (!presented.ok) return presented;
  return done({
    ...(count !== undefined && { [naming.countOf(name)]: count }),
    [name]: presented.value,
    ...(after && {
      [naming.nextLinkOf(name)]: nextLink(`${selfLink(asking, entity)}/${name}`, options, after),
    }),
  });
};

const expandOne = async (
  asking: Presenting,
  entity: Entity,
  { name, options }: Expand,
): Promise<Outcome<Json>> => {
  const related = asking.graph.related(entity, name).slice(0, 1);
  const presented = await presentAll(asking, entityTypes[entity.type].navigation[name]!.to, related, options);
  return presented.ok ? done({ [name]: presented.value[0] ?? null }) : presented;
};

const own = (asking: Presenting, entity: Entity, { select, expand }: Options): Json => {
  const { naming } = asking;
  const type = entityTypes[entity.type];
  const isWanted = (name: string) => !select || select.includes(name);
  const json: Json = {};
  const self = selfLink(asking, entity);
  if (isWanted("id")) json[naming.id] = entity.id;
  if (!select || select.includes(naming.selfLink)) json[naming.selfLink] = self;
  for (const name of Object.keys(type.properties)) {
    const value = entity.properties[name];
    // `resultTime` may be unknown, and then says so (18-088, table 15).
    if (
      isWanted(name) &&
      value !== undefined &&
      (value !== null || name === "resultTime" || name === "result")
    )
      json[name] = value;
  }
  for (const name of Object.keys(type.navigation))
    if (isWanted(name) && !expand.some((one) => one.name === name))
      json[naming.navigationLink(name)] = `${self}/${name}`;
  return json;
};

/** Entities as a client reads them: chosen properties, links, and what hangs on them as far as it was asked for. */
export const presentAll = async (
  asking: Presenting,
  type: TypeName,
  entities: readonly Entity[],
  options: Options,
): Promise<Outcome<Json[]>> => {
  const isTimed = type === "Datastream" && (!options.select || options.select.includes("phenomenonTime"));
  const timed = isTimed && entities.length > 0 ? await withExtents(asking.db, entities) : entities;
  const latest = new Map<Expand, Map<Entity, Entity>>();
  for (const expand of options.expand)
    if (type === "Datastream" && expand.name === "Observations" && isLatestOnly(expand.options))
      latest.set(expand, await latestOf(asking, entities));
  const presented: Json[] = [];
  for (const [n, entity] of entities.entries()) {
    const json = own(asking, timed[n]!, options);
    for (const expand of options.expand) {
      const isMany = entityTypes[type].navigation[expand.name]!.many === true;
      const part = isMany
        ? await expandMany(asking, entity, expand, latest.get(expand))
        : await expandOne(asking, entity, expand);
      if (!part.ok) return part;
      Object.assign(json, part.value);
    }
    presented.push(json);
  }
  return done(presented);
};

const usualComponents = ["id", "phenomenonTime", "resultTime", "result"];

/** Observations as rows of values under their datastream (18-088, clause 12). */
export const presentDataArray = (
  asking: Presenting,
  rows: readonly Entity[],
  { select }: Options,
): Json[] => {
  const components = select ?? usualComponents;
  const groups = Map.groupBy(rows, ({ links }) => links["Datastream"]![0]!);
  return [...groups].map(([id, observations]) => {
    const link = selfLink(asking, { type: "Datastream", id });
    return {
      [asking.naming.navigationLink("Datastream")]: link,
      [`Datastream${asking.naming.selfLink}`]: link,
      components: components.map((name) => (name === "id" ? asking.naming.id : name)),
      [asking.naming.countOf("dataArray")]: observations.length,
      dataArray: observations.map(({ id: own, properties }) =>
        components.map((name) => (name === "id" ? own : (properties[name] ?? null))),
      ),
    };
  });
};
