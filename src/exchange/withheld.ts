import { suites } from "#base/signature.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { leafOf } from "#protocol/leaf.ts";
import type { Page } from "#protocol/page.ts";
import type { SignedHeader } from "#protocol/verify-page.ts";
import { takeInTurn } from "./chain-store.ts";
import { retryOnConflict } from "./commit.ts";
import type { ExchangeDeps } from "./deps.ts";
import { erasedAmong } from "./erasure-store.ts";
import { fetchFromAny } from "./fetch-attachments.ts";
import { isForUs, namedAttachments, toRow, type Arrived } from "./receive.ts";
import { askRelay } from "./relay.ts";
import { applyOrPark } from "./release.ts";
import { readBody } from "./shape.ts";
import * as store from "./store.ts";
import { pagesLacking, putEvents, type LackingPage } from "./withheld-store.ts";

/** The newest pages are looked at; what is older was missed long ago by whoever wrote after it. */
const mostPages = 256;

/** Bodies of a page that belong to leaves without one here, and are for this node. */
const fittingOf = (deps: ExchangeDeps, author: Party, lacking: LackingPage, page: Page): Arrived[] => {
  const { suite } = JSON.parse(lacking.header) as SignedHeader;
  return page.leaves.flatMap((leaf, index): Arrived[] => {
    if (!("body" in leaf) || lacking.events[index] !== null) return [];
    const hash = leafOf(suites[suite].hash, leaf.salt, leaf.body);
    if (!hash.equals(lacking.leaves.subarray(index * 32, index * 32 + 32))) return [];
    const arrived: Arrived = { index, ...leaf, ...readBody(leaf.body, author) };
    return arrived.recorded && isForUs(arrived, deps.here) ? [arrived] : [];
  });
};

/** Puts the bodies beside their leaves and applies them as if they had come with their page. */
const takeBodies = async (
  deps: ExchangeDeps,
  author: Party,
  number: number,
  found: readonly Arrived[],
  absent: ReadonlySet<string>,
): Promise<number> =>
  retryOnConflict(() =>
    deps.db.transaction().execute(async (tx) => {
      await takeInTurn(tx);
      const erased = await erasedAmong(tx, [
        ...new Set(found.map(({ recorded }) => recorded!.event.subject)),
      ]);
      const kept = found.filter(({ recorded }) => !erased.has(recorded!.event.subject));
      const seqs = await store.insertForeign(tx, author, kept.map(toRow), true);
      const fresh = kept.filter(({ digest }) => seqs.has(digest));
      await putEvents(
        tx,
        author,
        number,
        fresh.map(({ index, digest }) => ({ index, seq: seqs.get(digest)! })),
      );
      const events = fresh.flatMap(({ recorded }) => recorded ?? []);
      await store.insertAttachments(tx, namedAttachments(events));
      // What waits stands after these in the chain of their author: it waits for them, not they behind it.
      const held = new Set<string>();
      await applyOrPark(deps, tx, events, { absent, held, anyWaiting: true }, (digest) => seqs.get(digest)!);
      return fresh.length;
    }),
  );

/**
 * Asks for the bodies that pages of the other parties have not shown here: the author, who may have withheld one, and all
 * others, who hold it if they were told. A body counts if its leaf is the one that was signed. How many came.
 */
export const askForWithheld = async (
  deps: ExchangeDeps,
  others: readonly PartyNode[],
  signal: AbortSignal,
): Promise<number> => {
  let came = 0;
  for (const { party: author } of others)
    for (const source of [...others].sort((a) => (a.party === author ? -1 : 1))) {
      const lacking = new Map(
        (await pagesLacking(deps.db, author, mostPages)).map((page) => [page.number, page]),
      );
      // One answer covers many pages; those it covered are taken out while going through.
      for (const number of lacking.keys()) {
        const answer = await askRelay(deps, source, author, number - 1, signal);
        if (!answer.ok) break;
        for (const [i, page] of answer.value.pages.entries()) {
          const one = lacking.get(number + i);
          lacking.delete(number + i);
          const found = one ? fittingOf(deps, author, one, page) : [];
          if (found.length === 0) continue;
          const named = found.flatMap(({ recorded }) => recorded?.event.attachments ?? []);
          const absent = await fetchFromAny(
            deps,
            others,
            named.map(({ digest }) => digest),
            signal,
          );
          came += await takeBodies(deps, author, number + i, found, absent);
        }
      }
    }
  return came;
};
