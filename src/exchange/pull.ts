import { z } from "zod";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { maxEventsPerPage, Page } from "#protocol/page.ts";
import { getChain } from "./chain-store.ts";
import { noteContact } from "./contact-store.ts";
import { PagesAnswer, paths } from "./contract.ts";
import type { ExchangeDeps } from "./deps.ts";
import { fetchAttachments } from "./fetch-attachments.ts";
import { missingAttachments } from "./parking-store.ts";
import { ask, readJson } from "./peer-client.ts";
import { releaseWaiting } from "./release.ts";
import { retryOnConflict } from "./commit.ts";
import { takePages, type Pulled } from "./take.ts";

export type PagesAnswered = { pages: Page[]; head: number };
/** Leaves are looked at one by one when a page is verified; looking twice costs as much as hashing. */
const ReadAnswer = PagesAnswer.extend({
  pages: z.array(Page.extend({ leaves: z.array(z.unknown()).max(maxEventsPerPage) })).max(256),
});

/** The next pages of a peer; with `wait` seconds it may hold the answer back until there is one. */
export const askPages = (
  deps: ExchangeDeps,
  node: PartyNode,
  after: number,
  wait: number,
  signal: AbortSignal,
): Promise<Outcome<PagesAnswered>> =>
  askPagesAt(deps, node, { path: paths.pages, query: `?after=${after}&wait=${wait}` }, wait, signal);

export const askPagesAt = async (
  deps: ExchangeDeps,
  node: PartyNode,
  question: { path: string; query: string },
  wait: number,
  signal: AbortSignal,
): Promise<Outcome<PagesAnswered>> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout((wait + 30) * 1000)]);
  const response = await ask(deps, node, { ...question, signal: limit });
  if (!response.ok) return response;
  const json = await readJson(response.value);
  if (!json.ok) return json;
  const answer = ReadAnswer.safeParse(json.value);
  return answer.success
    ? done(answer.data as PagesAnswered)
    : refuse("BAD_ANSWER", { reason: answer.error.issues[0]?.path.join(".") });
};

/** Tries again for attachments that events of this peer wait for, and own ones that were brought back from the peers. */
export const retryAttachments = async (
  deps: ExchangeDeps,
  node: PartyNode,
  signal: AbortSignal,
): Promise<void> => {
  const missing = await missingAttachments(deps.db, [node.party, deps.here]);
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
