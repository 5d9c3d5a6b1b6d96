import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Asker } from "./access.ts";
import { addDataArray } from "./data-array.ts";
import { entityTypes, type EntityType } from "./model.ts";
import { edition11 } from "./naming.ts";
import { parseOptions, type Options } from "./options.ts";
import { countMembers, readPage, type Asking } from "./page.ts";
import { parsePath, type Path } from "./path.ts";
import { nextLink, presentAll, presentDataArray, selfLink, type Presenting } from "./present.ts";
import { readEntity } from "./read-entity.ts";
import { resolve, type Target } from "./resolve.ts";
import { serviceRoot } from "./service-root.ts";
import { undertake, type SensorThings } from "./undertake.ts";
import { change, make, remove, type Made, type Work } from "./work.ts";

/** A request as HTTP, a batch and MQTT bring it: path and query below the service root. */
export type Request = {
  method: string;
  path: string;
  query: string;
  body?: unknown;
  /** Address of the service root, as the client knows it. */
  root: string;
  asker: Asker;
  /** What the record says of how an observation came: `sensorthings`, `mqtt`. */
  way: string;
};

export type Answer = { status: number; headers: Record<string, string>; body?: string };

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
const text = (body: string): Answer => ({
  status: 200,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});
const empty = (status: number): Answer => ({ status, headers: {} });

const presenting = (asking: Asking, { root }: Request): Presenting => ({
  ...asking,
  naming: edition11,
  root,
});

const answerProperty = (target: Target, { property, inside, isValue }: Path): Outcome<Answer> => {
  if (target.kind !== "one") return refuse("STA_PATH", { what: property });
  let value: unknown = target.entity.properties[property!];
  for (const step of inside) value = (value as Record<string, unknown> | null | undefined)?.[step];
  if (value === undefined && inside.length > 0) return refuse("STA_PATH", { what: inside.join("/") });
  if (value === undefined || value === null) return done(empty(204));
  const name = inside.at(-1) ?? property!;
  if (!isValue) return done(json({ [name]: value }));
  return done(typeof value === "string" ? text(value) : text(JSON.stringify(value)));
};

const answerMany = async (
  asking: Presenting,
  target: Target & { kind: "many" },
  path: Path,
  options: Options,
  address: string,
): Promise<Outcome<Answer>> => {
  if (path.isCount) {
    const count = await countMembers(target.members, options, asking);
    return count.ok ? done(text(String(count.value))) : count;
  }
  const page = await readPage(target.members, options, asking);
  if (!page.ok) return page;
  const { rows, count, after } = page.value;
  const { naming } = asking;
  let value: Outcome<unknown[]>;
  if (path.isReference) value = done(rows.map((entity) => ({ [naming.selfLink]: selfLink(asking, entity) })));
  else if (options.isDataArray && path.type.name === "Observation")
    value = done(presentDataArray(asking, rows, options));
  else value = await presentAll(asking, path.type.name, rows, options);
  if (!value.ok) return value;
  return done(
    json({
      ...(count !== undefined && { [naming.count]: count }),
      ...(after && { [naming.nextLink]: nextLink(address, options, after) }),
      value: value.value,
    }),
  );
};

const answerRead = async (sta: SensorThings, request: Request): Promise<Outcome<Answer>> => {
  if (request.path === "") return done(json(serviceRoot(request.root, sta.mqttEndpoints)));
  const path = parsePath(request.path);
  if (!path.ok) return path;
  const options = parseOptions(request.query, path.value.type);
  if (!options.ok) return options;
  const views = await sta.entities.read();
  const graph = request.asker.kind === "anyone" ? views.open : views.all;
  const asking = presenting({ db: sta.deps.db, graph, nowMs: Date.parse(sta.deps.clock()) }, request);
  const found = await resolve(path.value, asking);
  if (!found.ok) return found;
  const target = found.value;
  if (path.value.property !== undefined) return answerProperty(target, path.value);
  if (target.kind === "many")
    return answerMany(
      asking,
      target,
      path.value,
      options.value,
      `${request.root}/${encodeURI(request.path)}`,
    );
  if (path.value.isReference)
    return done(json({ [asking.naming.selfLink]: selfLink(asking, target.entity) }));
  const presented = await presentAll(asking, path.value.type.name, [target.entity], options.value);
  return presented.ok ? done(json(presented.value[0])) : presented;
};

/** What the address says of a new entity: what it hangs on. */
const relationBack = (parent: EntityType, child: EntityType): string =>
  Object.entries(child.navigation).find(([, { to }]) => to === parent.name)![0];

const walk = async (work: Work, text: string): Promise<Outcome<{ path: Path; target: Target }>> => {
  const path = parsePath(text);
  if (!path.ok) return path;
  const target = await resolve(path.value, work);
  return target.ok ? done({ path: path.value, target: target.value }) : target;
};

/** Decides one writing request; nothing is written yet. */
export const decide = async (
  work: Work,
  { method, path: address, body }: Request,
): Promise<Outcome<Made | undefined>> => {
  const found = await walk(work, address);
  if (!found.ok) return found;
  const { path, target } = found.value;
  const isPlain = path.property === undefined && !path.isReference && !path.isCount;
  if (method === "POST" && target.kind === "many" && isPlain) {
    const back = target.of && relationBack(entityTypes[target.of.type], path.type);
    const read = readEntity(path.type, body, { isWhole: true, at: "", implied: back ? [back] : [] });
    if (!read.ok) return read;
    if (back) read.value.links[back] = [{ id: target.of!.id }];
    return make(work, read.value);
  }
  if (target.kind === "one" && isPlain && (method === "PATCH" || method === "PUT")) {
    const implied = Object.keys(path.type.navigation);
    const read = readEntity(path.type, body, { isWhole: method === "PUT", at: "", implied });
    return read.ok ? change(work, target.entity, read.value, method === "PUT") : read;
  }
  if (target.kind === "one" && isPlain && method === "DELETE") {
    const removed = await remove(work, target.entity);
    return removed.ok ? done(undefined) : removed;
  }
  return refuse("STA_METHOD", { method });
};

export const answerMade = (request: Request, made: Made | undefined): Answer => {
  if (!made) return empty(200);
  const location = selfLink({ root: request.root } as Presenting, made);
  return { status: request.method === "POST" ? 201 : 200, headers: { location } };
};

const answerDataArray = async (sta: SensorThings, request: Request): Promise<Outcome<Answer>> => {
  const undertaken = await undertake(sta, request, (work) => addDataArray(work, request.body));
  if (!undertaken.ok) return undertaken;
  const { value: rows, recorded } = undertaken.value;
  let next = 0;
  const lines = rows.map((row) => {
    const isRecorded = row.ok && recorded[next++]!.state !== "refused";
    return isRecorded ? selfLink({ root: request.root } as Presenting, row.value) : "error";
  });
  return done(json(lines, 201));
};

export const firstRefused = (
  recorded: readonly { state: string; refusal?: Refusal }[],
): Refusal | undefined => recorded.find(({ state }) => state === "refused")?.refusal;

/** Answers one request; a batch asks this for each of its own. */
export const answer = async (sta: SensorThings, request: Request): Promise<Outcome<Answer>> => {
  const { method, path } = request;
  if (method === "GET") return answerRead(sta, request);
  if (method === "POST" && path === "CreateObservations") return answerDataArray(sta, request);
  const undertaken = await undertake(sta, request, (work) => decide(work, request));
  if (!undertaken.ok) return undertaken;
  const refusal = firstRefused(undertaken.value.recorded);
  return refusal ? { ok: false, refusal } : done(answerMade(request, undertaken.value.value));
};
