import { entityTypes, type Id, type TypeName } from "./model.ts";

/** How one edition of the standard writes what every entity has. Edition 2.0 (OGC 23-019) renames these and nothing else here. */
export type Naming = {
  path: string;
  id: string;
  selfLink: string;
  navigationLink: (name: string) => string;
  nextLink: string;
  nextLinkOf: (name: string) => string;
  count: string;
  countOf: (name: string) => string;
};

export const edition11: Naming = {
  path: "v1.1",
  id: "@iot.id",
  selfLink: "@iot.selfLink",
  navigationLink: (name) => `${name}@iot.navigationLink`,
  nextLink: "@iot.nextLink",
  nextLinkOf: (name) => `${name}@iot.nextLink`,
  count: "@iot.count",
  countOf: (name) => `${name}@iot.count`,
};

/** `1` or `'tumenlou.ph'`; a quote in a text id is doubled (OData 4 ABNF, string literal). */
export const idText = (id: Id): string =>
  typeof id === "number" ? String(id) : `'${id.replaceAll("'", "''")}'`;

export const pathOf = (type: TypeName, id: Id): string => `${entityTypes[type].set}(${idText(id)})`;

const separator = "~";

/** An observation needs no number of its own: its datastream and its instant name it for ever. */
export const observationId = (datastream: Id, atMs: number): string => `${datastream}${separator}${atMs}`;

export const readObservationId = (id: Id): { datastream: Id; atMs: number } | undefined => {
  const match = /^(.+)~(-?\d{1,16})$/.exec(String(id));
  if (!match) return undefined;
  const datastream = match[1]!;
  return {
    datastream: /^\d{1,15}$/.test(datastream) ? Number(datastream) : datastream,
    atMs: Number(match[2]),
  };
};
