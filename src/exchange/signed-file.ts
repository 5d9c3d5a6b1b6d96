import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Party } from "#base/party.ts";
import { isSignedBy, isUsableKey, suites, type PublicKey } from "#base/signature.ts";
import type { Digest } from "#protocol/event.ts";
import type { PageHeader } from "#protocol/page.ts";
import { pageDigest, startOfChain } from "#protocol/seal-page.ts";
import { agreementBytes, type Evidence } from "./evidence-format.ts";
import { readEvidenceKeys, type EvidenceKeys } from "./evidence-keys.ts";
import { keyOfNext, keysIn } from "./key-log.ts";

/** Stops at nothing foreign: a check that throws has failed. */
export const attempt = (check: () => string | undefined): string | undefined => {
  try {
    return check();
  } catch (error) {
    return (error as Error).message;
  }
};

/** The first fault. All are looked at: what is good beside it is still there for the checks that follow. */
export const firstOf = <T>(
  items: Iterable<T>,
  fault: (item: T) => string | undefined,
): string | undefined => {
  let first: string | undefined;
  for (const item of items) {
    const found = attempt(() => fault(item));
    first ??= found;
  }
  return first;
};

type AgreementText = {
  agreement: {
    parties: Party[];
    clauses: { id: string }[];
    nodes?: { party: Party; publicKey: PublicKey }[];
  };
};

type Header = { header: PageHeader; digest: Digest };

/** What every file that proves something has: agreements, the pages and words that say which keys hold, and a maker. */
export type SignedFile = Pick<
  Evidence,
  "founding" | "agreements" | "pages" | "keys" | "madeBy" | "signature"
>;

/** What the checks have found out so far, each from what those before it found good. */
export type SignedFacts = {
  /** As it stands in the file, and as read. */
  raw: object;
  file: SignedFile;
  agreements: Map<Digest, AgreementText["agreement"]>;
  /** As the founding agreement names them. */
  keys: Map<Party, PublicKey>;
  signing: EvidenceKeys;
  /** As they stand in the file, of those that are signed. */
  headers: Header[];
  /** `party number` → the first such header. */
  pageOf: Map<string, Header>;
};

export const nothingKnown = (): Omit<SignedFacts, "raw" | "file"> => ({
  agreements: new Map(),
  keys: new Map(),
  signing: { logs: new Map(), pages: new Map(), counted: new Set() },
  headers: [],
  pageOf: new Map(),
});

export const readAgreements = ({ file, agreements, keys }: SignedFacts): string | undefined => {
  const fault = firstOf(Object.entries(file.agreements), ([digest, { text }]) => {
    if (sha256Hex(text) !== digest) return `${digest}: digest`;
    const read = parseCanonical(text) as unknown as AgreementText | undefined;
    if (!read) return `${digest}: text`;
    agreements.set(digest, read.agreement);
    return undefined;
  });
  const nodes = agreements.get(file.founding)?.nodes;
  if (!nodes?.length) return fault ?? "no founding agreement with keys";
  const badKey = firstOf(nodes, ({ party, publicKey }) => {
    if (keys.has(party) || !isUsableKey(publicKey)) return `${party}: key`;
    keys.set(party, publicKey);
    return undefined;
  });
  return fault ?? badKey;
};

export const checkKeys = (facts: SignedFacts): string | undefined => {
  facts.signing = readEvidenceKeys(facts.file, facts.keys);
  return firstOf(facts.file.keys ?? [], (entry) =>
    facts.signing.counted.has(entry) ? undefined : `${entry.author} ${entry.page}/${entry.index}`,
  );
};

const keysOf = ({ signing }: SignedFacts, party: Party): PublicKey[] => {
  const log = signing.logs.get(party);
  return log ? keysIn(log) : [];
};

export const checkSignatures = (facts: SignedFacts): string | undefined =>
  firstOf(facts.agreements, ([digest, { parties }]) => {
    const { signatures } = facts.file.agreements[digest]!;
    const unsigned = firstOf(parties, (party) => {
      const own = signatures.filter((one) => one.party === party);
      const good =
        own.length === 1 &&
        keysOf(facts, party).some((key) => isSignedBy(key, agreementBytes(digest), own[0]!.signature));
      return good ? undefined : `${digest}: ${party}`;
    });
    return unsigned ?? (signatures.length === parties.length ? undefined : `${digest}: signatures`);
  });

/** The maker's newest key signed all of it; `bytesOf` says what such a file's maker signs. */
export const checkMaker =
  (bytesOf: (canonicalText: string) => Buffer) =>
  ({ raw, file, signing }: SignedFacts): string | undefined => {
    const log = signing.logs.get(file.madeBy);
    const key = log && keyOfNext(log, Infinity);
    const signed = bytesOf(canonical({ ...raw, signature: undefined }));
    return key && isSignedBy(key, signed, file.signature) ? undefined : file.madeBy;
  };

export const checkHeaders = ({ file, signing, headers }: SignedFacts): string | undefined =>
  firstOf(Object.entries(file.pages), ([party, pages]) =>
    firstOf(pages.entries(), ([at, { header: text }]) => {
      const verified = signing.pages.get(party)?.[at];
      if (!verified) return `${party}: no key`;
      if (!verified.ok) return `${party}: ${verified.refusal.code}`;
      const header = verified.value;
      headers.push({ header, digest: pageDigest(suites[header.suite].hash, text) });
      return undefined;
    }),
  );

/** Ascending; and where two neighbouring pages are both here, the later names the earlier and counts on from it. */
export const checkChain = ({ headers, pageOf }: SignedFacts): string | undefined => {
  const last = new Map<Party, Header>();
  return firstOf(headers, (page) => {
    const { node, number, previous, first } = page.header;
    const before = last.get(node);
    last.set(node, page);
    if (!pageOf.has(`${node} ${number}`)) pageOf.set(`${node} ${number}`, page);
    if (before && before.header.number >= number) return `${node} ${number}: order`;
    const isNext = number === 1 || before?.header.number === number - 1;
    const end = before
      ? { digest: before.digest, next: before.header.first + before.header.count }
      : startOfChain;
    return isNext && (previous !== end.digest || first !== end.next) ? `${node} ${number}` : undefined;
  });
};
