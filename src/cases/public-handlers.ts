import type { Handlers } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import { dayOf, startOfDay } from "#base/time.ts";
import type { publicContract } from "./contract-public.ts";
import type { CaseDeps, CarryingClause } from "./deps.ts";
import { isErased } from "./erased-case.ts";
import { findErasedByNumber } from "./erased-store.ts";
import { countByItem, countYear, listSentBefore } from "./figure-store.ts";
import type { ItemRow } from "./draft.ts";
import type { Item } from "./item.ts";
import { readInForce, type InForce } from "./item-book.ts";
import { inGuideOrder } from "./item-order.ts";
import { initialsOf, searchItems } from "./search.ts";
import { partyNames, receiptsFor, seenOf } from "./seen-by.ts";
import { findByNumber } from "./queue-store.ts";
import { isSignedFor, viewOf } from "./view-of.ts";
import { clockStartWords } from "./words.ts";

/** Under which clause this node takes papers for each party that decides an item; its own need none. */
const clausesFor = (here: string, inForce: InForce, item: Item, now: string): Map<string, CarryingClause> => {
  const clauses = new Map<string, CarryingClause>();
  for (const { party, code } of item.authorities) {
    const clause = party === here ? undefined : inForce.clause(code, here, now);
    if (clause?.grant.powers.includes("receive")) clauses.set(party, clause);
  }
  return clauses;
};

const counted = new WeakMap<object, { until: number; byItem: Promise<Map<string, number>> }>();

/** What is asked for most changes slowly and is asked on every first page: counted once in five minutes. */
const handledLately = ({ db }: CaseDeps, now: string): Promise<Map<string, number>> => {
  const at = Date.parse(now);
  const known = counted.get(db);
  if (known && at < known.until) return known.byItem;
  const byItem = countByItem(db, new Date(at - 365 * 86_400_000).toISOString());
  counted.set(db, { until: at + 300_000, byItem });
  byItem.catch(() => counted.delete(db));
  return byItem;
};

const lostAfterDays = 5;

/** Files that were sent over and that the other side has not signed for within five days: there should be none. */
const lostInTransit = async (deps: CaseDeps, now: string): Promise<number> => {
  const before = new Date(Date.parse(now) - lostAfterDays * 86_400_000).toISOString();
  const sent = await listSentBefore(deps.db, deps.here, before);
  const receipts = await deps.acknowledgements(
    deps.db,
    sent.map(({ event }) => event),
  );
  return sent.filter(({ event, to }) => !isSignedFor(receipts.get(event), to)).length;
};

export const publicHandlers = (deps: CaseDeps): Handlers<typeof publicContract> => ({
  listItems: async ({ query }, { now }) => {
    const inForce = await readInForce(deps, deps.db);
    const handled = await handledLately(deps, now);
    const items = inGuideOrder(inForce.book(now).items, handled);
    const wanted = searchItems(items, query.q ?? "").filter(
      ({ domain, authorities }) =>
        (!query.domain || domain === query.domain) &&
        (!query.deciding || authorities.some(({ party }) => party === query.deciding)),
    );
    const rows: ItemRow[] = [];
    for (const item of wanted) {
      const { id, name, summary, domain, caseType, promisedLimit, authorities } = item;
      const clauses = clausesFor(deps.here, inForce, item, now);
      rows.push({
        id,
        name,
        summary,
        domain,
        caseType,
        initials: initialsOf(item),
        decidedBy: authorities.map(({ party, code }) => ({ party, code })),
        promised: { n: promisedLimit.n, unit: promisedLimit.unit },
        available: clauses.size > 0,
        handled: handled.get(id) ?? 0,
      });
    }
    return done({ items: rows });
  },

  readItem: async ({ params }, { now }) => {
    const inForce = await readInForce(deps, deps.db);
    const book = inForce.book(now);
    const item = book.byId.get(params.id) ?? book.byCode.get(params.id)?.item;
    if (!item) return refuse("ITEM_NOT_FOUND");
    const clauses = clausesFor(deps.here, inForce, item, now);
    const clause = clauses.values().next().value;
    const name = await partyNames(deps);
    const other = clause?.deciding ?? deps.here;
    return done({
      item,
      here: deps.here,
      acceptableFor: item.authorities
        .map(({ party }) => party)
        .filter((party) => party === deps.here || clauses.has(party)),
      ...(clause && {
        clause: {
          agreement: clause.ref.agreement,
          agreementTitle: clause.agreementTitle,
          clause: clause.ref.clause,
          clauseTitle: clause.clauseTitle,
          powers: clause.grant.powers,
        },
      }),
      clockStart: clockStartWords(
        { accepting: deps.here, deciding: other },
        name,
        clause?.grant.clockStart ?? "accepting-window",
      ),
    });
  },

  track: async ({ query }, { now }) => {
    const number = query.number.normalize("NFKC").replace(/\s/g, "").toUpperCase();
    const code = query.code.trim().toUpperCase();
    const kept = (await findByNumber(deps.db, { number })).find(({ file }) => file.trackingCode === code);
    if (!kept) {
      const erased = (await findErasedByNumber(deps.db, { number })).find((one) => one.trackingCode === code);
      return erased ? isErased(erased) : refuse("CASE_NOT_FOUND");
    }
    const acknowledgements = await receiptsFor(deps, deps.db, kept.file);
    const who = { role: "applicant" as const, staffNumber: "", now };
    const seen = seenOf(deps, await readInForce(deps, deps.db), kept, who, {
      name: await partyNames(deps),
      acknowledgements,
    });
    return done(viewOf(seen, "public"));
  },

  figures: async (_, { now }) => {
    const year = Number(dayOf(now).slice(0, 4));
    const { closed, averageWorkdays, onTimePercent } = await countYear(
      deps.db,
      deps.here,
      startOfDay(`${year}-01-01`),
    );
    const { items } = (await readInForce(deps, deps.db)).book(now);
    return done({
      year,
      items: items.length,
      closed,
      averageWorkdays,
      onTimePercent,
      lostInTransit: await lostInTransit(deps, now),
      sample: deps.isSample,
    });
  },
});
