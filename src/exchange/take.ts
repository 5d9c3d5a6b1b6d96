import { setImmediate } from "node:timers/promises";
import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Digest } from "#protocol/event.ts";
import type { Page, PageHeader } from "#protocol/page.ts";
import type { ChainEnd } from "#protocol/seal-page.ts";
import { verifyPage } from "#protocol/verify-page.ts";
import { getChain, type Chain } from "./chain-store.ts";
import { retryOnConflict } from "./commit.ts";
import type { ExchangeDeps } from "./deps.ts";
import { fetchAttachments } from "./fetch-attachments.ts";
import { endsOtherwise, keyFor, startsOf, withStarts, type KeyLog } from "./key-log.ts";
import { readKeyLog } from "./key-store.ts";
import { proveConflict, type Told } from "./prove-conflict.ts";
import {
  isPlain,
  KeysChanged,
  OneByOne,
  readArrived,
  receivePages,
  type ArrivedPage,
  type Taken,
} from "./receive.ts";
import { isKnownEvent } from "./store.ts";
import { checkTold } from "./told.ts";

export type Pulled = {
  pages: number;
  events: number;
  /** Pages of them that carried events: they want a receipt. */
  eventful: number;
};

/** A transaction of more is hardly cheaper, and holds up everybody else of an embedded database. */
const mostPagesAtOnce = 8;
const mostEventsAtOnce = 2_048;

/** A verified page with what of it is for us, and what it does to the keys of its chain. */
export const arrivedPage = (
  log: KeyLog,
  party: Party,
  here: Party,
  page: ArrivedPage["page"],
): Outcome<ArrivedPage> => {
  const { key: named, number } = page.header;
  if (endsOtherwise(log, page.header, page.end))
    return refuse("KEY_REVOKED", { key: named, number, last: number - 1 });
  const arrived = readArrived(page, party, here);
  const key = keyFor(log, page.header, here);
  const starts = key.ok ? startsOf(log, page.header, key.value, arrived) : key;
  return starts.ok ? done({ page, arrived, keyStarts: starts.value }) : starts;
};

/** Its keys are known before it is applied: so the page after it can be verified meanwhile. */
const readPage = (
  deps: ExchangeDeps,
  party: Party,
  page: Page,
  end: ChainEnd,
  log: KeyLog,
): Outcome<ArrivedPage> => {
  const keyOf = (header: PageHeader) => keyFor(log, header, deps.here);
  const verified = verifyPage(page, party, end, keyOf, deps.clock());
  if (!verified.ok) return verified;
  const signed = { ...verified.value, headerText: page.header, signature: page.signature };
  return arrivedPage(log, party, deps.here, signed);
};

type Step = { set: ArrivedPage[] } | { refusal: Refusal };

/**
 * Verifies pages and puts those together that may be taken in one transaction; ends with the first that does not hold.
 * Between pages others get their turn: the database works on one set while the next is verified.
 */
async function* verifiedSets(
  deps: ExchangeDeps,
  node: PartyNode,
  pages: readonly Page[],
  start: ChainEnd,
  known: KeyLog,
): AsyncGenerator<Step, void, undefined> {
  let end = start;
  let log = known;
  let set: ArrivedPage[] = [];
  let events = 0;
  for (const page of pages) {
    const read = readPage(deps, node.party, page, end, log);
    if (!read.ok) {
      if (set.length > 0) yield { set };
      return yield { refusal: read.refusal };
    }
    const one = read.value;
    end = one.page.end;
    log = withStarts(log, one.keyStarts);
    const plain = isPlain(one);
    events += one.arrived.length;
    if (set.length > 0 && (!plain || set.length === mostPagesAtOnce || events > mostEventsAtOnce)) {
      yield { set };
      set = [];
      events = one.arrived.length;
    }
    set.push(one);
    if (!plain) {
      yield { set };
      set = [];
      events = 0;
    }
    await setImmediate();
  }
  if (set.length > 0) yield { set };
}

export const namedIn = (pages: readonly ArrivedPage[]): Digest[] =>
  pages
    .flatMap(({ arrived }) => arrived)
    .flatMap(({ recorded }) => recorded?.event.attachments?.map(({ digest }) => digest) ?? []);

/** One transaction; undefined if these pages have to be taken one by one. */
export const takeSet = async (
  deps: ExchangeDeps,
  party: string,
  before: Chain,
  set: readonly ArrivedPage[],
  absent: ReadonlySet<Digest>,
  revocations: number,
): Promise<Taken | undefined> => {
  const take = (careful: boolean) =>
    retryOnConflict(() =>
      deps.db
        .transaction()
        .execute((tx) => receivePages(deps, tx, party, before, set, absent, careful, revocations)),
    );
  try {
    return await take(false);
  } catch (error) {
    if (error instanceof OneByOne) return undefined;
    if (error instanceof KeysChanged) return { state: "moved-meanwhile" };
    if (!isKnownEvent(error)) throw error;
    return set.length > 1 ? undefined : take(true);
  }
};

/** Verifies and takes pages in their order; stops at the first that does not hold, with everything before it kept. */
export const takePages = async (
  deps: ExchangeDeps,
  node: PartyNode,
  pages: readonly Page[],
  signal: AbortSignal,
): Promise<Outcome<Pulled>> => {
  const pulled: Pulled = { pages: 0, events: 0, eventful: 0 };
  let trouble: Refusal | undefined;
  let before = await getChain(deps.db, node.party);
  const log = await readKeyLog(deps.db, node.party, await deps.authority.parties(deps.db as Tx));

  const take = async (set: readonly ArrivedPage[]): Promise<"taken" | "moved-meanwhile"> => {
    const told = await checkTold(deps, node.party, set.map(({ page }) => page.header)); // prettier-ignore
    const { absent, refusal } = await fetchAttachments(deps, node, namedIn(set), signal);
    const taken = await takeSet(deps, node.party, before, set, absent, log.revocations.length);
    if (!taken) {
      for (const one of set) if ((await take([one])) !== "taken") return "moved-meanwhile";
      return "taken";
    }
    if (taken.state === "moved-meanwhile") return taken.state;
    before = taken.chain;
    pulled.pages += set.length;
    pulled.events += taken.events;
    pulled.eventful += set.filter(({ page }) => page.header.count > 0).length;
    trouble = refusal ?? (told.ok ? trouble : told.refusal);
    if (!told.ok) await proveConflict(deps, node, told.refusal.detail as Told, signal);
    return "taken";
  };

  const sets = verifiedSets(deps, node, pages, before.end, log);
  for (let next = sets.next(); ;) {
    const step = await next;
    if (step.done) break;
    if ("refusal" in step.value) return { ok: false, refusal: step.value.refusal };
    next = sets.next();
    next.catch(() => {}); // it is awaited in its turn, unless this set fails first
    // Another process of this node may have taken it.
    if ((await take(step.value.set)) === "moved-meanwhile") return done(pulled);
  }
  return trouble ? { ok: false, refusal: trouble } : done(pulled);
};
