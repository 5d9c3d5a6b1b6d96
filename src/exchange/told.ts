import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PageHeader } from "#protocol/page.ts";
import { findPageDigests } from "./chain-store.ts";
import type { ExchangeDeps } from "./deps.ts";

/**
 * Whether a peer was told the same of every chain as this node. A head that differs means that its node told two
 * stories (or was restored from an old copy); both signed headers are kept, so it can be proven.
 */
export const checkTold = async (
  deps: ExchangeDeps,
  by: Party,
  headers: readonly PageHeader[],
): Promise<Outcome<undefined, "TOLD_DIFFERENTLY">> => {
  // Most pages say again what the page before said.
  const told = new Map<string, { author: Party; number: number; digest: string }>();
  for (const { heads } of headers)
    for (const [author, { number, digest }] of Object.entries(heads))
      if (author !== by) told.set(`${author} ${number} ${digest}`, { author, number, digest });
  const here = await findPageDigests(deps.db, [...told.values()]);
  for (const { author, number, digest } of told.values()) {
    const ours = here.get(`${author} ${number}`);
    if (ours !== undefined && ours !== digest)
      return refuse("TOLD_DIFFERENTLY", { of: author, number, digest });
  }
  return done(undefined);
};
