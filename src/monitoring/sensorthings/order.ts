import { valueOf, type Facts } from "./evaluate.ts";
import { isTime, type Value } from "./functions.ts";
import { compareIds } from "./graph.ts";
import type { Entity, Id } from "./model.ts";
import type { Order } from "./options.ts";

/** What a row is sorted by, as it stands in a `nextLink`: its keys, and last its id, so that no two rows are equal. */
export type Keys = readonly unknown[];

const ranks = ["object", "boolean", "number", "string"]; // no value comes first

/** An interval is sorted by its end, as its stream is. */
const toKey = (value: Value): unknown => {
  if (isTime(value)) return value.endMs;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : (value ?? null);
};

const compareKeys = (a: unknown, b: unknown): number => {
  if (typeof a !== typeof b) return ranks.indexOf(typeof a) - ranks.indexOf(typeof b);
  if (a === b || a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return (a as string) < (b as string) ? -1 : 1;
};

export const keysOf = (entity: Entity, orders: readonly Order[], facts: Facts): Keys => [
  ...orders.map(({ by }) => toKey(valueOf(by, facts))),
  entity.id,
];

export const compareRows =
  (orders: readonly Order[]) =>
  (a: Keys, b: Keys): number => {
    for (const [n, { isDescending }] of orders.entries()) {
      const order = compareKeys(a[n], b[n]);
      if (order !== 0) return isDescending ? -order : order;
    }
    return compareIds(a.at(-1) as Id, b.at(-1) as Id);
  };
