import type { ItemRow } from "../../draft.ts";

const score = (item: ItemRow, typed: string): number => {
  const initials = item.initials.toLowerCase();
  if (initials.startsWith(typed)) return 4;
  if (item.name.zh.startsWith(typed) || item.name.en.toLowerCase().startsWith(typed)) return 3;
  if (initials.includes(typed)) return 2;
  return item.name.zh.includes(typed) || item.name.en.toLowerCase().includes(typed) ? 1 : 0;
};

/** Items that this window may receive, as the clerk types; the best first, the list's own order among equals. */
export const findItems = (items: readonly ItemRow[], typed: string): ItemRow[] => {
  const wanted = typed.trim().toLowerCase();
  const open = items.filter((item) => item.available);
  if (!wanted) return open;
  return open
    .map((item) => ({ item, score: score(item, wanted) }))
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map((one) => one.item);
};
