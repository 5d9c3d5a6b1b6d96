import type { Instant } from "#base/time.ts";
import type { Party } from "#base/party.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { CaseDeps } from "./deps.ts";
import { Item, type ItemAuthority } from "./item.ts";

export type Offered = { item: Item; authority: ItemAuthority };

/** The items in force at one time, by id and by implementation code. */
export type ItemBook = {
  items: readonly Item[];
  byId: ReadonlyMap<string, Item>;
  byCode: ReadonlyMap<string, Offered>;
};

const parsed = new WeakMap<object, Item>();
const bookOfFirst = new WeakMap<object, { contents: readonly unknown[]; book: ItemBook }>();

const itemOf = (content: unknown): Item => {
  const known = parsed.get(content as object);
  if (known) return known;
  const item = Item.parse(content);
  parsed.set(content as object, item);
  return item;
};

const bookOf = (contents: readonly unknown[]): ItemBook => {
  const items = contents.map(itemOf).sort((a, b) => a.id.localeCompare(b.id));
  const byCode = new Map<string, Offered>();
  for (const item of items)
    for (const authority of item.authorities) byCode.set(authority.code, { item, authority });
  return { items, byId: new Map(items.map((item) => [item.id, item])), byCode };
};

const none: ItemBook = { items: [], byId: new Map(), byCode: new Map() };

/** Definitions are parsed once: the agreements hand out the same values until an agreement changes. */
export const readBook = async (
  { agreements }: Pick<CaseDeps, "agreements">,
  tx: Tx | Db,
  at: Instant,
): Promise<ItemBook> => {
  const contents = (await agreements.definitionsInForce(tx, "service-item", at)).map(
    ({ content }) => content,
  );
  const first = contents[0];
  if (typeof first !== "object" || first === null) return none;
  const known = bookOfFirst.get(first);
  if (
    known &&
    known.contents.length === contents.length &&
    known.contents.every((one, i) => one === contents[i])
  )
    return known.book;
  const book = bookOf(contents);
  bookOfFirst.set(first, { contents, book });
  return book;
};

export const decidedBy = (item: Item, party: Party): ItemAuthority | undefined =>
  item.authorities.find((one) => one.party === party);
