import { z } from "zod";
import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Digest } from "#protocol/event.ts";
import { maxEventsPerPage, Page } from "#protocol/page.ts";
import { verifyPage } from "#protocol/verify-page.ts";
import { getChain } from "./chain-store.ts";
import { noteContact } from "./contact-store.ts";
import { PagesAnswer, paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { missingAttachments } from "./parking-store.ts";
import { ask, readJson } from "./peer-client.ts";
import { checkTold } from "./told.ts";
import { readArrived, receivePage, type Arrived } from "./receive.ts";
import { releaseWaiting } from "./release.ts";
import { retryOnConflict } from "./commit.ts";
import { isKnownEvent } from "./store.ts";

type Answer = { pages: Page[]; head: number };
/** Leaves are looked at one by one when a page is verified; looking twice costs as much as hashing. */
const ReadAnswer = PagesAnswer.extend({
  pages: z.array(Page.extend({ leaves: z.array(z.unknown()).max(maxEventsPerPage) })).max(256),
});

/** The next pages of a peer; with `wait` seconds it may hold the answer back until there is one. */
export const askPages = async (
  deps: ExchangeDeps,
  node: PartyNode,
  after: number,
  wait: number,
  signal: AbortSignal,
): Promise<Outcome<Answer>> => {
  const query = `?after=${after}&wait=${wait}`;
  const limit = AbortSignal.any([signal, AbortSignal.timeout((wait + 30) * 1000)]);
  const response = await ask(deps, node, { path: paths.pages, query, signal: limit });
  if (!response.ok) return response;
  const json = await readJson(response.value);
  if (!json.ok) return json;
  const answer = ReadAnswer.safeParse(json.value);
  return answer.success
    ? done(answer.data as Answer)
    : refuse("BAD_ANSWER", { reason: answer.error.issues[0]?.path.join(".") });
};

/** Fetches one attachment into the store, checked by its hash. */
const fetchAttachment = async (
  deps: ExchangeDeps,
  node: PartyNode,
  digest: Digest,
  signal: AbortSignal,
): Promise<Outcome<unknown>> => {
  const response = await ask(deps, node, { path: `${paths.attachments}/${digest}`, signal });
  if (!response.ok) return response;
  if (!response.value.body) return refuse("BAD_ANSWER", { reason: "empty" });
  try {
    return await deps.attachments.put(response.value.body, digest);
  } catch {
    return refuse("UNREACHABLE", { cause: "interrupted" });
  }
};

/** Pulls what these events name and is not here; what cannot be had is named with the last reason. */
const fetchAttachments = async (
  deps: ExchangeDeps,
  node: PartyNode,
  digests: Iterable<Digest>,
  signal: AbortSignal,
): Promise<{ absent: Set<Digest>; refusal?: Refusal }> => {
  const absent = new Set<Digest>();
  let refusal: Refusal | undefined;
  for (const digest of new Set(digests)) {
    if (await deps.attachments.has(digest)) continue;
    const fetched = await fetchAttachment(deps, node, digest, signal);
    if (fetched.ok) continue;
    absent.add(digest);
    refusal = fetched.refusal;
  }
  return { absent, ...(refusal && { refusal }) };
};

const namedIn = (arrived: readonly Arrived[]): Digest[] =>
  arrived.flatMap(({ recorded }) => recorded?.event.attachments?.map(({ digest }) => digest) ?? []);

export type Pulled = {
  pages: number;
  events: number;
  /** Pages of them that carried events: they want a receipt. */ eventful: number;
};

/** Verifies and takes pages one by one; stops at the first that does not hold, with everything before it kept. */
export const takePages = async (
  deps: ExchangeDeps,
  node: PartyNode,
  pages: readonly Page[],
  signal: AbortSignal,
): Promise<Outcome<Pulled>> => {
  const pulled: Pulled = { pages: 0, events: 0, eventful: 0 };
  let trouble: Refusal | undefined;
  let before = await getChain(deps.db, node.party);
  for (const page of pages) {
    const verified = verifyPage(page, node.party, before.end, node.publicKey, deps.clock());
    if (!verified.ok) return verified;
    const told = await checkTold(deps, node.party, verified.value.header);
    const arrived = readArrived(verified.value, node.party, deps.here);
    const { absent, refusal } = await fetchAttachments(deps, node, namedIn(arrived), signal);
    const signed = { ...verified.value, headerText: page.header, signature: page.signature };
    const take = (careful: boolean) =>
      retryOnConflict(() =>
        deps.db
          .transaction()
          .execute((tx) => receivePage(deps, tx, node.party, before, signed, arrived, absent, careful)),
      );
    const taken = await take(false).catch((error: unknown) => {
      if (isKnownEvent(error)) return take(true);
      throw error;
    });
    if (taken.state === "moved-meanwhile") return done(pulled); // another process of this node took it
    before = taken.chain;
    pulled.pages += 1;
    pulled.events += taken.events;
    pulled.eventful += verified.value.header.count > 0 ? 1 : 0;
    trouble = refusal ?? (told.ok ? trouble : told.refusal);
  }
  return trouble ? { ok: false, refusal: trouble } : done(pulled);
};

/** Tries again for attachments that events wait for. */
export const retryAttachments = async (
  deps: ExchangeDeps,
  node: PartyNode,
  signal: AbortSignal,
): Promise<void> => {
  const missing = await missingAttachments(deps.db, node.party);
  if (missing.length === 0) return;
  const { absent } = await fetchAttachments(deps, node, missing, signal);
  const here = missing.filter((digest) => !absent.has(digest));
  await retryOnConflict(() => deps.db.transaction().execute((tx) => releaseWaiting(deps, tx, here)));
};

/** One round with a peer: ask after what is here, take what comes. */
export const pullOnce = async (
  deps: ExchangeDeps,
  node: PartyNode,
  wait: number,
  signal: AbortSignal,
): Promise<Outcome<Pulled & { head: number }>> => {
  const { end } = await getChain(deps.db, node.party);
  const answer = await askPages(deps, node, end.number, wait, signal);
  if (!answer.ok) return answer;
  const taken = await takePages(deps, node, answer.value.pages, signal);
  if (!taken.ok) return taken;
  const { head } = answer.value;
  const behind = head > end.number + taken.value.pages;
  await noteContact(deps.db, node.party, { seen: head, behind, at: deps.clock() });
  return done({ ...taken.value, head });
};
