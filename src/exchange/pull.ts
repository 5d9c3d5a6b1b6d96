import { done, type Outcome } from "#base/outcome.ts";
import type { PartyNode } from "#agreements/authority.ts";
import { askPages } from "./ask-pages.ts";
import { getChain, holdTaking } from "./chain-store.ts";
import { noteContact } from "./contact-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { fetchAttachments } from "./fetch-attachments.ts";
import { missingAttachments } from "./parking-store.ts";
import { releaseWaiting } from "./release.ts";
import { retryOnConflict } from "./commit.ts";
import { takePages, type Pulled } from "./take.ts";

/**
 * Tries again for attachments that events of this peer wait for, and own ones that were brought back from the peers. How
 * many are still missing.
 */
export const retryAttachments = async (
  deps: ExchangeDeps,
  node: PartyNode,
  signal: AbortSignal,
): Promise<number> => {
  const missing = await missingAttachments(deps.db, [node.party, deps.here]);
  if (missing.length === 0) return 0;
  const { absent } = await fetchAttachments(deps, node, missing, signal);
  const here = missing.filter((digest) => !absent.has(digest));
  await retryOnConflict(() =>
    deps.db.transaction().execute(async (tx) => {
      await holdTaking(tx);
      await releaseWaiting(deps, tx, here);
    }),
  );
  return absent.size;
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
