import { done, refuse, type Outcome } from "#base/outcome.ts";
import { findGeometry } from "./geometry.ts";
import { entityTypes, type EntityType, type Id, type Property } from "./model.ts";
import { findTime, writeTime } from "./time.ts";

/** An entity as a client writes it: its properties, and what it hangs on, by id or written out within. */
export type Given = {
  type: EntityType;
  properties: Record<string, unknown>;
  links: Record<string, Linked[]>;
};
export type Linked = { id: Id } | { made: Given };

type Json = Record<string, unknown>;
type Read<T> = Outcome<T, "STA_ENTITY">;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** GeoJSON is checked; another encoding is its maker's affair. */
const isGeoJson = (encoding: unknown): boolean =>
  typeof encoding === "string" && /^application\/(geo|vnd\.geo)\+json/.test(encoding);

const kinds: Record<Property["kind"], (value: unknown, whole: Json) => unknown> = {
  text: (value) => (typeof value === "string" && value !== "" ? value : undefined),
  object: (value) => (isObject(value) ? value : undefined),
  any: (value) => value,
  unit: (value) => {
    if (!isObject(value)) return undefined;
    const parts = ["name", "symbol", "definition"].map((name) => value[name]);
    return parts.every((part) => part === null || typeof part === "string") ? value : undefined;
  },
  geometry: (value, whole) => {
    if (!isObject(value)) return undefined;
    return !isGeoJson(whole["encodingType"]) || findGeometry(value) ? value : undefined;
  },
  period: (value) => {
    const time = typeof value === "string" ? findTime(value) : undefined;
    return time && writeTime(time);
  },
  time: (value) => {
    const time = typeof value === "string" ? findTime(value) : undefined;
    return time?.startMs === time?.endMs ? time && writeTime(time) : undefined;
  },
};

const expected: Record<Property["kind"], string> = {
  text: "“…”",
  object: "{ … }",
  any: "…",
  unit: '{ "name", "symbol", "definition" }',
  geometry: "GeoJSON",
  period: "2026-11-22T08:00:00Z, 2026-11-22T08:00:00Z/2026-11-22T09:00:00Z",
  time: "2026-11-22T08:00:00Z",
};

/** `isWhole`: what must be there is there (POST, PUT); otherwise only what is there is read (PATCH). */
type How = {
  isWhole: boolean;
  at: string;
  /** Relations that the address gives. */ implied: readonly string[];
};

const readLinks = (type: EntityType, body: Json, how: How): Read<Given["links"]> => {
  const links: Given["links"] = {};
  for (const [name, { to, many, required }] of Object.entries(type.navigation)) {
    const value = body[name];
    const at = how.at + name;
    const wrong = (what: string) => refuse("STA_ENTITY", { type: type.name, field: at, what }, at);
    if (value === undefined || value === null) {
      if (how.isWhole && required && !how.implied.includes(name)) return wrong("✗");
      continue;
    }
    if (many !== Array.isArray(value) && (many || Array.isArray(value)))
      return wrong(many ? "[ … ]" : "{ … }");
    const items: Linked[] = [];
    for (const [n, item] of [value].flat().entries()) {
      const place = many ? `${at}[${n}]` : at;
      if (!isObject(item)) return wrong(`${place}: { … }`);
      const id = item["@iot.id"] ?? item["id"];
      if (typeof id === "number" || typeof id === "string") {
        items.push({ id });
        continue;
      }
      const implied = Object.entries(entityTypes[to].navigation)
        .filter(([, other]) => other.to === type.name)
        .map(([back]) => back);
      const made = readEntity(entityTypes[to], item, { isWhole: true, at: `${place}.`, implied });
      if (!made.ok) return made;
      items.push({ made: made.value });
    }
    links[name] = items;
  }
  return done(links);
};

/** Reads an entity from a body; what does not fit is named by its place. Members that are not of the model are let be. */
export const readEntity = (type: EntityType, body: unknown, how: How): Read<Given> => {
  const wrong = (field: string, what: string) =>
    refuse("STA_ENTITY", { type: type.name, field: how.at + field, what }, how.at + field);
  if (!isObject(body)) return wrong("", "{ … }");
  const properties: Json = {};
  for (const [name, { kind, required, derived }] of Object.entries(type.properties)) {
    if (derived) continue;
    const value = body[name];
    if (value === undefined || (value === null && !(name === "result" && name in body))) {
      if (required && (how.isWhole ? true : value === null)) return wrong(name, `✗ ${expected[kind]}`);
      if (value === null && !how.isWhole) properties[name] = null;
      continue;
    }
    const read = value === null ? null : kinds[kind](value, body);
    if (read === undefined) return wrong(name, expected[kind]);
    properties[name] = read;
  }
  const links = readLinks(type, body, how);
  return links.ok ? done({ type, properties, links: links.value }) : links;
};

/** Many entities need numbers before they are written; observations are named by their stream. */
export const countMade = ({ type, links }: Given): number =>
  (type.name === "Observation" ? 0 : 1) +
  Object.values(links)
    .flat()
    .reduce((sum, linked) => sum + ("made" in linked ? countMade(linked.made) : 0), 0);
