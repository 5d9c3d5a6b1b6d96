import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Body, VerifiedPage } from "#protocol/verify-page.ts";
import { kindsFor } from "./append.ts";
import * as chains from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { erasedAmong, markFiles } from "./erasure-store.ts";
import type { KeyStart } from "./key-log.ts";
import { insertKeyStarts } from "./key-store.ts";
import * as parking from "./parking-store.ts";
import { applyOrPark } from "./release.ts";
import { bringBack } from "./set-aside.ts";
import { readBody } from "./shape.ts";
import * as store from "./store.ts";
import { audienceKey } from "./subject.ts";

/** A body of a page, read; without `recorded` it is no event. */
export type Arrived = Body & { digest: Digest; recorded?: Recorded };

/** A body that is no event still gets a row, so that an operator can see it. */
const unreadableSubject = (digest: Digest): string => `unreadable:${digest}`;

/** The bodies of a page that are for us. One that names us not is kept as what it should have been: a hash. */
export const readArrived = (page: VerifiedPage, author: Party, here: Party): Arrived[] =>
  page.bodies
    .map((body): Arrived => ({ ...body, ...readBody(body.body, author) }))
    .filter((one) => isForUs(one, here));

export const isForUs = ({ recorded }: Arrived, here: Party): boolean =>
  !recorded || recorded.event.audience === "public" || recorded.event.audience.includes(here);

export const toRow = ({ digest, recorded, salt, body }: Arrived): store.EventRow => ({
  digest,
  subject: recorded?.event.subject ?? unreadableSubject(digest),
  type: recorded?.event.type ?? "unreadable",
  audience: recorded ? audienceKey(recorded.event.audience) : "",
  // What no database can keep stays as what the page keeps anyway: a hash.
  ...(body.includes("\0") ? { salt: null, body: null } : { salt, body }),
});

export const namedAttachments = (events: readonly Recorded[]): { digest: Digest; event: Digest }[] =>
  events.flatMap(({ event, digest }) =>
    (event.attachments ?? []).map((named) => ({ digest: named.digest, event: digest })),
  );

const heldBy = (tx: Tx, author: Party, events: readonly Recorded[]) =>
  parking.heldSubjects(tx, author, [...new Set(events.map(({ event }) => event.subject))]);

/** A verified page and what of it is for us. */
export type ArrivedPage = {
  page: VerifiedPage & { headerText: string; signature: string };
  arrived: readonly Arrived[];
  keyStarts: readonly KeyStart[];
};

/** Whether it may be taken together with others: readable, and nothing of it has to be fetched. */
export const isPlain = ({ arrived }: ArrivedPage): boolean =>
  arrived.every(({ recorded }) => recorded && !recorded.event.attachments?.length);

/** Pages that were tried together and have to be taken one by one: something waits or is refused. */
export class OneByOne extends Error {}

/** A key of their chain was revoked since they were verified: they are asked for and looked at again. */
export class KeysChanged extends Error {}

export type Taken =
  | { state: "applied"; events: number; parked: number; chain: chains.Chain }
  | { state: "moved-meanwhile" };

const after = (before: chains.Chain, author: Party, pages: readonly ArrivedPage[]): chains.Chain => {
  const { header, end } = pages.at(-1)!.page;
  const eventful = pages.findLast(({ page }) => page.header.count > 0)?.page.end.number ?? before.eventful;
  return { party: author, end, heads: header.heads, eventful, sealedAt: header.sealedAt };
};

const toPageRow = (author: Party, { page, arrived }: ArrivedPage, seqs: ReadonlyMap<Digest, number>) => {
  const seqOfLeaf = new Map(arrived.map(({ index, digest }) => [index, seqs.get(digest) ?? null]));
  return {
    author,
    number: page.end.number,
    digest: page.end.digest,
    header: page.headerText,
    signature: page.signature,
    leaves: Buffer.concat(page.leaves),
    events: page.leaves.map((_, i) => seqOfLeaf.get(i) ?? null),
    bytes: page.bodies.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
  };
};

/** A body of an erased subject that still comes (its author was not told yet, or this node was restored) stays a leaf. */
const withoutErased = async (tx: Tx, pages: readonly ArrivedPage[]): Promise<readonly ArrivedPage[]> => {
  const events = pages.flatMap(({ arrived }) => arrived.flatMap(({ recorded }) => recorded ?? []));
  const erased = await erasedAmong(tx, [...new Set(events.map(({ event }) => event.subject))]);
  if (erased.size === 0) return pages;
  const dropped = events.filter(({ event }) => erased.has(event.subject));
  await markFiles(tx, [...new Set(namedAttachments(dropped).map(({ digest }) => digest))]);
  return pages.map((one) => ({
    ...one,
    arrived: one.arrived.filter(({ recorded }) => !recorded || !erased.has(recorded.event.subject)),
  }));
};

/** Whoever keeps something beside its own events hears that they were brought back. */
const tellCameBack = async (deps: ExchangeDeps, tx: Tx, events: readonly Recorded[]): Promise<void> => {
  const kinds = kindsFor(deps);
  for (const capability of deps.capabilities)
    await capability.cameBack?.(
      tx,
      events.filter(({ event }) => kinds.get(`${event.type}/${event.version}`)?.capability === capability),
    );
};

/**
 * Verified pages of one chain with all they do, in one transaction: the cursor moves exactly when their events are
 * applied or parked. `absent` are attachments that could not be had; their events wait. Several at once are taken only
 * where that cannot be told from one after another: if nothing waits here and all of them applies (else `OneByOne`).
 */
export const receivePages = async (
  deps: ExchangeDeps,
  tx: Tx,
  author: Party,
  before: chains.Chain,
  pages: readonly ArrivedPage[],
  absent: ReadonlySet<Digest>,
  careful: boolean,
  /** How many revocations of its keys the pages were verified with: one more since then may make them void. */
  revocations: number,
): Promise<Taken> => {
  const several = pages.length > 1;
  const chain = after(before, author, pages);
  await chains.takeInTurn(tx);
  const moved = await chains.advanceChain(tx, before.end, chain);
  if (!moved) return { state: "moved-meanwhile" };
  if (moved.revocations !== revocations) throw new KeysChanged();
  if (several && moved.anyWaiting) throw new OneByOne();

  const kept = moved.anyErased ? await withoutErased(tx, pages) : pages;
  const arrived = kept.flatMap((page) => page.arrived);
  const written = await store.insertForeign(tx, author, arrived.map(toRow), careful);
  const back = author === deps.here ? await bringBack(deps, tx, arrived, written) : undefined;
  const seqs = back?.fresh ?? written;
  await chains.insertPages(
    tx,
    kept.map((page) => toPageRow(author, page, back?.all ?? written)),
  );
  const receipts = pages.map(({ page }) => ({ number: page.end.number, heads: page.header.heads }));
  await chains.insertReceipts(tx, author, receipts, before.heads);
  for (const { keyStarts } of pages) await insertKeyStarts(tx, author, keyStarts);

  // An event that is here already came on an earlier page (or twice on this one): the first stands.
  const seen = new Set<Digest>();
  const fresh = arrived.filter(({ digest }) => seqs.has(digest) && !seen.has(digest) && seen.add(digest));
  const unreadable = fresh.filter(({ recorded }) => !recorded);
  const events = fresh.flatMap(({ recorded }) => recorded ?? []);
  await store.insertAttachments(tx, namedAttachments(events));
  // Nearly always nothing waits at all; then there is no need to ask what does.
  const held = moved.anyWaiting ? await heldBy(tx, author, events) : new Set<string>();
  const parked = await applyOrPark(
    deps,
    tx,
    events,
    { absent, held, anyWaiting: moved.anyWaiting },
    (digest) => seqs.get(digest)!,
  );
  if (several && parked > 0) throw new OneByOne();
  if (back) await tellCameBack(deps, tx, events);
  await parking.insertParked(
    tx,
    unreadable.map(({ digest }) => ({
      seq: seqs.get(digest)!,
      author,
      subject: unreadableSubject(digest),
      verdict: { state: "refused" as const, refusal: { code: "NOT_AN_EVENT" } },
    })),
    deps.clock(),
  );
  return { state: "applied", events: arrived.length, parked: parked + unreadable.length, chain };
};
