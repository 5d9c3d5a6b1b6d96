import { isDeepStrictEqual } from "node:util";
import { done } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
import { startOfChain, type ChainEnd } from "#protocol/seal-page.ts";
import { verifyPage } from "#protocol/verify-page.ts";
import type { PageHeader } from "#protocol/page.ts";
import type { Find } from "./finding.ts";
import type { Stored, StoredReceipt } from "./stored.ts";

const farFuture = "2999-01-01T00:00:00.000Z";

/** Every chain at every node, page by page from the first: contiguous, signed, linked, and the bodies that its root promises. */
const checkChain = (here: Stored, author: Party, key: PublicKey, find: Find): string[] => {
  let end: ChainEnd = startOfChain;
  const digests: string[] = [];
  for (const page of here.pages.get(author) ?? []) {
    const verified = verifyPage(page, author, end, () => done(key), farFuture);
    if (!verified.ok) {
      find("a stored page does not verify", {
        at: here.party,
        author,
        after: end.number,
        ...verified.refusal,
      });
      return digests;
    }
    end = verified.value.end;
    digests.push(end.digest);
  }
  const chain = here.chains.find(({ party }) => party === author);
  if ((chain?.number ?? 0) !== end.number || (chain && chain.digest !== end.digest))
    find("a chain's end is not its last page", { at: here.party, author, chain, end });
  return digests;
};

/** Receipts as the pages themselves say them. */
const receiptsOf = (here: Stored): StoredReceipt[] => {
  const receipts: StoredReceipt[] = [];
  for (const [by, pages] of here.pages) {
    let told: PageHeader["heads"] = {};
    for (const page of pages) {
      const { number, heads } = JSON.parse(page.header) as PageHeader;
      for (const [of, head] of Object.entries(heads))
        if (of !== by && head.number > (told[of]?.number ?? 0))
          receipts.push({ of, upTo: head.number, by, at: number });
      told = heads;
    }
  }
  return receipts.sort((a, b) => a.of.localeCompare(b.of) || a.by.localeCompare(b.by) || a.upTo - b.upTo);
};

const checkHeads = (here: Stored, digests: Map<Party, string[]>, find: Find): void => {
  for (const [by, pages] of here.pages) {
    let before: PageHeader["heads"] = {};
    for (const page of pages) {
      const { number, heads } = JSON.parse(page.header) as PageHeader;
      for (const [of, head] of Object.entries(heads)) {
        const known = digests.get(of)?.[head.number - 1];
        if (head.number > 0 && known !== undefined && known !== head.digest)
          find("a head names another page than the one that is here", {
            at: here.party,
            by,
            number,
            of,
            head,
          });
        if (head.number < (before[of]?.number ?? 0))
          find("a receipt was taken back", { at: here.party, by, number, of, head });
      }
      before = heads;
    }
  }
};

/** Pages, chains and receipts of all nodes; true copies of one another. */
export const checkChains = (
  all: readonly Stored[],
  keys: ReadonlyMap<Party, PublicKey>,
  find: Find,
): void => {
  const digestsAt = new Map<Party, Map<Party, string[]>>();
  for (const here of all) {
    const digests = new Map<Party, string[]>();
    for (const [author, key] of keys) digests.set(author, checkChain(here, author, key, find));
    digestsAt.set(here.party, digests);
    checkHeads(here, digests, find);
    if (!isDeepStrictEqual(receiptsOf(here), here.receipts))
      find("the receipts written down are not those on the pages", { at: here.party });
    if (here.queued > 0) find("events are left without a page", { at: here.party, queued: here.queued });
  }
  for (const author of keys.keys()) {
    const own = digestsAt.get(author)!.get(author)!;
    for (const here of all) {
      const copy = digestsAt.get(here.party)!.get(author)!;
      if (copy.length !== own.length || copy.some((digest, i) => digest !== own[i]))
        find("two nodes hold different chains of one author", {
          author,
          at: here.party,
          pages: copy.length,
          own: own.length,
          firstDifference: own.findIndex((digest, i) => digest !== copy[i]) + 1,
        });
    }
  }
};
