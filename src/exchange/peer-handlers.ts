import { done, refuse } from "#base/outcome.ts";
import type { Handlers } from "#base/handler.ts";
import type { Party } from "#base/party.ts";
import type { Db } from "#base/tx.ts";
import { pageFormats, type Page } from "#protocol/page.ts";
import { startOfChain } from "#protocol/seal-page.ts";
import { findPageHeader, getChain, readChains } from "./chain-store.ts";
import { noteSeen } from "./contact-store.ts";
import { exchangePeerContract } from "./contract.ts";
import type { Exchange } from "./open.ts";
import { mayReadAttachment, readPages } from "./serve.ts";

/** The embedded database lets others read what is still on its way to the disk; a transaction ends when it is there. */
const pagesOnDisk = (db: Db, author: Party, after: number, reader: Party | "public"): Promise<Page[]> =>
  db.transaction().execute((tx) => readPages(tx, author, after, reader));

/** While nothing comes, a long poll looks by itself this often: another process of this node may have sealed. */
const lookMs = 500;

export const exchangePeerHandlers = (exchange: Exchange): Handlers<typeof exchangePeerContract> => {
  const { deps, sealed, polling } = exchange;
  const { db, here } = deps;
  const count = (party: string, by: number) => polling.set(party, (polling.get(party) ?? 0) + by);
  return {
    pages: async ({ query: { after, wait } }, { peer, signal }) => {
      const end = performance.now() + wait * 1000;
      count(peer!, 1);
      try {
        let head = (await getChain(db, here)).end.number;
        while (head <= after && performance.now() < end && !signal.aborted) {
          await sealed.wait(Math.min(lookMs, Math.max(1, end - performance.now())), signal);
          head = (await getChain(db, here)).end.number;
        }
        const pages = head > after ? await pagesOnDisk(db, here, after, peer!) : [];
        return done({ pages, head });
      } finally {
        count(peer!, -1);
      }
    },
    relay: async ({ params: { party }, query: { after } }, { peer }) => {
      const head = (await getChain(db, party)).end.number;
      return done({ pages: head > after ? await pagesOnDisk(db, party, after, peer!) : [], head });
    },
    head: async (_, { peer }) => {
      const chains = await readChains(db);
      const heads = Object.fromEntries(
        [...chains].map(([party, { end }]) => [party, { number: end.number, digest: end.digest }]),
      );
      const end = chains.get(here)?.end ?? startOfChain;
      const proof = await findPageHeader(db, peer!, heads[peer!]?.number ?? 0);
      return done({
        node: here,
        head: { number: end.number, digest: end.digest },
        heads,
        ...(proof && { proof: { header: proof.header, signature: proof.signature } }),
        ...(deps.software !== undefined && { software: deps.software }),
        formats: [...pageFormats],
      });
    },
    hint: async ({ body }, { peer }) => {
      await noteSeen(db, peer!, body.head, deps.clock());
      exchange.hinted(peer!);
      return done({ ok: true });
    },
    attachment: async ({ params: { digest } }, { peer }) => {
      const found = (await mayReadAttachment(db, digest, peer!))
        ? await deps.attachments.open(digest)
        : undefined;
      if (!found) return refuse("ATTACHMENT_UNKNOWN", { attachment: digest });
      return done({
        mediaType: "application/octet-stream",
        name: digest,
        size: found.size,
        content: found.content,
      });
    },
    publicPages: async ({ query: { after } }) => {
      const head = (await getChain(db, here)).end.number;
      return done({ pages: head > after ? await pagesOnDisk(db, here, after, "public") : [], head });
    },
  };
};
