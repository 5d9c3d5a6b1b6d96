import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Body, VerifiedPage } from "#protocol/verify-page.ts";
import * as chains from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import * as parking from "./parking-store.ts";
import { applyOrPark } from "./release.ts";
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

const isForUs = ({ recorded }: Arrived, here: Party): boolean =>
  !recorded || recorded.event.audience === "public" || recorded.event.audience.includes(here);

const toRow = ({ digest, recorded, salt, body }: Arrived): store.EventRow => ({
  digest,
  subject: recorded?.event.subject ?? unreadableSubject(digest),
  type: recorded?.event.type ?? "unreadable",
  audience: recorded ? audienceKey(recorded.event.audience) : "",
  salt,
  body,
});

export const namedAttachments = (events: readonly Recorded[]): { digest: Digest; event: Digest }[] =>
  events.flatMap(({ event, digest }) =>
    (event.attachments ?? []).map((named) => ({ digest: named.digest, event: digest })),
  );

const heldBy = (tx: Tx, author: Party, events: readonly Recorded[]) =>
  parking.heldSubjects(tx, author, [...new Set(events.map(({ event }) => event.subject))]);

export type Taken =
  | { state: "applied"; events: number; parked: number; chain: chains.Chain }
  | { state: "moved-meanwhile" };

/**
 * A verified page with all it does, in one transaction: the cursor moves exactly when its events are applied or
 * parked. `absent` are attachments that could not be had; their events wait.
 */
export const receivePage = async (
  deps: ExchangeDeps,
  tx: Tx,
  author: Party,
  before: chains.Chain,
  page: VerifiedPage & { headerText: string; signature: string },
  arrived: readonly Arrived[],
  absent: ReadonlySet<Digest>,
  careful: boolean,
): Promise<Taken> => {
  const { header, end, leaves } = page;
  const eventful = header.count > 0 ? end.number : before.eventful;
  const chain = { party: author, end, heads: header.heads, eventful, sealedAt: header.sealedAt };
  await chains.takeInTurn(tx);
  const moved = await chains.advanceChain(tx, before.end, chain);
  if (!moved) return { state: "moved-meanwhile" };

  const seqs = await store.insertForeign(tx, author, arrived.map(toRow), careful);
  const seqOfLeaf = new Map(arrived.map(({ index, digest }) => [index, seqs.get(digest) ?? null]));
  await chains.insertPage(tx, {
    author,
    number: end.number,
    digest: end.digest,
    header: page.headerText,
    signature: page.signature,
    leaves: Buffer.concat(leaves),
    events: leaves.map((_, i) => seqOfLeaf.get(i) ?? null),
    bytes: page.bodies.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
  });
  await chains.insertReceipts(tx, author, end.number, header.heads, before.heads);

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
