import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { clauseFor, definitionsInForce, type CaseClause } from "#agreements/in-force.ts";
import type { Standings } from "#agreements/standing.ts";
import { isInForce } from "#agreements/state.ts";
import type { CaseDeps } from "./deps.ts";
import { Item, type ItemAuthority } from "./item.ts";
import type { ProcedureOf } from "./procedures.ts";
import { proceduresOf } from "./procedures-in-force.ts";

export type Offered = { item: Item; authority: ItemAuthority };

/** The items in force at one time, by id and by implementation code. */
export type ItemBook = {
  items: readonly Item[];
  byId: ReadonlyMap<string, Item>;
  byCode: ReadonlyMap<string, Offered>;
};

/** What the agreements say, read once for a whole request: items and clauses of any time. */
export type InForce = {
  book: (at: Instant) => ItemBook;
  clause: (code: string, accepting: Party, at: Instant) => CaseClause | undefined;
  procedure: ProcedureOf;
};

const parsed = new WeakMap<object, Item>();

/** Definitions are parsed once: the agreements hand out the same values for as long as a version lives. */
const itemOf = (content: object): Item => {
  let item = parsed.get(content);
  if (!item) parsed.set(content, (item = Item.parse(content)));
  return item;
};

const bookOf = (contents: readonly unknown[]): ItemBook => {
  const items = contents.map((content) => itemOf(content as object)).sort((a, b) => a.id.localeCompare(b.id));
  const byCode = new Map<string, Offered>();
  for (const item of items)
    for (const authority of item.authorities) byCode.set(authority.code, { item, authority });
  return { items, byId: new Map(items.map((item) => [item.id, item])), byCode };
};

const books = new WeakMap<Standings, Map<string, ItemBook>>();

const bookAt = (standings: Standings, at: Instant): ItemBook => {
  let known = books.get(standings);
  if (!known) books.set(standings, (known = new Map()));
  let versions = "";
  for (const { digest, force } of standings.values()) if (isInForce(force, at)) versions += `${digest} `;
  let book = known.get(versions);
  if (!book) {
    book = bookOf(definitionsInForce(standings, "service-item", at).map(({ content }) => content));
    known.set(versions, book);
  }
  return book;
};

const readIn = new WeakMap<Tx, InForce>();

export const readInForce = async (
  { agreements }: Pick<CaseDeps, "agreements">,
  tx: Tx | Db,
): Promise<InForce> => {
  const known = tx.isTransaction ? readIn.get(tx as Tx) : undefined;
  if (known) return known;
  const standings = await agreements.read(tx);
  const inForce: InForce = {
    book: (at) => bookAt(standings, at),
    clause: (code, accepting, at) => clauseFor(standings, code, accepting, at),
    procedure: proceduresOf(standings),
  };
  if (tx.isTransaction) readIn.set(tx as Tx, inForce);
  return inForce;
};
