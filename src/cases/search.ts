import { pinyin } from "pinyin-pro";
import type { Item } from "./item.ts";

type Indexed = { initials: string; spelt: string; names: string[]; words: string[] };
const indexed = new WeakMap<Item, Indexed>();

const han = /\p{Script=Han}/u;
const lettersOf = (text: string, pattern: "first" | "pinyin"): string =>
  pinyin([...text].filter((char) => han.test(char)).join(""), { toneType: "none", type: "array", pattern })
    .join("")
    .toLowerCase();

const indexOf = (item: Item): Indexed => {
  const known = indexed.get(item);
  if (known) return known;
  const plain = (text: string | undefined) => (text ?? "").toLowerCase();
  const made = {
    initials: lettersOf(item.name.zh, "first"),
    spelt: lettersOf(item.name.zh, "pinyin"),
    names: [plain(item.name.zh), plain(item.name.en)],
    words: item.scenarios
      .flatMap(({ zh, en }) => [plain(zh), plain(en)])
      .concat(plain(item.summary.zh), plain(item.summary.en)),
  };
  indexed.set(item, made);
  return made;
};

/** `gycpscxkzhf` of 工业产品生产许可证核发. */
export const initialsOf = (item: Item): string => indexOf(item).initials;

/** True if the letters of `typed` come in this order in `text`. */
const inOrder = (typed: string, text: string): boolean => {
  let from = 0;
  for (const letter of typed) {
    const found = text.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
};

/** How well an item fits what was typed: 0 is best, undefined is not at all. */
const rankOf = (item: Item, typed: string): number | undefined => {
  const { initials, spelt, names, words } = indexOf(item);
  if (names.includes(typed)) return 0;
  if (initials.startsWith(typed)) return 1;
  if (names.some((name) => name.startsWith(typed))) return 2;
  if (names.some((name) => name.includes(typed))) return 3;
  if (initials.includes(typed)) return 4;
  if (spelt.startsWith(typed)) return 5;
  if (words.some((word) => word.includes(typed))) return 6;
  if (typed.length > 2 && spelt.includes(typed)) return 7;
  if (/^[a-z]{2,}$/.test(typed) && inOrder(typed, initials)) return 8;
  const parts = typed.split(/\s+/);
  if (parts.length > 1 && parts.every((part) => [...names, ...words].some((word) => word.includes(part))))
    return 9;
  // 搬家到通州: a whole sentence is found by the scenario words it contains.
  return words.some((word) => word.length > 1 && word.length < 12 && typed.includes(word)) ? 10 : undefined;
};

/** Items that fit, best first; within one rank the shorter name is nearer to what was meant. */
export const searchItems = (items: readonly Item[], typed: string): Item[] => {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  if (text === "") return [...items];
  return items
    .flatMap((item) => {
      const rank = rankOf(item, text);
      return rank === undefined ? [] : [{ item, rank }];
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.item.name.zh.length - b.item.name.zh.length ||
        a.item.id.localeCompare(b.item.id),
    )
    .map(({ item }) => item);
};
