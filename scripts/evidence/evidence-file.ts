/** Evidence files taken apart and sealed again with published test keys, so that vectors can be made from one valid file. */
import { canonical } from "#base/canonical.ts";
import { sha256Hex, type HashName } from "#base/hash.ts";
import { isSuite, keyIdOf, suites, type PublicKey } from "#base/signature.ts";
import type { Event } from "#protocol/event.ts";
import { leafOf } from "#protocol/leaf.ts";
import { inclusionProof, rootOf } from "#protocol/merkle.ts";
import type { PageHeader } from "#protocol/page.ts";
import { pageDigest } from "#protocol/seal-page.ts";
import { keysOfThree } from "./test-key.ts";

export type Sealed = { header: string; signature: string };
export type Entry = {
  author: string;
  page: number;
  index: number;
  salt: string;
  body: string;
  proof: string[];
};
export type SignedText = { text: string; signatures: { party: string; signature: string }[] };
export type Acknowledgement = { of: string; page: number; by: string; upTo: number; at: number };
export type Evidence = {
  format: string;
  subject: string;
  founding: string;
  agreements: Record<string, SignedText>;
  pages: Record<string, Sealed[]>;
  events: Entry[];
  keys?: Entry[];
  acknowledgements: Acknowledgement[];
  pending: { of: string; page: number; by: string }[];
  madeBy: string;
  madeAt: string;
  signature: string;
};
type Founding = { nodes: { party: string; url: string; publicKey: PublicKey }[] };

export const signText = (party: string, text: string, key = keysOfThree(party)): string => key.sign(text);

export const copy = (file: Evidence): Evidence => structuredClone(file);
export const headerOf = ({ header }: Sealed): PageHeader => JSON.parse(header) as PageHeader;
const hashOf = (suite: string): HashName => {
  if (!isSuite(suite)) throw new Error(`no suite ${suite}`);
  return suites[suite].hash;
};
const digestOfPage = (page: Sealed): string => pageDigest(hashOf(headerOf(page).suite), page.header);
export const eventOf = ({ body }: Entry): Event => JSON.parse(body) as Event;

/** What the maker can always do: sign whatever the file says now. */
export const signedByMaker = (file: Evidence, keys = keysOfThree): Evidence => {
  const { signature: _, ...rest } = file;
  const text = `tongwulang-evidence-v1\n${canonical(rest)}`;
  return { ...file, signature: signText(file.madeBy, text, keys(file.madeBy)) };
};

export const textOf = (file: Evidence): string => `${canonical(file)}\n`;

/** An agreement's digest, and its text with the signatures of all its parties. */
export const signedAgreement = (text: string, keys = keysOfThree): [digest: string, SignedText] => {
  const { parties } = (JSON.parse(text) as { agreement: { parties: string[] } }).agreement;
  const digest = sha256Hex(text);
  const signed = `tongwulang-agreement-v1\n${digest}`;
  const signatures = parties.map((party) => ({ party, signature: signText(party, signed, keys(party)) }));
  return [digest, { text, signatures }];
};

/** Names the founding agreement anew with the test keys and has all agreements signed by them. */
export const withTestKeys = (file: Evidence, keys = keysOfThree): Evidence => {
  const agreements: Record<string, SignedText> = {};
  let { founding } = file;
  for (const [digest, { text }] of Object.entries(file.agreements)) {
    const content = JSON.parse(text) as { agreement: Founding };
    if (digest === file.founding)
      for (const node of content.agreement.nodes) {
        node.publicKey = keys(node.party).publicKey;
        node.url = `https://node-${node.party}.example`;
      }
    const [name, signed] = signedAgreement(canonical(content), keys);
    if (digest === file.founding) founding = name;
    agreements[name] = signed;
  }
  return { ...file, agreements, founding };
};

export type Change = {
  event?: (event: Event, entry: Entry) => Event;
  /** The very text that is hashed, where it is not to be the canonical one. */
  body?: (text: string, entry: Entry) => string;
  header?: (header: PageHeader) => PageHeader;
  /** Another hash of the leaves than the one of the suite. */
  leafHash?: HashName;
};

/** What a change of a body does to the events that name it: digests of before and after, in the order of the file. */
const changedEvents = (file: Evidence, change: Change): Entry[] => {
  const digests = new Map<string, string>();
  const renamed = (digest: string | undefined) => digest && (digests.get(digest) ?? digest);
  return file.events.map((entry) => {
    const event = eventOf(entry);
    const [previous, about] = [renamed(event.previous), renamed(event.about)];
    const linked = { ...event, ...(previous && { previous }), ...(about && { about }) };
    const text = canonical(change.event?.(linked, entry) ?? linked);
    const body = change.body?.(text, entry) ?? text;
    digests.set(sha256Hex(entry.body), sha256Hex(body));
    return { ...entry, body };
  });
};

/** The pages sealed again by their own nodes over what their events say now; digests of pages follow through all chains. */
export const sealedAgain = (file: Evidence, change: Change = {}, keys = keysOfThree): Evidence => {
  const events = changedEvents(file, change);
  const on = (header: PageHeader) =>
    events
      .filter(({ author, page }) => author === header.node && page === header.number)
      .toSorted((a, b) => a.index - b.index);
  const leaves = (header: PageHeader) => {
    const entries = on(header);
    if (entries.length > 0 && entries.length !== header.count)
      throw new Error(`page ${header.number} of ${header.node} has leaves that are not in the file`);
    return entries.map(({ salt, body }) => leafOf(change.leafHash ?? hashOf(header.suite), salt, body));
  };
  const byDigest = new Map(
    Object.values(file.pages)
      .flat()
      .map((page) => [digestOfPage(page), page]),
  );
  const done = new Map<string, Sealed>();
  const digestNow = (digest: string): string => {
    const page = byDigest.get(digest);
    return page ? digestOfPage(again(page)) : digest;
  };
  const again = (page: Sealed): Sealed => {
    const known = done.get(page.header);
    if (known) return known;
    const { publicKey } = keys(headerOf(page).node);
    const header = { ...headerOf(page), suite: publicKey.suite };
    const heads = Object.fromEntries(
      Object.entries(header.heads).map(([party, head]) => [
        party,
        { ...head, digest: digestNow(head.digest) },
      ]),
    );
    const hashes = leaves(header);
    const linked = {
      ...header,
      heads,
      previous: digestNow(header.previous),
      key: keyIdOf(publicKey),
      root:
        hashes.length || header.count === 0
          ? rootOf(hashOf(header.suite), hashes).toString("hex")
          : header.root,
    };
    const text = canonical(change.header?.(linked) ?? linked);
    const signature = signText(header.node, `tongwulang-page-v1\n${text}`, keys(header.node));
    const sealed = { header: text, signature };
    done.set(page.header, sealed);
    return sealed;
  };
  const pages = Object.fromEntries(
    Object.entries(file.pages).map(([party, list]) => [party, list.map(again)]),
  );
  const proved = events.map((entry) => {
    const page = file.pages[entry.author]!.map(headerOf).find(({ number }) => number === entry.page)!;
    const { suite } = keys(entry.author).publicKey;
    const path = inclusionProof(hashOf(suite), leaves({ ...page, suite }), entry.index);
    const proof = path.map((hash) => hash.toString("hex"));
    return { ...entry, proof };
  });
  return signedByMaker({ ...file, pages, events: proved }, keys);
};
