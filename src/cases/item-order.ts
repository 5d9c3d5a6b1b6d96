import type { Item } from "./item.ts";
import { domainOrder } from "./domain.ts";
import { initialsOf } from "./search.ts";

/** Field by field; in a field what is handled here most, then by the sound of the name, as in a dictionary. */
export const inGuideOrder = (items: readonly Item[], handled: ReadonlyMap<string, number>): Item[] =>
  items.toSorted(
    (a, b) =>
      domainOrder.indexOf(a.domain) - domainOrder.indexOf(b.domain) ||
      (handled.get(b.id) ?? 0) - (handled.get(a.id) ?? 0) ||
      initialsOf(a).localeCompare(initialsOf(b)) ||
      a.id.localeCompare(b.id),
  );
