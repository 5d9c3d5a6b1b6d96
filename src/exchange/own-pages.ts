import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PartyNode } from "#agreements/authority.ts";
import type { Page } from "#protocol/page.ts";
import type { ChainEnd } from "#protocol/seal-page.ts";
import { verifyHeader, verifyPage, type KeyOf, type VerifiedPage } from "#protocol/verify-page.ts";
import { getPageHeader } from "./chain-store.ts";
import type { Story } from "./conflict-store.ts";
import type { ExchangeDeps } from "./deps.ts";
import { keyFor } from "./key-log.ts";
import { readOwnKeyLog } from "./own-key.ts";
import { askRelay } from "./relay.ts";
import { unionPage, type KnownBody } from "./union-page.ts";

/** Where a peer stands with this node's chain: how far it says to hold it, and pages of it that it gave already. */
type Source = { node: PartyNode; held: number; pages: Map<number, Page> };

export type OwnPage =
  | { page: VerifiedPage & { headerText: string; signature: string } }
  /** The peers (or a peer and this database) hold different pages under this number. */
  | { number: number; stories: [Story, Story] };

/** Gives the own pages that peers hold, one after another, with every body that one of them may show. */
export const ownPagesOf = (
  deps: ExchangeDeps,
  holders: readonly { node: PartyNode; held: number }[],
  signal: AbortSignal,
) => {
  const sources = holders.map(({ node, held }): Source => ({ node, held, pages: new Map() }));
  const { here } = deps;
  const readKeys = async (): Promise<KeyOf> => {
    const log = await readOwnKeyLog(deps, deps.db);
    return (header) => keyFor(log, header);
  };

  const pageOf = async (source: Source, number: number): Promise<Page | undefined> => {
    if (source.held < number) return undefined;
    if (!source.pages.has(number)) {
      source.pages.clear();
      const answer = await askRelay(deps, source.node, here, number - 1, signal);
      if (!answer.ok) return undefined;
      for (const [i, page] of answer.value.pages.entries()) source.pages.set(number + i, page);
    }
    return source.pages.get(number);
  };

  const storyOf = (heldBy: Party, { header, signature }: Pick<Page, "header" | "signature">): Story => ({
    header,
    signature,
    heldBy,
  });

  /** The page after `before`; `findUnsealed` knows bodies by their leaf that never left this node. */
  const next = async (
    before: ChainEnd,
    findUnsealed: (leaves: readonly string[]) => Promise<ReadonlyMap<string, KnownBody>>,
  ): Promise<Outcome<OwnPage, "OWN_PAGE_NOT_SHOWN">> => {
    const number = before.number + 1;
    let first: { heldBy: Party; page: Page } | undefined;
    const copies: VerifiedPage[] = [];
    const keyOf = await readKeys();
    for (const source of sources) {
      const page = await pageOf(source, number);
      if (!page) continue;
      const signed = verifyHeader(page.header, page.signature, here, keyOf);
      if (!signed.ok || signed.value.number !== number) continue;
      const heldBy = source.node.party;
      if (first && first.page.header !== page.header)
        return done({ number, stories: [storyOf(first.heldBy, first.page), storyOf(heldBy, page)] });
      first ??= { heldBy, page };
      const verified = verifyPage(page, here, before, keyOf, deps.clock());
      if (verified.ok) copies.push(verified.value);
      else if (verified.refusal.code === "PAGE_FORK") return forkBefore(source, before);
    }
    if (!first || copies.length === 0)
      return refuse("OWN_PAGE_NOT_SHOWN", {
        number,
        parties: sources.map(({ node }) => node.party).join(", "),
      });
    const unsealed = await findUnsealed(copies[0]!.leaves.map((leaf) => leaf.toString("hex")));
    const whole = unionPage(first.page, copies, unsealed);
    const verified = verifyPage(whole, here, before, keyOf, deps.clock());
    if (!verified.ok) throw new Error(`page ${number} does not hold after it was put together`);
    return done({ page: { ...verified.value, headerText: whole.header, signature: whole.signature } });
  };

  /** The peer's page does not follow the one that is here: so it holds another one under that number too. */
  const forkBefore = async (
    { node }: Source,
    { number }: ChainEnd,
  ): Promise<Outcome<OwnPage, "OWN_PAGE_NOT_SHOWN">> => {
    const answer = await askRelay(deps, node, here, number - 1, signal);
    const keyOf = await readKeys();
    const page = answer.ok ? answer.value.pages[0] : undefined;
    const signed = page && verifyHeader(page.header, page.signature, here, keyOf);
    if (!page || !signed?.ok || signed.value.number !== number)
      return refuse("OWN_PAGE_NOT_SHOWN", { number, parties: node.party });
    const kept = await getPageHeader(deps.db, here, number);
    return done({ number, stories: [storyOf(here, kept), storyOf(node.party, page)] });
  };

  return { next };
};
