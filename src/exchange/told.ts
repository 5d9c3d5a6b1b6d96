import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PageHeader } from "#protocol/page.ts";
import { findPageDigest } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";

/**
 * Whether a peer was told the same of every chain as this node. A head that differs means that its node told two
 * stories (or was restored from an old copy); both signed headers are kept, so it can be proven.
 */
export const checkTold = async (
  deps: ExchangeDeps,
  by: Party,
  header: PageHeader,
): Promise<Outcome<undefined, "TOLD_DIFFERENTLY">> => {
  for (const [of, head] of Object.entries(header.heads)) {
    if (of === by) continue;
    const digest = await findPageDigest(deps.db, of, head.number);
    if (digest !== undefined && digest !== head.digest)
      return refuse("TOLD_DIFFERENTLY", { of, number: head.number });
  }
  return done(undefined);
};
