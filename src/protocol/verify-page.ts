import { parseCanonical } from "#base/canonical.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { isSignedBy, isSuite, keyIdOf, suites, type PublicKey, type Suite } from "#base/signature.ts";
import type { Instant } from "#base/time.ts";
import { leafOf } from "./leaf.ts";
import { rootOf } from "./merkle.ts";
import {
  maxEventsPerPage,
  maxHeaderBytes,
  maxPageBytes,
  pageFormats,
  PageHeader,
  type Leaf,
  type Page,
} from "./page.ts";
import { pageDigest, signedBytes, type ChainEnd } from "./seal-page.ts";

export type PageRefusal =
  | "TOO_LARGE" | "NOT_CANONICAL" | "UNKNOWN_FORMAT" | "BAD_HEADER" | "UNKNOWN_SUITE" | "WRONG_NODE" | "UNKNOWN_KEY" | "KEY_REVOKED"
  | "BAD_SIGNATURE" | "FROM_THE_FUTURE" | "PAGE_SEEN" | "PAGE_GAP" | "PAGE_FORK" | "POSITION_GAP" | "BAD_COUNT"
  | "BAD_LEAF" | "BAD_ROOT"; // prettier-ignore

/** A body that the page commits to, not yet looked into: whether it is an event is a question of its own. */
export type Body = { index: number; salt: string; body: string };
export type VerifiedPage = { header: PageHeader; end: ChainEnd; leaves: Buffer[]; bodies: Body[] };

/** How far a peer's clock may run ahead of ours. */
export const clockSkewMillis = 5 * 60_000;

/** The key that a page must be signed with, by its number and what it says of other chains. */
export type KeyOf = (header: PageHeader) => Outcome<PublicKey, PageRefusal>;

export type SignedHeader = PageHeader & { suite: Suite };

/** What a header says, if it is signed for `node` by the key it must be; nothing yet about its place in the chain. */
export const verifyHeader = (
  headerText: string,
  signature: string,
  node: string,
  keyOf: KeyOf,
): Outcome<SignedHeader, PageRefusal> => {
  if (Buffer.byteLength(headerText) > maxHeaderBytes) return refuse("TOO_LARGE", { limit: "64 KiB" });
  const value = parseCanonical(headerText);
  if (value === undefined) return refuse("NOT_CANONICAL");
  // A newer format may have other fields: say so before looking at them.
  const format = (value as { format?: unknown } | null)?.format;
  if (!pageFormats.some((known) => known === format))
    return refuse("UNKNOWN_FORMAT", { format: String(format).slice(0, 50), known: pageFormats.join(", ") });
  const parsed = PageHeader.safeParse(value);
  if (!parsed.success) return refuse("BAD_HEADER", { field: parsed.error.issues[0]?.path.join(".") });
  const header = value as PageHeader; // as it came: what this version does not know is kept
  const { suite } = header;
  if (!isSuite(suite)) return refuse("UNKNOWN_SUITE", { suite: suite.slice(0, 50) });
  if (header.node !== node) return refuse("WRONG_NODE", { node: header.node, expected: node });
  const key = keyOf(header);
  if (!key.ok) return key;
  if (suite !== key.value.suite || header.key !== keyIdOf(key.value))
    return refuse("UNKNOWN_KEY", { key: header.key.slice(0, 50) });
  if (!isSignedBy(key.value, signedBytes(headerText), signature)) return refuse("BAD_SIGNATURE");
  return done({ ...header, suite });
};

const saltHex = /^[0-9a-f]{32}$/;
const leafHex = /^[0-9a-f]{64}$/;

/** What `Leaf` of page.ts says, by hand: it is asked for every event that crosses. */
const readLeaf = (given: unknown): Leaf | undefined => {
  if (typeof given !== "object" || given === null) return undefined;
  const { salt, body, leaf } = given as Record<string, unknown>;
  if (typeof salt === "string" && typeof body === "string" && saltHex.test(salt))
    return body.isWellFormed() ? { salt, body } : undefined;
  return typeof leaf === "string" && leafHex.test(leaf) ? { leaf } : undefined;
};

/** Whether `page` is the very next one of the chain that ends at `before`, whole and unaltered. */
export const verifyPage = (
  page: Page,
  node: string,
  before: ChainEnd,
  keyOf: KeyOf,
  now: Instant,
): Outcome<VerifiedPage, PageRefusal> => {
  const signed = verifyHeader(page.header, page.signature, node, keyOf);
  if (!signed.ok) return signed;
  const header = signed.value;
  const number = header.number;
  if (Date.parse(header.sealedAt) > Date.parse(now) + clockSkewMillis)
    return refuse("FROM_THE_FUTURE", { number });
  if (number <= before.number) return refuse("PAGE_SEEN", { number });
  if (number > before.number + 1) return refuse("PAGE_GAP", { number, expected: before.number + 1 });
  if (header.previous !== before.digest) return refuse("PAGE_FORK", { number });
  if (header.first !== before.next)
    return refuse("POSITION_GAP", { number, first: header.first, expected: before.next });
  if (page.leaves.length > maxEventsPerPage) return refuse("TOO_LARGE", { limit: `${maxEventsPerPage}` });
  if (page.leaves.length !== header.count) return refuse("BAD_COUNT", { number, count: header.count });

  const name = suites[header.suite].hash;
  const leaves: Buffer[] = [];
  const bodies: Body[] = [];
  let bytes = 0;
  for (const [index, given] of page.leaves.entries()) {
    const leaf = readLeaf(given);
    if (!leaf) return refuse("BAD_LEAF", { number, index });
    if ("body" in leaf) {
      const { salt, body } = leaf;
      bytes += Buffer.byteLength(body);
      leaves.push(leafOf(name, salt, body));
      bodies.push({ index, salt, body });
    } else leaves.push(Buffer.from(leaf.leaf, "hex"));
  }
  if (bytes > maxPageBytes) return refuse("TOO_LARGE", { limit: "1 MiB" });
  if (rootOf(name, leaves).toString("hex") !== header.root) return refuse("BAD_ROOT", { number });
  const end = { number, digest: pageDigest(name, page.header), next: header.first + header.count };
  return done({ header, end, leaves, bodies });
};
