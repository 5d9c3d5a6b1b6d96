import { z } from "zod";
import { Party } from "#base/party.ts";
import { Digest } from "./event.ts";

/** The formats of pages that this software reads, the newest last. It writes the newest that every peer reads. */
export const pageFormats = ["tongwulang-page/1"] as const;
export const pageFormat = pageFormats[0];
export const maxEventsPerPage = 256;
/** Bytes of all bodies of a page together, so also of one event. */
export const maxPageBytes = 1024 * 1024;
export const maxHeaderBytes = 64 * 1024;

export const Head = z.object({ number: z.int().min(0), digest: Digest });
/** The last page of a chain: its number (0 = none yet, digest all zeros) and the digest of its header. */
export type Head = z.infer<typeof Head>;

/** What is signed. `heads` are the heads of the other chains that this node had applied: the receipt. */
export const PageHeader = z.looseObject({
  format: z.string(),
  node: Party,
  number: z.int().min(1),
  first: z.int().min(1), // position of the first event in the chain, counted from 1 without gaps
  count: z.int().min(0).max(maxEventsPerPage), // 0: a page that only carries heads (a receipt)
  previous: Digest, // digest of the page before; all zeros for page 1
  root: Digest, // RFC 6962 Merkle tree over the leaves
  sealedAt: z.iso.datetime({ precision: 3 }),
  suite: z.string(),
  key: z.string(),
  heads: z.record(Party, Head),
});
export type PageHeader = z.infer<typeof PageHeader>;

/** A leaf as a peer receives it: the body with its salt if it is in the audience, else only the hash. */
export const Leaf = z.union([
  z.object({ salt: z.string().regex(/^[0-9a-f]{32}$/), body: z.string() }),
  z.object({ leaf: Digest }),
]);
export type Leaf = z.infer<typeof Leaf>;

/** `header` is the very text that was signed: the canonical JSON of the header, byte for byte. */
export const Page = z.object({
  header: z.string(),
  signature: z.string().max(200),
  leaves: z.array(Leaf).max(maxEventsPerPage),
});
export type Page = z.infer<typeof Page>;
