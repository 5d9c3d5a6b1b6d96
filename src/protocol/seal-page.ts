import { canonical, type Json } from "#base/canonical.ts";
import { hash, type HashName } from "#base/hash.ts";
import { suites, type Signer } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";
import type { Digest } from "./event.ts";
import { rootOf } from "./merkle.ts";
import { pageFormat, type Head, type PageHeader } from "./page.ts";

const pageTag = Uint8Array.of(0x02);

/** A chain's end with the position that its next event gets. */
export type ChainEnd = Head & { next: number };

export const startOfChain: ChainEnd = { number: 0, digest: "0".repeat(64), next: 1 };

/** What a node's key signs for a page: a domain tag, so that the signature means nothing elsewhere. */
export const signedBytes = (headerText: string): Buffer =>
  Buffer.from(`tongwulang-page-v1\n${headerText}`, "utf8");

/** The name of a page for the page after it and for receipts. */
export const pageDigest = (name: HashName, headerText: string): Digest =>
  hash(name, pageTag, headerText).toString("hex");

export type SealedPage = { header: PageHeader; headerText: string; signature: string; end: ChainEnd };

/** The next page of a chain over `leaves`; pure but for the signer. */
export const sealPage = (
  node: string,
  end: ChainEnd,
  leaves: readonly Uint8Array[],
  heads: Record<string, Head>,
  sealedAt: Instant,
  signer: Signer,
): SealedPage => {
  const suite = signer.publicKey.suite;
  const name = suites[suite].hash;
  const header: PageHeader = {
    format: pageFormat,
    node,
    number: end.number + 1,
    first: end.next,
    count: leaves.length,
    previous: end.digest,
    root: rootOf(name, leaves).toString("hex"),
    sealedAt,
    suite,
    key: signer.keyId,
    heads,
  };
  const headerText = canonical(header as Json);
  return {
    header,
    headerText,
    signature: signer.sign(signedBytes(headerText)),
    end: { number: header.number, digest: pageDigest(name, headerText), next: end.next + leaves.length },
  };
};
